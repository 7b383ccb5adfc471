package dev.longshore.demo;

import java.nio.file.Path;

/** What the demo tells its user once the gateway is ready. */
final class DemoText {
  private DemoText() {}

  static String ready(DemoPorts ports, LocalS3 s3, Path data) {
    return """

        Longshore is ready. In another terminal:

          curl -T README.md %1$s/in/           upload
          curl %1$s/in/README.md               download
          curl %1$s/reports/2026/              list
          curl --ftp-port - %1$s/              list, in active mode
        %8$s
        The same file, asked for at the S3 API behind it:

          curl --aws-sigv4 aws:amz:us-east-1:s3 -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' \\
            --user %2$s:%3$s %4$s/%5$s/in/README.md

        Its health: http://localhost:%6$d/q/health
        The files and the users are in %7$s
        It listens on every address of this machine, with a password that everybody knows.
        Ctrl-C stops it.
        """
        .formatted(
            "ftp://demo:demo@localhost:" + ports.control(),
            s3.accessKeyId(),
            s3.secretAccessKey(),
            s3.endpoint(),
            DemoFiles.BUCKET,
            ports.management(),
            data,
            tls(ports));
  }

  private static String tls(DemoPorts ports) {
    if (ports.implicitTls().isEmpty()) {
      return "";
    }
    return """
          curl -k --ssl-reqd %s/in/README.md download over TLS
          curl -k ftps://demo:demo@localhost:%d/reports/2026/          list, over TLS from the first byte on

        With -k curl takes a certificate that this machine alone has signed.
        """
        .formatted("ftp://demo:demo@localhost:" + ports.control(), ports.implicitTls().getAsInt());
  }
}

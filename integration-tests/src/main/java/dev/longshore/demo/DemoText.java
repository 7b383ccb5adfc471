package dev.longshore.demo;

import java.nio.file.Path;

/**
 * What the demo tells its user.
 *
 * @param data where the files and the users are
 */
record DemoText(DemoArguments wanted, DemoPorts ports, LocalS3 s3, Path data) {

  /** A line for a choice of the balancer. */
  static String choice(DemoPorts ports, int port, int replica) {
    if (!ports.isPassive(port)) {
      return "control %d: to replica %d".formatted(port, replica);
    }
    int owner = ports.owner(port, DemoArguments.MOST);
    return owner == replica
        ? "data %d: to replica %d, which owns it".formatted(port, replica)
        : "data %d: to replica %d; replica %d owns it".formatted(port, replica, owner);
  }

  /** What there is to try, once all are ready. */
  String ready() {
    return """

        Longshore is ready. In another terminal:

          curl -T README.md %1$s/in/           upload
          curl %1$s/in/README.md               download
          curl %1$s/reports/2026/              list
          curl --ftp-port - %1$s/              list, in active mode
        %8$s%9$s
        The same file, asked for at the S3 API behind it:

          curl --aws-sigv4 aws:amz:us-east-1:s3 -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' \\
            --user %2$s:%3$s %4$s/%5$s/in/README.md

        Its health: %6$s
        The files and the users are in %7$s
        %10$s
        Ctrl-C stops it.
        """
        .formatted(
            url(),
            s3.accessKeyId(),
            s3.secretAccessKey(),
            s3.endpoint(),
            DemoFiles.BUCKET,
            health(),
            data,
            tls(),
            replicas(),
            reach());
  }

  private String host() {
    return wanted.isBalanced() ? Loopback.FRONT.getHostAddress() : "localhost";
  }

  private String url() {
    return "ftp://demo:demo@%s:%d".formatted(host(), ports.control());
  }

  private String health() {
    return wanted.isBalanced()
        ? "http://127.0.0.2:%d/q/health for replica 0, and so on".formatted(ports.management())
        : "http://localhost:%d/q/health".formatted(ports.management());
  }

  private String tls() {
    if (ports.implicitTls().isEmpty()) {
      return "";
    }
    return """
          curl -k --ssl-reqd %s/in/README.md download over TLS
          curl -k ftps://demo:demo@%s:%d/reports/2026/          list, over TLS from the first byte on

        With -k curl takes a certificate that this machine alone has signed.
        """
        .formatted(url(), host(), ports.implicitTls().getAsInt());
  }

  private String replicas() {
    if (!wanted.isBalanced()) {
      return "";
    }
    return """

        A balancer passes each connection to any of %1$d replicas, and says below to which.
        %2$s

          for i in 1 2 3 4 5 6 7 8 9; do curl -sS -m 5 %3$s/welcome.txt; done
        """
        .formatted(wanted.replicas(), wanted.relay() ? handedOn() : lost(), url());
  }

  private static String handedOn() {
    return """
        A replica that gets the data connection of another one's session hands it on, so all of these
        succeed:""";
  }

  private String lost() {
    return """
        The relay is off, so a replica that gets the data connection of another one's session resets
        it. That is what this shows: about %d of %d of these fail, in every mode but the active one:"""
        .formatted(wanted.replicas() - 1, wanted.replicas());
  }

  private String reach() {
    return wanted.isBalanced()
        ? "It listens on addresses of this machine that no other machine reaches."
        : "It listens on every address of this machine, with a password that everybody knows.";
  }
}

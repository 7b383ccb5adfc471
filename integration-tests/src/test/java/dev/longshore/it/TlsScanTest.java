package dev.longshore.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What sslscan finds of the ports for FTPS. */
final class TlsScanTest {
  private static final Path SSLSCAN = Path.of("/usr/bin/sslscan");

  @Test
  void neitherPortOffersAWeakProtocolOrCipher() throws IOException, InterruptedException {
    boolean demanded = Boolean.parseBoolean(System.getenv("LONGSHORE_REQUIRE_CLIENTS"));
    assumeTrue(demanded || Files.isExecutable(SSLSCAN), "sslscan is not installed");
    Certificate certificate = Certificate.create();
    try (S3 s3 = S3.inMemory();
        // A scanner opens more connections at once than clients do where processors are busy.
        Gateway gateway =
            Gateway.with(s3)
                .tls(certificate, "required")
                .set("longshore.limits.sessions-per-address", "2000")
                .start()) {
      assertStrong(scan(gateway.implicitTls(), List.of()));
      assertStrong(scan(gateway.ipv4(), List.of("--starttls-ftp")));
    }
  }

  private static void assertStrong(String found) {
    List<String> lines = found.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    assertThat(lines)
        .contains(
            "SSLv2 disabled",
            "SSLv3 disabled",
            "TLSv1.0 disabled",
            "TLSv1.1 disabled",
            "TLSv1.2 enabled",
            "TLSv1.3 enabled");
    assertThat(lines)
        .noneMatch(
            line ->
                line.contains("Insecure")
                    || line.equals("Compression enabled")
                    || line.matches("\\S+ vulnerable to .*"));
    List<String> ciphers =
        lines.stream().filter(line -> line.matches("(Accepted|Preferred) .*")).toList();
    assertThat(ciphers)
        .as(found)
        .isNotEmpty()
        .allMatch(line -> line.contains("GCM") || line.contains("CHACHA20"))
        .allMatch(line -> line.contains("TLSv1.3") || line.contains("DHE"));
  }

  private static String scan(InetSocketAddress address, List<String> options)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(SSLSCAN.toString(), "--no-colour"));
    command.addAll(options);
    command.add("127.0.0.1:" + address.getPort());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String found = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return found;
  }
}

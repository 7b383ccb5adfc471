package dev.longshore.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients of OpenSSL whose data connections all resume the one session that they got with the
 * control connection, where the gateway demands it. Python's ssl module is that client.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsResumptionTest {
  private static final int TRANSFERS = Boolean.getBoolean("longshore.nightly") ? 1000 : 300;
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final Path SCRIPT =
      Path.of("src", "test", "resources", "dev", "longshore", "it", "resume.py");

  private S3 s3;
  private Certificate certificate;
  private Gateway gateway;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    s3 = S3.inMemory();
    certificate = Certificate.create();
    gateway =
        Gateway.with(s3)
            .tls(certificate, "required")
            .set("longshore.tls.session-binding", "require")
            .set("longshore.tls.protocols", "TLSv1.3,TLSv1.2")
            .start();
  }

  @AfterAll
  void stop() throws IOException {
    gateway.close();
    s3.close();
  }

  /** By a ticket, by a session identifier, by a pre-shared key. */
  @ParameterizedTest
  @CsvSource({"1.2, ticket", "1.2, identifier", "1.3, ticket"})
  void transfersResumeTheSessionOfTheControlConnection(String version, String by)
      throws IOException, InterruptedException {
    Process client =
        new ProcessBuilder(
                "python3",
                SCRIPT.toString(),
                Integer.toString(gateway.ipv4().getPort()),
                certificate.pem().toString(),
                Users.NAME,
                Users.PASSWORD,
                version,
                by,
                Integer.toString(TRANSFERS))
            .redirectErrorStream(true)
            .start();
    try (var out = client.inputReader(UTF_8)) {
      Thread.ofVirtual().start(() -> endAfterBound(client));
      assertThat(out.readAllAsString()).isEqualTo(TRANSFERS + " transfers resumed\n");
      assertThat(client.waitFor()).isZero();
    }
  }

  private static void endAfterBound(Process client) {
    try {
      if (!client.waitFor(BOUND)) {
        client.destroyForcibly();
      }
    } catch (InterruptedException e) {
      client.destroyForcibly();
    }
  }
}

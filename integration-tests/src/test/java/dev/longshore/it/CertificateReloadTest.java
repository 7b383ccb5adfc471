package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** A certificate that is renewed while clients are connected. */
final class CertificateReloadTest {

  @Test
  void newSessionsGetTheNewCertificateAndOldOnesGoOn() throws IOException, InterruptedException {
    Certificate first = Certificate.create();
    Certificate second = Certificate.create();
    Path file = Files.createTempFile(first.keyStore().getParent(), "current-", ".p12");
    install(first.keyStore(), file);
    try (S3 s3 = S3.inMemory();
        Gateway gateway =
            Gateway.with(s3)
                .tls(new Certificate(file, first.pem()), "required")
                .set("longshore.tls.reload-period", "1s")
                .start();
        Wire early = Wire.loggedIn(gateway.ipv4(), TlsClient.trusting(first))) {
      early.upload("STOR f", "x");

      install(second.keyStore(), file);
      gateway.awaitLog("New sessions get the certificate");
      try (Wire late = Wire.loggedIn(gateway.ipv4(), TlsClient.trusting(second))) {
        assertThat(late.download("RETR f").text()).isEqualTo("x");
      }
      assertThat(early.download("RETR f").text()).isEqualTo("x");

      Path broken = Files.writeString(file.resolveSibling("broken.p12"), "no key store");
      install(broken, file);
      gateway.awaitLog("ERROR.*can not be used any more");
      try (Wire later = Wire.loggedIn(gateway.ipv4(), TlsClient.trusting(second))) {
        assertThat(later.download("RETR f").text()).isEqualTo("x");
      }
    }
  }

  /** All at once, as those do who renew certificates. */
  private static void install(Path from, Path to) throws IOException {
    Path beside = to.resolveSibling("next.p12");
    Files.copy(from, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
  }
}

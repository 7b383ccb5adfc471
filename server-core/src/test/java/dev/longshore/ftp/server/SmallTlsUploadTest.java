package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TestCertificate;
import dev.longshore.ftp.tls.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Most clients leave Nagle's algorithm on (RFC 896): the first bytes of an upload wait until the
 * last flight of the handshake is acknowledged, to which no answer belongs, and Linux delays such
 * an acknowledgement for 40 ms.
 */
final class SmallTlsUploadTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.create();
  private static final int OWNER = 2;
  private static final int UPLOADS = 15;

  private TestFleet fleet;

  @BeforeEach
  void start() throws IOException {
    TlsSettings tls =
        new TlsSettings(
            true,
            SessionBinding.ALLOW,
            List.of("TLSv1.3", "TLSv1.2"),
            List.of(),
            CERTIFICATE::keyManagers);
    fleet = TestFleet.start(TestOptions.DEFAULT.with(tls));
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, 2", "TLSv1.3, 2", "TLSv1.2, 0", "TLSv1.3, 0"})
  void itDoesNotWaitForAnAcknowledgement(String protocol, int entrance) throws IOException {
    TlsEnd tls = new TlsEnd(CERTIFICATE, protocol);
    List<Duration> hesitant = new ArrayList<>();
    List<Duration> prompt = new ArrayList<>();
    try (RawClient client = tls.login(fleet.connect(OWNER, entrance))) {
      for (int i = 0; i < UPLOADS; i++) {
        hesitant.add(upload(client, tls, false));
        prompt.add(upload(client, tls, true));
      }
    }
    Duration more = median(hesitant).minus(median(prompt));
    assertThat(more).isLessThan(Duration.ofMillis(25));
  }

  /** How long it takes from the end of the handshake. */
  private static Duration upload(RawClient client, TlsEnd tls, boolean prompt) throws IOException {
    try (Socket raw = client.epsv()) {
      raw.setTcpNoDelay(prompt);
      client.expect("STOR f", 150);
      SSLSocket data = tls.secure(raw);
      long begun = System.nanoTime();
      data.getOutputStream().write(7);
      data.shutdownOutput();
      raw.shutdownOutput();
      client.expect(226);
      return Duration.ofNanos(System.nanoTime() - begun);
    }
  }

  private static Duration median(List<Duration> times) {
    Collections.sort(times);
    return times.get(times.size() / 2);
  }
}

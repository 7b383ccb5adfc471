package dev.longshore.ftp.server;

import static dev.longshore.ftp.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TestCertificate;
import dev.longshore.ftp.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gentle end of a server whose clients use TLS. */
@Timeout(60)
final class DrainTlsTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.create();
  private static final Duration LONG = Duration.ofMinutes(10);

  private final TlsEnd tls = new TlsEnd(CERTIFICATE, "TLSv1.3");
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        TestServer.start(
            TestOptions.DEFAULT.with(
                new TlsSettings(
                    false,
                    SessionBinding.ALLOW,
                    List.of("TLSv1.3", "TLSv1.2"),
                    List.of(),
                    CERTIFICATE::keyManagers)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Thread drain() {
    Thread drain = Thread.ofVirtual().start(() -> server.server().drain(Duration.ZERO, LONG));
    await(() -> server.server().isEnding());
    return drain;
  }

  private InetSocketAddress implicit() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.implicitPort());
  }

  @Test
  void idleSessionsAreTold421OverTls() throws Exception {
    try (RawClient client = tls.login(server.connect());
        RawClient other = new RawClient(implicit(), tls)) {
      Thread drain = drain();
      client.expect(421);
      assertThat(client.closed()).isTrue();
      other.expect(421);
      assertThat(drain.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void whoComesToThePortOfImplicitTlsIsTold421InPlaceOfTheGreeting() throws Exception {
    try (RawClient client = server.login();
        RawClient idle = server.login();
        Socket data = client.epsv()) {
      client.expect("STOR new", 150);
      Thread drain = drain();
      idle.expect(421);
      try (RawClient late = new RawClient(implicit(), tls)) {
        assertThat(late.greeting.code()).isEqualTo(421);
        assertThat(late.closed()).isTrue();
      }
      data.shutdownOutput();
      client.expect(226);
      client.expect(421);
      assertThat(drain.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void aHandshakeThatHasBegunEndsAndItsClientIsTold421() throws Exception {
    try (RawClient client = server.connect();
        RawClient idle = server.login()) {
      client.expect("AUTH TLS", 234);
      Thread drain = drain();
      idle.expect(421);
      client.use(tls.secure(client.socket));
      client.expect(421);
      assertThat(drain.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void aHandshakeThatDoesNotComeHoldsNobodyUp() throws Exception {
    try (RawClient client = server.connect()) {
      client.expect("AUTH TLS", 234);
      assertThat(drain().join(Duration.ofSeconds(20))).isTrue();
    }
  }
}

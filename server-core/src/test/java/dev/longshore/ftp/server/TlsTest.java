package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TestCertificate;
import dev.longshore.ftp.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Explicit and implicit TLS (RFC 4217), over sockets. */
final class TlsTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.create();

  private TestServer server;

  private static TlsSettings settings(boolean required) {
    return new TlsSettings(
        required,
        SessionBinding.ALLOW,
        List.of("TLSv1.3", "TLSv1.2"),
        List.of(),
        CERTIFICATE::keyManagers);
  }

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(TestOptions.DEFAULT.with(settings(false)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void restart(TlsSettings settings) throws IOException {
    server.close();
    server = TestServer.start(TestOptions.DEFAULT.with(settings));
  }

  private static TlsEnd tls(String protocol) {
    return new TlsEnd(CERTIFICATE, protocol);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void filesGoBothWaysEncrypted(String protocol) throws Exception {
    byte[] file = new byte[3_000_000];
    TlsEnd tls = tls(protocol);
    try (RawClient client = tls.login(server.connect())) {
      tls.store(client, "STOR f", file);
      assertThat(tls.fetch(client, "RETR f")).isEqualTo(file);
      tls.store(client, "STOR empty", new byte[0]);
      assertThat(tls.fetch(client, "RETR empty")).isEmpty();
      assertThat(new String(tls.fetch(client, "NLST"), UTF_8)).isEqualTo("empty\r\nf\r\n");
      client.expect("QUIT", 221);
      assertThat(client.closed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void implicitTlsComesBeforeTheGreetingAndEncryptsDataByItself(String protocol) throws Exception {
    TlsEnd tls = tls(protocol);
    try (RawClient client = new RawClient(implicit(), tls)) {
      TestServer.loggedIn(client);
      tls.store(client, "STOR f", "hello".getBytes(UTF_8));
      client.expect("PBSZ 0", 200);
      client.expect("PROT C", 200);
      assertThat(client.fetchText("RETR f")).isEqualTo("hello");
      client.expect("REIN", 220);
      TestServer.loggedIn(client);
      assertThat(tls.fetch(client, "RETR f")).hasSize(5);
    }
  }

  @Test
  void clearTextOnTheImplicitPortIsCutOff() throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(implicit());
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("USER u\r\n".getBytes(UTF_8));
      assertThatThrownBy(() -> readToEnd(socket)).isInstanceOf(IOException.class);
    }
  }

  private static void readToEnd(Socket socket) throws IOException {
    // An alert may come first; the greeting may not.
    assertThat(socket.getInputStream().read()).isNotEqualTo('2');
    socket.getInputStream().readAllBytes();
  }

  private InetSocketAddress implicit() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.implicitPort());
  }

  @Test
  void activeDataConnectionsAreEncryptedWithTheServerAsServer() throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    try (RawClient client = tls.login(server.connect());
        ServerSocket listener = client.port()) {
      client.send("STOR f");
      try (Socket raw = listener.accept()) {
        client.expect(150);
        SSLSocket data = tls.secure(raw);
        data.getOutputStream().write("x".getBytes(UTF_8));
        data.shutdownOutput();
        client.expect(226);
      }
    }
  }

  @Test
  void whatFollowsAuthInTheClearIsNeverCarriedOut() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("AUTH TLS\r\nSYST");
      client.expect(503);
      assertThat(client.closed()).isTrue();
    }
  }

  /** AUTH waits for the transfer, and half a line comes meanwhile. */
  @Test
  void halfALineBehindAuthInTheClearIsNeverCarriedOut() throws Exception {
    byte[] will = {(byte) 255, (byte) 251, 1};
    byte[] dont = {(byte) 255, (byte) 254, 1};
    try (RawClient client = server.login();
        Socket data = client.epsv()) {
      client.expect("STOR f", 150);
      client.raw("AUTH TLS\r\nUSER u".getBytes(UTF_8));
      client.raw(will);
      // Refused at once: all before it has been read.
      assertThat(client.bytes(3)).isEqualTo(dont);
      RawClient.end(data);
      client.expect(226);
      client.expect(503);
      assertThat(client.isOver()).isTrue();
    }
  }

  @Test
  void aRecordThatComesByteByByteEndsWithTheTimeForTheLogin() throws Exception {
    server.close();
    SessionSettings usual = SessionSettings.DEFAULT;
    server =
        TestServer.start(
            TestOptions.DEFAULT
                .with(settings(false))
                .with(
                    usual.with(
                        new SessionSettings.Limits(
                            Duration.ofMillis(1500),
                            usual.limits().idle(),
                            usual.limits().loginAttempts()))));
    try (Socket socket = new Socket()) {
      socket.connect(implicit());
      socket.setSoTimeout(10_000);
      SSLSocket tls = tls("TLSv1.3").secure(socket);
      assertThat(new String(tls.getInputStream().readNBytes(3), UTF_8)).isEqualTo("220");
      long from = System.nanoTime();
      assertThatThrownBy(() -> drip(socket)).isInstanceOf(IOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
    }
  }

  /** The head of a record of 16 KiB, then one byte each tenth of a second, until it is cut off. */
  private static void drip(Socket socket) throws IOException {
    socket.getOutputStream().write(new byte[] {23, 3, 3, 0x40, 0});
    socket.setSoTimeout(100);
    int seen = 0;
    for (int i = 0; i < 1000 && seen >= 0; i++) {
      socket.getOutputStream().write(1);
      try {
        seen = socket.getInputStream().read();
      } catch (SocketTimeoutException e) {
        seen = 0;
      }
    }
    throw new IOException("cut off");
  }

  @Test
  void authForgetsTheLoginAndIsSaidOnce() throws Exception {
    try (RawClient client = server.connect()) {
      client.expect("USER u", 331);
      client.expect("AUTH TLS", 234);
      client.use(tls("TLSv1.3").secure(client.socket));
      client.expect("PASS p", 503);
      client.expect("AUTH TLS", 503);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void reinEndsTlsAndEverythingIsAsAfterTheGreeting(String protocol) throws Exception {
    TlsEnd tls = tls(protocol);
    try (RawClient client = server.connect()) {
      client.expect("AUTH TLS", 234);
      SSLSocket first = tls.secure(client.socket);
      client.use(first);
      TestServer.loggedIn(client);
      client.expect("REIN", 220);
      assertThat(client.closed()).isTrue();
      first.shutdownOutput();
      client.use(client.socket);
      client.expect("PWD", 530);
      client.expect("PROT P", 503);
      tls.login(client);
      client.expect("PWD", 257);
    }
  }

  @Test
  void whereTlsIsRequiredNothingOfValueGoesInTheClear() throws Exception {
    restart(settings(true));
    TlsEnd tls = tls("TLSv1.3");
    try (RawClient client = server.connect()) {
      client.expect("USER u", 530);
      client.expect("PASS p", 503);
      client.expect("AUTH TLS", 234);
      client.use(tls.secure(client.socket));
      TestServer.loggedIn(client);
      try (Socket _ = client.epsv()) {
        client.expect("LIST", 522);
        client.expect("PBSZ 0", 200);
        client.expect("PROT C", 534);
        client.expect("LIST", 522);
      }
      client.expect("PROT P", 200);
      assertThat(tls.fetch(client, "NLST")).isEmpty();
    }
  }

  @Test
  void aClientThatSpeaksClearTextOnADataConnectionGets522AndNoData() throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    try (RawClient client = tls.login(server.connect());
        Socket data = client.epsv()) {
      client.expect("STOR f", 150);
      data.getOutputStream().write("clear text that is no TLS\r\n".getBytes(UTF_8));
      client.expect(522);
      client.expect("SIZE f", 550);
    }
  }

  @Test
  void aDataConnectionThatIsClosedBeforeAnyHandshakeLeavesWhatWasThere() throws Exception {
    TlsEnd tls = tls("TLSv1.2");
    try (RawClient client = tls.login(server.connect())) {
      tls.store(client, "STOR f", "old".getBytes(UTF_8));
      try (Socket data = client.epsv()) {
        client.expect("STOR f", 150);
        data.shutdownOutput();
        client.expect(522);
      }
      assertThat(client.expect("SIZE f", 213).text()).isEqualTo("3");
    }
  }

  /** As health checks are, which may come each second. */
  @Test
  void aConnectionThatSaysNothingIsNoFailedHandshake() throws Exception {
    InetAddress host = InetAddress.getLoopbackAddress();
    new Socket(host, server.implicitPort()).close();
    assertThat(server.closed()).isEqualTo("the client said nothing");
    RawClient.reset(new Socket(host, server.implicitPort()));
    assertThat(server.closed()).isEqualTo("the client said nothing");
    assertThat(server.failedHandshakes()).isZero();
    try (Socket socket = new Socket(host, server.implicitPort())) {
      socket.getOutputStream().write("USER u\r\n".getBytes(UTF_8));
      assertThat(server.closed()).isEqualTo("TLS handshake failed");
    }
    assertThat(server.failedHandshakes()).isEqualTo(1);
  }
}

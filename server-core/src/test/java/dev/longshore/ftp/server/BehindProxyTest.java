package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.control.ProxyHeaders;
import dev.longshore.ftp.control.ProxyProtocol;
import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TestCertificate;
import dev.longshore.ftp.tls.TlsSettings;
import dev.longshore.ftp.user.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions and transfers behind a load balancer that speaks the PROXY protocol, over sockets. */
final class BehindProxyTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.create();
  private static final String CLIENT = "198.51.100.7";
  private static final String DIALLED = "203.0.113.9";
  private static final TestOptions OPTIONS = behind("127.0.0.0/8");

  private TestServer server;

  private static TestOptions behind(String proxies) {
    return TestOptions.DEFAULT
        .with(
            new TlsSettings(
                false,
                SessionBinding.ALLOW,
                List.of("TLSv1.3", "TLSv1.2"),
                List.of(),
                CERTIFICATE::keyManagers))
        .with(new ProxyProtocol(List.of(Network.parse(proxies))));
  }

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(OPTIONS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void restart(TestOptions options) throws IOException {
    server.close();
    server = TestServer.start(options);
  }

  @ParameterizedTest
  @EnumSource
  void pasvNamesTheAddressThatTheClientDialled(ProxyHeaders version) throws IOException {
    try (RawClient client = login(version.between(CLIENT, DIALLED))) {
      assertThat(client.expect("PASV", 227).text()).contains("(203,0,113,9,");
    }
  }

  @Test
  void pasvIsNoCommandForWhoDialledAnAddressOfIpv6() throws IOException {
    try (RawClient client = login(ProxyHeaders.V2.between("2001:db8::7", "2001:db8::9"))) {
      assertThat(client.command("PASV").code()).isGreaterThanOrEqualTo(400);
      try (Socket data = data(client, ProxyHeaders.V2.between("2001:db8::7", "2001:db8::9"))) {
        client.expect("NLST", 150);
        assertThat(data.getInputStream().readAllBytes()).isEmpty();
        client.expect(226);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDataConnectionMustBeOfTheClientThatTheHeaderNames(ProxyHeaders version)
      throws IOException {
    byte[] header = version.between(CLIENT, DIALLED);
    try (RawClient client = login(header)) {
      int port = client.epsvPort();
      try (Socket other = connect(port, version.between("198.51.100.8", DIALLED))) {
        assertThat(RawClient.isReset(other)).isTrue();
      }
      try (Socket data = connect(port, header)) {
        client.expect("STOR f", 150);
        data.getOutputStream().write("hello".getBytes(UTF_8));
        data.shutdownOutput();
        client.expect(226);
      }
      assertThat(client.expect("SIZE f", 213).text()).isEqualTo("5");
    }
  }

  @Test
  void activeModeGoesToTheClientThatTheHeaderNames() throws IOException {
    InetAddress own = InetAddress.ofLiteral("127.0.0.3");
    try (RawClient client = login(ProxyHeaders.V1.between("127.0.0.3", "127.0.0.1"));
        ServerSocket listener = new ServerSocket(0, 1, own)) {
      client.expect(
          "PORT " + RawClient.portArgument(InetAddress.ofLiteral("127.0.0.1"), 5000), 504);
      client.expect("PORT " + RawClient.portArgument(own, listener.getLocalPort()), 200);
      client.expect("NLST", 150);
      listener.setSoTimeout(10_000);
      listener.accept().close();
      client.reply();
    }
  }

  @Test
  void limitsCountTheClientsThatHeadersName() throws IOException {
    restart(OPTIONS.with(new ServerSettings.Limits(10, 1, 10)));
    try (RawClient first = new RawClient(control(), ProxyHeaders.V2.between(CLIENT, DIALLED));
        RawClient second = new RawClient(control(), ProxyHeaders.V2.between(CLIENT, DIALLED));
        RawClient other =
            new RawClient(control(), ProxyHeaders.V2.between("198.51.100.8", DIALLED))) {
      assertThat(first.greeting.code()).isEqualTo(220);
      assertThat(second.greeting.code()).isEqualTo(421);
      assertThat(other.greeting.code()).isEqualTo(220);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatComesWithTheHeaderIsNotLost(ProxyHeaders version) throws IOException {
    byte[] header = version.between(CLIENT, DIALLED);
    byte[] login = "USER u\r\nPASS p\r\n".getBytes(UTF_8);
    try (RawClient client = new RawClient(control(), ProxyHeaders.joined(header, login))) {
      client.expect(331);
      client.expect(230);
      client.expect("TYPE I", 200);
      byte[] file = new byte[100_000];
      try (Socket data = data(client, ProxyHeaders.joined(header, file))) {
        data.shutdownOutput();
        client.expect("STOR f", 150);
        client.expect(226);
      }
      assertThat(client.expect("SIZE f", 213).text()).isEqualTo("100000");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tlsBeginsBehindTheHeader(ProxyHeaders version) throws IOException {
    byte[] header = version.between(CLIENT, DIALLED);
    TlsEnd tls = new TlsEnd(CERTIFICATE, "TLSv1.3");
    try (RawClient client = tls.login(new RawClient(control(), header));
        Socket data = data(client, header)) {
      client.expect("NLST", 150);
      Socket secured = tls.secure(data);
      assertThat(secured.getInputStream().readAllBytes()).isEmpty();
      client.expect(226);
    }
  }

  @Test
  void implicitTlsBeginsBehindTheHeader() throws IOException {
    TlsEnd tls = new TlsEnd(CERTIFICATE, "TLSv1.3");
    int port = server.server().ports().getLast();
    try (Socket socket = connect(port, ProxyHeaders.V2.between(CLIENT, DIALLED))) {
      Socket secured = tls.secure(socket);
      assertThat(new String(secured.getInputStream().readNBytes(4), UTF_8)).isEqualTo("220 ");
    }
  }

  @Test
  void whoIsNoTrustedProxyIsRefusedOnEveryPort() throws IOException {
    restart(behind("10.0.0.0/8"));
    for (int port : List.of(server.port(), server.passivePorts().getFirst())) {
      try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        socket.setSoTimeout(10_000);
        assertThat(RawClient.isReset(socket)).isTrue();
      }
    }
    assertThat(server.server().sessions()).isZero();
  }

  @Test
  void aProxyThatSendsNoHeaderIsRefusedAndNeverGuessed() throws IOException {
    try (Socket socket = connect(server.port(), "USER u\r\n".getBytes(UTF_8))) {
      assertThat(RawClient.isReset(socket)).isTrue();
    }
    assertThat(server.server().sessions()).isZero();
  }

  @Test
  void withoutTheSettingAHeaderIsALineOfTheClient() throws IOException {
    restart(TestOptions.DEFAULT);
    try (RawClient client = new RawClient(control(), ProxyHeaders.V1.between(CLIENT, DIALLED))) {
      assertThat(client.reply().code()).isGreaterThanOrEqualTo(500);
    }
  }

  private InetSocketAddress control() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port());
  }

  private RawClient login(byte[] header) throws IOException {
    RawClient client = new RawClient(control(), header);
    TestServer.loggedIn(client);
    return client;
  }

  private static Socket data(RawClient client, byte[] first) throws IOException {
    return connect(client.epsvPort(), first);
  }

  private static Socket connect(int port, byte[] first) throws IOException {
    Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(first);
    return socket;
  }
}

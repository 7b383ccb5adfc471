package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where data connections come from: PASV, EPSV, PORT, EPRT. */
@Timeout(60)
class ChannelTest {
  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    server.files.with("/home/f.txt", new byte[12]);
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void theChannelSurvivesACommandThatFailsBeforeIts150() throws IOException {
    try (Socket data = client.epsv()) {
      client.expect("RETR nope", 550);
      client.expect("STOR no/such/dir", 550);
      client.expect("LIST nope", 550);
      client.expect("RETR f.txt", 150);
      assertThat(data.getInputStream().readAllBytes()).hasSize(12);
      client.expect(226);
    }
  }

  @Test
  void theClientMayConnectAfterThe150() throws IOException {
    int port = client.epsvPort();
    client.expect("RETR f.txt", 150);
    try (Socket data = new Socket(client.socket.getInetAddress(), port)) {
      assertThat(data.getInputStream().readAllBytes()).hasSize(12);
    }
    client.expect(226);
  }

  @Test
  void aClientMaySendAndCloseBeforeIts150() throws IOException {
    try (Socket data = client.epsv()) {
      data.getOutputStream().write(new byte[] {1, 2, 3});
      RawClient.end(data);
      client.expect("STOR tiny", 150);
      client.expect(226);
    }
    assertThat(client.expect("SIZE tiny", 213).text()).isEqualTo("3");
  }

  @Test
  void askingAgainWithoutHavingConnectedKeepsThePort() throws IOException {
    assertThat(client.epsvPort()).isEqualTo(client.epsvPort());
  }

  @Test
  void portsAreNotHandedOutInARow() throws IOException {
    Set<Integer> steps = new HashSet<>();
    int last = 0;
    for (int i = 0; i < 20; i++) {
      try (Socket data = client.epsv()) {
        steps.add(data.getPort() - last);
        last = data.getPort();
        client.expect("NLST", 150);
        client.expect(226);
      }
    }
    assertThat(steps).hasSizeGreaterThan(3);
  }

  @Test
  void aConnectionThatNobodyExpectsIsReset() throws IOException {
    int port;
    try (Socket data = client.epsv()) {
      port = data.getPort();
      client.expect("NLST", 150);
      client.expect(226);
    }
    try (Socket stray = new Socket(client.socket.getInetAddress(), port)) {
      stray.setSoTimeout(10_000);
      assertThat(resetOrEnd(stray)).isTrue();
    }
  }

  @Test
  void aStrangerCanNotTakeTheDataConnection() throws IOException {
    int port = client.epsvPort();
    try (Socket thief = new Socket()) {
      thief.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
      thief.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      thief.setSoTimeout(10_000);
      assertThat(resetOrEnd(thief)).isTrue();
      client.expect("RETR f.txt", 150);
      try (Socket data = new Socket(client.socket.getInetAddress(), port)) {
        assertThat(data.getInputStream().readAllBytes()).hasSize(12);
      }
      client.expect(226);
    }
  }

  private static boolean resetOrEnd(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void moreClientsThanPortsOfOneAddressWaitAndThenGet425() throws IOException {
    var options = TestOptions.DEFAULT.withPassivePorts(1);
    try (TestServer small = TestServer.start(options);
        RawClient one = small.login();
        RawClient two = small.login()) {
      int port = one.epsvPort();
      two.expect("EPSV", 425);
      one.expect("PORT " + RawClient.portArgument(one.socket.getLocalAddress(), 5000), 200);
      assertThat(two.epsvPort()).isEqualTo(port);
    }
  }

  @Test
  void epsvAllShutsTheOthersOut() throws IOException {
    client.expect("EPSV ALL", 200);
    client.expect("PASV", 503);
    client.expect("PORT 127,0,0,1,200,1", 503);
    client.expect("EPRT |1|127.0.0.1|51210|", 503);
    assertThat(client.fetch("RETR f.txt")).hasSize(12);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'PORT 127,0,0,1,0,80', 504",
        "'PORT 10,1,2,3,200,10', 504",
        "'PORT 127,0,0,1,200', 501",
        "'PORT 127,0,0,1,256,200', 501",
        "'PORT 127,0,0,256,200,1', 501",
        "'PORT abc', 501",
        "'PORT -1,0,0,1,200,1', 501",
        "'PORT 127, 0, 0, 1, 200, 10', 200",
        "'EPRT |1|127.0.0.1|51210|', 200",
        "'EPRT !1!127.0.0.1!51210!', 200",
        "'EPRT |2|::|51210|', 200",
        "'EPRT |3|x|51210|', 522",
        "'EPRT |2|::1|51210|', 522",
        "'EPRT |1|127.0.0.1|99999|', 501",
        "'EPRT |1|127.0.0.1|', 501",
        "'EPRT 1|127.0.0.1|51210', 501",
        "'EPRT |1|10.1.2.3|51210|', 504",
        "'EPRT |1|127.0.0.1|80|', 504",
        "'EPRT |1|localhost|51210|', 501",
        "'EPSV 1', 229",
        "'EPSV 2', 522",
        "'EPSV 3', 522",
        "'EPSV foo', 501"
      })
  void addressesAreReadStrictlyAndOnlyTheClientsOwnIsTaken(String command, int code)
      throws IOException {
    client.expect(command, code);
  }

  @Test
  void aPortThatNobodyListensOnIs425AndTheSessionLives() throws IOException {
    int closed;
    try (ServerSocket listener = new ServerSocket(0)) {
      closed = listener.getLocalPort();
    }
    client.expect("PORT " + RawClient.portArgument(client.socket.getLocalAddress(), closed), 200);
    client.expect("RETR f.txt", 150);
    client.expect(425);
    client.expect("NOOP", 200);
  }

  @Test
  void theLastOfPasvAndPortCounts() throws IOException {
    client.epsvPort();
    try (ServerSocket listener = client.port()) {
      client.expect("RETR f.txt", 150);
      try (Socket data = listener.accept()) {
        assertThat(data.getInetAddress()).isEqualTo(client.socket.getInetAddress());
        assertThat(data.getInputStream().readAllBytes()).hasSize(12);
      }
      client.expect(226);
    }
  }
}

package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.session.SessionSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers that neither PASV nor PORT went before (RFC 959 sections 3.2 and 5.2). */
@Timeout(60)
class DefaultPortTest {
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
  void theServerConnectsToTheClientsOwnControlPort() throws IOException {
    try (ServerSocket listener = client.listenOnControlPort(1)) {
      for (int i = 0; i < 3; i++) {
        client.expect("RETR f.txt", 150);
        try (Socket data = listener.accept()) {
          assertThat(data.getInetAddress()).isEqualTo(client.socket.getInetAddress());
          assertThat(data.getInputStream().readAllBytes()).hasSize(12);
        }
        client.expect(226);
      }
      client.expect("STOR new", 150);
      try (Socket data = listener.accept()) {
        data.getOutputStream().write(new byte[5]);
      }
      client.expect(226);
    }
    assertThat(server.files.bytes("/home/new")).hasValue(new byte[5]);
  }

  @Test
  void aPortOfPortIsGoodForOneTransferAndTheNextUsesTheDefaultAgain() throws IOException {
    try (ServerSocket own = client.listenOnControlPort(1);
        ServerSocket named = client.port()) {
      fetchOver(named);
      fetchOver(own);
    }
  }

  private void fetchOver(ServerSocket listener) throws IOException {
    client.expect("RETR f.txt", 150);
    try (Socket data = listener.accept()) {
      assertThat(data.getInputStream().readAllBytes()).hasSize(12);
    }
    client.expect(226);
  }

  @Test
  void aClientThatForgotPasvGets425AtOnceAndNothingChanges() throws IOException {
    long begin = System.nanoTime();
    client.expect("REST 5", 350);
    client.expect("RETR f.txt", 150);
    client.expect(425);
    client.expect("STOR f.txt", 150);
    client.expect(425);
    client.expect("LIST", 150);
    client.expect(425);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    client.expect("RETR nope", 550);
    assertThat(client.fetch("RETR f.txt")).hasSize(12);
  }

  @Test
  void aPortThatDoesNotAnswerIs425AfterTheTimeoutAndAborEndsTheWait() throws Exception {
    var impatient = TestOptions.DEFAULT.with(settings(true, Duration.ofMillis(700)));
    try (TestServer other = TestServer.start(impatient);
        RawClient waiting = other.login();
        ServerSocket deaf = waiting.listenOnControlPort(1);
        Socket first = connected(deaf);
        Socket second = connected(deaf)) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      other.files.with("/home/f.txt", new byte[12]);
      waiting.expect("RETR f.txt", 150);
      waiting.expect(425);
      waiting.expect("RETR f.txt", 150);
      waiting.send("ABOR");
      waiting.expect(426);
      waiting.expect(226);
    }
  }

  /** The kernel drops whoever knocks at a listener whose queue is full. */
  private static Socket connected(ServerSocket listener) throws IOException {
    return new Socket(listener.getInetAddress(), listener.getLocalPort());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RETR f.txt", "STOR new", "APPE new", "STOU", "LIST", "NLST", "MLSD"})
  void withActiveModeOffATransferWithoutAChannelIs425(String command) throws IOException {
    var passive = TestOptions.DEFAULT.with(settings(false, Duration.ofSeconds(5)));
    try (TestServer other = TestServer.start(passive);
        RawClient lost = other.login();
        ServerSocket unused = lost.listenOnControlPort(1)) {
      assertThat(unused.isBound()).isTrue();
      lost.expect("REST 5", 350);
      lost.expect(command, 425);
      lost.expect("NOOP", 200);
    }
  }

  @Test
  void afterEpsvAllThereIsNoDefaultPort() throws IOException {
    try (ServerSocket unused = client.listenOnControlPort(1)) {
      assertThat(unused.isBound()).isTrue();
      client.expect("EPSV ALL", 200);
      client.expect("RETR f.txt", 425);
      assertThat(client.fetch("RETR f.txt")).hasSize(12);
      client.expect("LIST", 425);
    }
  }

  @Test
  void theSourcePortGivesWayWhereTheSameTwoPortsAreConnectedAlready() throws IOException {
    int source;
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      source = free.getLocalPort();
    }
    var fixed = TestOptions.DEFAULT.with(settings(true, Duration.ofSeconds(5), source));
    try (TestServer other = TestServer.start(fixed);
        RawClient one = other.login();
        RawClient two = other.login();
        ServerSocket listener = one.port()) {
      other.files.with("/home/f.txt", new byte[12]);
      one.expect("STOR first", 150);
      try (Socket held = listener.accept()) {
        assertThat(held.getPort()).isEqualTo(source);
        two.expect(
            "PORT " + RawClient.portArgument(held.getLocalAddress(), listener.getLocalPort()), 200);
        two.expect("RETR f.txt", 150);
        try (Socket data = listener.accept()) {
          assertThat(data.getPort()).isNotEqualTo(source);
          assertThat(data.getInputStream().readAllBytes()).hasSize(12);
        }
        two.expect(226);
      }
      one.expect(226);
    }
  }

  private static SessionSettings settings(boolean active, Duration dataTimeout) {
    return settings(active, dataTimeout, 0);
  }

  private static SessionSettings settings(boolean active, Duration dataTimeout, int sourcePort) {
    SessionSettings usual = SessionSettings.DEFAULT;
    return usual.with(
        new SessionSettings.Channels(
            usual.channels().advertised(), active, sourcePort, dataTimeout));
  }
}

package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.relay.Preamble.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets past the first bytes, and what it costs that others come. */
final class RelayPortTest {
  private static final int MOST_OF_ADDRESS = 16;

  private final Keyring keys = Keyring.of(List.of("a secret that is long enough"), "ftp/longshore");
  private final List<Socket> sockets = new ArrayList<>();
  private RelayPort port;

  @BeforeEach
  void open() throws IOException {
    port =
        RelayPort.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> keys,
            new AcceptLoop.Troubles());
    port.start(
        (connection, _, admission) -> {
          admission.proven();
          connection.socket().getOutputStream().write('L');
        },
        (connection, _, _) -> {
          connection.socket().getOutputStream().write('H');
          // Never proven.
          assertThat(connection.socket().getInputStream().read()).isNegative();
        },
        new ServerEvents() {});
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    port.close();
  }

  @Test
  void aConnectionGoesToTheServiceThatItsPreambleNames() throws IOException {
    assertThat(begun(Kind.LINK).getInputStream().read()).isEqualTo('L');
    assertThat(begun(Kind.HOP).getInputStream().read()).isEqualTo('H');
  }

  @Test
  void whoHasAnotherSecretIsReset() throws IOException {
    Keyring others = Keyring.of(List.of("another one, as long as that"), "ftp/longshore");
    Socket socket = connect();
    Preamble.create(Kind.LINK, others.first()).write(socket.getOutputStream());

    assertThat(ends(socket)).isTrue();
  }

  @Test
  void garbageIsReset() throws IOException {
    byte[] garbage = new byte[4096];
    new Random(7).nextBytes(garbage);
    Socket socket = connect();
    socket.getOutputStream().write(garbage);

    assertThat(ends(socket)).isTrue();
  }

  @Test
  void anHttpClientIsReset() throws IOException {
    Socket socket = connect();
    String request =
        "GET / HTTP/1.1\r\nHost: a-host-with-a-name-that-is-long-enough.example\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

    assertThat(ends(socket)).isTrue();
  }

  @Test
  void whoIsSilentIsTurnedOutSomeSecondsLater() throws IOException {
    Socket silent = connect();
    Socket begun = begun(Kind.HOP);
    assertThat(begun.getInputStream().read()).isEqualTo('H');

    assertThat(ends(silent)).isTrue();
    assertThat(ends(begun)).isTrue();
  }

  @Test
  void aCrowdOfSilentOnesTurnsOutEachOtherAndNobodyElse() throws IOException {
    Socket member = begun(Kind.HOP);
    assertThat(member.getInputStream().read()).isEqualTo('H');
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      crowd.add(connect());
    }

    for (Socket early : crowd.subList(0, 200 - MOST_OF_ADDRESS)) {
      assertThat(ends(early)).isTrue();
    }
    assertThat(begun(Kind.LINK).getInputStream().read()).isEqualTo('L');
    member.setSoTimeout(1);
    assertThat(ends(member)).as("the one that began well was turned out").isFalse();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port());
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }

  private Socket begun(Kind kind) throws IOException {
    Socket socket = connect();
    Preamble.create(kind, keys.first()).write(socket.getOutputStream());
    return socket;
  }

  /** Whether the other side closes it within the socket's patience. */
  private static boolean ends(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}

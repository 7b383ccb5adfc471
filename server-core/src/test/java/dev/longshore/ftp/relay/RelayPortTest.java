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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets past the first bytes, and what it costs that others come. */
final class RelayPortTest {
  private static final int MOST_OF_ADDRESS = 16;

  private final Keyring keys = Keyring.of(List.of("a secret that is long enough"), "ftp/longshore");
  private final List<Socket> sockets = new ArrayList<>();
  private final BlockingQueue<String> unproven = new LinkedBlockingQueue<>();
  private volatile InetAddress linked = InetAddress.ofLiteral("192.0.2.1");
  private RelayPort port;

  @BeforeEach
  void open() throws IOException {
    port =
        RelayPort.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> keys,
            new AcceptLoop.Troubles(),
            Duration.ofSeconds(3));
    RelayPort.Service links =
        (connection, _, admission) -> {
          admission.proven();
          connection.socket().getOutputStream().write('L');
        };
    RelayPort.Service hops =
        (connection, _, _) -> {
          connection.socket().getOutputStream().write('H');
          // Never proven.
          assertThat(connection.socket().getInputStream().read()).isNegative();
        };
    port.start(
        new RelayPort.Services(links, hops, address -> address.equals(linked)),
        new ServerEvents() {
          @Override
          public void replicaUnproven(InetAddress other, String why) {
            unproven.add(why);
          }
        });
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

  @Test
  void whoIsNoReplicaIsTold() throws Exception {
    Keyring others = Keyring.of(List.of("another one, as long as that"), "ftp/longshore");
    Preamble.create(Kind.LINK, others.first()).write(connect().getOutputStream());
    assertThat(unproven.poll(10, TimeUnit.SECONDS)).contains("without a secret");

    connect();
    assertThat(unproven.poll(10, TimeUnit.SECONDS)).isEqualTo("it proved nothing in 3 s");

    for (int i = 0; i < MOST_OF_ADDRESS + 1; i++) {
      connect();
    }
    assertThat(unproven.poll(10, TimeUnit.SECONDS)).contains("too many of its address");
  }

  @Test
  void linkedReplicasHaveAShareOfTheirOwn() throws IOException {
    linked = InetAddress.getLoopbackAddress();
    for (int i = 0; i < 100; i++) {
      assertThat(begun(Kind.HOP).getInputStream().read()).isEqualTo('H');
    }
    assertThat(unproven).noneMatch(why -> why.contains("too many"));
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

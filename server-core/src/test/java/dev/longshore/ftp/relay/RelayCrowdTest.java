package dev.longshore.ftp.relay;

import static dev.longshore.ftp.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.event.ServerEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many data connections for one replica that come at once. */
@Timeout(60)
final class RelayCrowdTest {
  private static final int CROWD = 200;
  private static final int FIRST_OWNED = 20_012;
  private static final int OWNED = 6;

  private final ProgressWatchdog watchdog = new ProgressWatchdog(Duration.ofSeconds(20));
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    watchdog.close();
  }

  private Relay relay(Member owner, boolean lives) {
    return new Relay(
        new OwnerAlone(owner, lives),
        () -> TestOwner.KEYS,
        RelayMemory.ofHeap(),
        true,
        watchdog,
        new ServerEvents() {});
  }

  private void crowd(Relay relay) throws IOException {
    try (ServerSocket entrance = new ServerSocket(0, CROWD, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < CROWD; i++) {
        sockets.add(new Socket(entrance.getInetAddress(), entrance.getLocalPort()));
        Accepted connection = accepted(entrance.accept(), FIRST_OWNED + i % OWNED);
        Thread.ofVirtual().start(() -> handOn(relay, connection));
      }
    }
  }

  private static Accepted accepted(Socket socket, int port) {
    InetSocketAddress dialled = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), port);
    return new Accepted(
        socket, (InetSocketAddress) socket.getRemoteSocketAddress(), dialled, Optional.empty());
  }

  private void handOn(Relay relay, Accepted connection) {
    if (!relay.handOn(connection)) {
      refused.incrementAndGet();
      connection.reset();
    }
  }

  @Test
  void eachOfThemIsTaken() throws Exception {
    try (TestOwner owner = new TestOwner();
        Relay relay = relay(owner.member, true)) {
      crowd(relay);
      for (int i = 0; i < CROWD; i++) {
        sockets.add(owner.taken().socket());
      }
      await(() -> relay.carrying() == CROWD);
    }
    assertThat(refused).hasValue(0);
  }

  @Test
  void anOwnerThatAnswersNobodyIsDialledByFewAtATime() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, CROWD, InetAddress.getLoopbackAddress())) {
      Member owner =
          new Member(2, 7, new InetSocketAddress(deaf.getInetAddress(), deaf.getLocalPort()));
      try (Relay relay = relay(owner, true)) {
        crowd(relay);
        Deque<Socket> dialling = new ArrayDeque<>();
        for (int i = 0; i < DialTurns.MOST_TO_MEMBER; i++) {
          dialling.add(deaf.accept());
        }
        deaf.setSoTimeout(500);
        assertThatThrownBy(deaf::accept).isInstanceOf(SocketTimeoutException.class);

        // Each of the others has its turn when one of these has failed.
        deaf.setSoTimeout(10_000);
        for (int i = DialTurns.MOST_TO_MEMBER; i < CROWD; i++) {
          dialling.remove().close();
          dialling.add(deaf.accept());
        }
        for (Socket last : dialling) {
          last.close();
        }
        await(() -> refused.get() == CROWD);
      }
    }
  }

  @Test
  void forAnOwnerThatIsSilentFewWaitAndTheOthersAreRefusedAtOnce() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, CROWD, InetAddress.getLoopbackAddress())) {
      Member owner =
          new Member(2, 7, new InetSocketAddress(deaf.getInetAddress(), deaf.getLocalPort()));
      try (Relay relay = relay(owner, false)) {
        crowd(relay);
        await(() -> refused.get() >= CROWD - DialTurns.MOST_IN_DOUBT);
        assertThat(relay.handedOn()).isLessThanOrEqualTo(DialTurns.MOST_IN_DOUBT);
        await(() -> refused.get() == CROWD);
      }
    }
  }
}

package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.event.ServerEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An owner that was silent lately, and has stopped answering. */
@Timeout(60)
final class RelayPatienceTest {
  private static final int OWNED = 20_013;

  private final ProgressWatchdog watchdog = new ProgressWatchdog(Duration.ofSeconds(20));
  private final CountDownLatch wakes = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private TestOwner owner;
  private Relay relay;

  @BeforeEach
  void open() throws IOException {
    owner = new TestOwner(this::onceAndNeverAgain);
    relay =
        new Relay(
            new OwnerAlone(owner.member, false),
            () -> TestOwner.KEYS,
            RelayMemory.ofHeap(),
            true,
            watchdog,
            new ServerEvents() {});
  }

  private Verdict onceAndNeverAgain(Accepted connection) {
    if (asked.incrementAndGet() > 1) {
      try {
        assertThat(wakes.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Verdict.NO_LEASE;
  }

  @AfterEach
  void close() {
    wakes.countDown();
    relay.close();
    owner.close();
    watchdog.close();
  }

  @Test
  void itIsAskedOnceAndNotForLong() throws IOException {
    try (ServerSocket entrance = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      assertThat(handOn(entrance)).isFalse();

      long begun = System.nanoTime();
      assertThat(handOn(entrance)).isFalse();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      // It may have taken the data connection, so that a second question would be a rival's.
      assertThat(asked).hasValue(2);
      assertThat(took).isBetween(Hop.DOUBTFUL_ANSWER, Hop.ANSWER);
    }
  }

  private boolean handOn(ServerSocket entrance) throws IOException {
    try (Socket client = new Socket(entrance.getInetAddress(), entrance.getLocalPort());
        Socket accepted = entrance.accept()) {
      InetSocketAddress dialled = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), OWNED);
      InetSocketAddress from = (InetSocketAddress) client.getLocalSocketAddress();
      return relay.handOn(new Accepted(accepted, from, dialled, Optional.empty()));
    }
  }
}

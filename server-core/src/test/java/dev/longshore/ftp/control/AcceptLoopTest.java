package dev.longshore.ftp.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a thread that accepts withstands. */
@Timeout(60)
final class AcceptLoopTest {

  @Test
  void aFailureIsSeenClosesThatConnectionAndTheNextIsAccepted()
      throws IOException, InterruptedException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (AcceptLoop loop = AcceptLoop.bind(any, 10, new AcceptLoop.Troubles())) {
      AtomicInteger accepted = new AtomicInteger();
      CountDownLatch third = new CountDownLatch(1);
      loop.start(
          "accepts",
          _ -> {
            switch (accepted.incrementAndGet()) {
              case 1 -> throw new OutOfMemoryError("as a test wants it");
              case 2 -> throw new IllegalStateException("as a test wants it");
              default -> third.countDown();
            }
          });
      assertThat(loop.isListening()).isTrue();
      try (Socket one = new Socket(any.getAddress(), loop.port());
          Socket two = new Socket(any.getAddress(), loop.port());
          Socket _ = new Socket(any.getAddress(), loop.port())) {
        assertThat(one.getInputStream().read()).isNegative();
        assertThat(two.getInputStream().read()).isNegative();
        assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(loop.isListening()).isFalse();
    }
  }
}

package dev.longshore.ftp.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the watchdog's thread withstands. */
@Timeout(60)
final class ProgressWatchdogTest {

  @Test
  void aFailureWithOneSocketIsSeenAndTheOthersAreStillWatched() throws InterruptedException {
    try (ProgressWatchdog watchdog = new ProgressWatchdog(Duration.ofMillis(50))) {
      assertThat(watchdog.isHealthy()).isTrue();
      for (int i = 0; i < 2; i++) {
        watchdog
            .watch(
                () -> {
                  throw new OutOfMemoryError("as a test wants it");
                })
            .blocking();
        CountDownLatch ended = new CountDownLatch(1);
        watchdog.watch(ended::countDown).blocking();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(watchdog.isHealthy()).isFalse();
    }
  }

  @Test
  void aSocketIsEndedOnceAndNotWhileItMoves() throws InterruptedException {
    try (ProgressWatchdog watchdog = new ProgressWatchdog(Duration.ofMillis(50))) {
      AtomicInteger moving = new AtomicInteger();
      CountDownLatch ended = new CountDownLatch(1);
      AtomicInteger stalled = new AtomicInteger();
      ProgressWatchdog.Watch moves = watchdog.watch(moving::incrementAndGet);
      var _ = watchdog.watch(stalled::incrementAndGet).blocking();
      watchdog.watch(ended::countDown).blocking();
      while (ended.getCount() > 0) {
        try (var _ = moves.blocking()) {
          Thread.onSpinWait();
        }
      }
      assertThat(moving).hasValue(0);
      assertThat(stalled).hasValue(1);
    }
  }
}

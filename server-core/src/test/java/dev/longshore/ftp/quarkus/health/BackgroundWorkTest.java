package dev.longshore.ftp.quarkus.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done again and again. */
@Timeout(30)
class BackgroundWorkTest {
  private static final Duration PAUSE = Duration.ofMillis(1);

  @Test
  void anErrorShowsAndDoesNotEndIt() throws InterruptedException {
    BlockingQueue<Boolean> turns = new SynchronousQueue<>();
    try (BackgroundWork work = new BackgroundWork()) {
      work.repeat("test", PAUSE, () -> turn(turns));
      turns.put(true);
      turns.put(false);
      // The next turn begins behind the end of the one before.
      turns.put(false);
      assertThat(work.holds()).isFalse();
      turns.put(true);
      turns.put(true);
      assertThat(work.holds()).isTrue();
    }
  }

  private static void turn(BlockingQueue<Boolean> turns) {
    try {
      Boolean good = turns.poll(10, TimeUnit.SECONDS);
      if (good != null && !good) {
        throw new AssertionError("as the test wants it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.longshore.lab;

import java.io.IOException;
import java.time.Duration;

/** Waits for what comes in its time, half a minute at most. */
final class Waiting {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private Waiting() {}

  /** Whether it has come. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  static void until(Condition condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + BOUND.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come within " + BOUND);
      }
      Thread.sleep(50);
    }
  }
}

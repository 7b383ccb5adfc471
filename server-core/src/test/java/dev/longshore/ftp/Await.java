package dev.longshore.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what comes to be on other threads. */
public final class Await {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private Await() {}

  /** Returns as soon as the condition holds; fails if that takes too long. */
  public static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}

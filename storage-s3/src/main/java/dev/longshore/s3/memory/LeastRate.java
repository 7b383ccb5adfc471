package dev.longshore.s3.memory;

import java.time.Duration;

/**
 * How slow the client of an upload may be that holds memory while others wait for some.
 *
 * @param patience the longest pause, and the time over which the rate counts
 * @param bytesPerSecond the rate
 */
public record LeastRate(Duration patience, int bytesPerSecond) {
  public static final LeastRate DEFAULT = new LeastRate(Duration.ofSeconds(30), 16 * 1024);

  long nanosPerChunk() {
    return Duration.ofSeconds(1).toNanos() * MemoryBudget.CHUNK / bytesPerSecond;
  }

  @Override
  public String toString() {
    return "%d KiB/s over %s".formatted(bytesPerSecond / 1024, patience);
  }
}

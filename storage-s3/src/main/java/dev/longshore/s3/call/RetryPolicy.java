package dev.longshore.s3.call;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How often and for how long a call that moves data is tried: with full jitter, until it succeeds,
 * fails for good, or has had its attempts or its time. Used on the thread of each call.
 *
 * @param attempts at most so many
 * @param deadline after which no attempt begins; an attempt that runs is bounded by its own timeout
 * @param firstPause the longest pause before the second attempt; doubled for each further one
 * @param longestPause what the doubling ends at
 */
public record RetryPolicy(
    int attempts, Duration deadline, Duration firstPause, Duration longestPause) {

  public static final RetryPolicy DEFAULT =
      new RetryPolicy(8, Duration.ofMinutes(5), Duration.ofMillis(100), Duration.ofSeconds(20));

  /** One attempt. */
  public interface Attempt<T> {
    T run() throws StorageException;
  }

  /** Tries a call; each attempt, but no pause, takes one of the permits. */
  public <T> T run(Semaphore permits, Attempt<T> attempt) throws StorageException {
    long end = System.nanoTime() + deadline.toNanos();
    for (int number = 1; ; number++) {
      try {
        return permitted(permits, end, attempt);
      } catch (StorageException e) {
        boolean again =
            number < attempts
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()
                && S3Errors.isTransient(e);
        if (!again) {
          throw e;
        }
        try {
          pause(number);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }

  private static <T> T permitted(Semaphore permits, long end, Attempt<T> attempt)
      throws StorageException {
    try {
      if (!permits.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new StorageException(
            Kind.BUSY, "no connection to S3 is free; see longshore.s3.data-connections");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.UNAVAILABLE, "interrupted", e);
    }
    try {
      return attempt.run();
    } finally {
      permits.release();
    }
  }

  /** Waits before the attempt that follows on so many failed ones. */
  public void pause(int failed) throws InterruptedException {
    long longest =
        Math.min(longestPause.toNanos(), firstPause.toNanos() << Math.min(failed - 1, 20));
    TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
  }
}

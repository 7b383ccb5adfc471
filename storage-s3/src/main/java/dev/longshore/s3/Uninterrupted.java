package dev.longshore.s3;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.OperatorLog;
import dev.longshore.s3.transfer.Cleanups;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what must follow on a change that is half done, although the client is gone or has called it
 * off, which interrupts the thread. It runs on a thread of its own, bounded by the time-outs of its
 * calls; where that takes long after an interrupt, it goes on alone and the caller is let go. Safe
 * for many threads.
 */
final class Uninterrupted {
  private static final Logger LOG = LoggerFactory.getLogger(Uninterrupted.class);

  /** How long a caller that was interrupted waits before it is let go. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private final Cleanups threads;

  Uninterrupted(Cleanups threads) {
    this.threads = threads;
  }

  /** What is to be done. */
  @FunctionalInterface
  interface Step {
    void run() throws StorageException;
  }

  /**
   * Runs it; an interrupt of before or of meanwhile stays set.
   *
   * @param what it is, for the log
   * @throws StorageException its failure, or {@code UNAVAILABLE} when it goes on alone
   */
  void run(String what, Step step) throws StorageException {
    CompletableFuture<Optional<StorageException>> end = new CompletableFuture<>();
    threads.start(() -> end.complete(failureOf(step)));
    Optional<StorageException> failure;
    try {
      failure = await(end);
    } catch (TimeoutException e) {
      var _ = end.thenAccept(late -> late.ifPresent(f -> logFailure(what, f)));
      throw new StorageException(Kind.UNAVAILABLE, "interrupted; goes on alone: " + what, e);
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static Optional<StorageException> await(CompletableFuture<Optional<StorageException>> end)
      throws TimeoutException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return interrupted ? end.get(GRACE.toNanos(), TimeUnit.NANOSECONDS) : end.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("a call of S3 failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Optional<StorageException> failureOf(Step step) {
    try {
      step.run();
      return Optional.empty();
    } catch (StorageException e) {
      return Optional.of(e);
    } catch (RuntimeException | Error e) {
      return Optional.of(new StorageException(Kind.UNAVAILABLE, "a call of S3 failed: " + e, e));
    }
  }

  private static void logFailure(String what, StorageException failure) {
    LOG.warn(
        "After its client was gone, this failed: {}: {}",
        OperatorLog.printable(what),
        OperatorLog.printable(failure.getMessage()));
  }
}

package dev.longshore.s3;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs calls of S3 side by side on virtual threads. It returns when all of them have ended, each of
 * which is bounded in time; whoever interrupts the caller interrupts them.
 */
final class Concurrently {

  /** One of the calls. */
  @FunctionalInterface
  interface Call {
    void run() throws StorageException;
  }

  /** A call for each of some values. */
  @FunctionalInterface
  interface CallFor<T> {
    void run(T value) throws StorageException;
  }

  private Concurrently() {}

  /** Runs a few calls at once; throws the failure of the first of them, in this order. */
  static void all(Call... calls) throws StorageException {
    forEach(List.of(calls), calls.length, Call::run);
  }

  /** Runs a call for each value, so many at once; starts no more once one has failed. */
  static <T> void forEach(List<T> values, int atOnce, CallFor<T> call) throws StorageException {
    Semaphore free = new Semaphore(atOnce);
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<?>> running = new ArrayList<>();
    // Closing it waits for them, and passes an interrupt on.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T value : values) {
        acquire(free, threads);
        if (failed.get()) {
          break;
        }
        running.add(
            threads.submit(
                () -> {
                  try {
                    call.run(value);
                  } catch (StorageException | RuntimeException e) {
                    failed.set(true);
                    throw e;
                  } finally {
                    free.release();
                  }
                  return null;
                }));
      }
    }
    throwFailure(running);
  }

  private static void acquire(Semaphore free, ExecutorService threads) throws StorageException {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      threads.shutdownNow();
      throw new StorageException(Kind.UNAVAILABLE, "interrupted", e);
    }
  }

  private static void throwFailure(List<Future<?>> ended) throws StorageException {
    for (Future<?> call : ended) {
      try {
        call.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof StorageException failure) {
          throw failure;
        }
        throw new IllegalStateException("a call of S3 failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StorageException(Kind.UNAVAILABLE, "interrupted", e);
      }
    }
  }
}

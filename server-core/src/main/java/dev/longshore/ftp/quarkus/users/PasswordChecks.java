package dev.longshore.ftp.quarkus.users;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Computes password hashes, so many at once and the others in order of arrival. Safe for many
 * threads.
 *
 * <p>It has threads of its own, which the system's scheduler shares fairly with the rest: a hash
 * computed on a virtual thread would hold back every session for as long.
 */
final class PasswordChecks implements AutoCloseable {

  /** A check did not come to its turn in time. The message is for the operator's log. */
  static final class Overloaded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overloaded(String message) {
      super(message, null, false, false);
    }
  }

  private final ThreadPoolExecutor threads;
  private final Duration longestWait;
  private final LongAdder computed = new LongAdder();

  /**
   * Starts no thread yet.
   *
   * @param atOnce how many are computed at once, from 1
   * @param waiting how many may wait
   * @param longestWait how long one waits before it fails
   */
  PasswordChecks(int atOnce, int waiting, Duration longestWait) {
    this.longestWait = longestWait;
    this.threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("password-check-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Whether the password is right, which the check computes; fails with {@link Overloaded}. */
  CompletableFuture<Boolean> check(BooleanSupplier check) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    long arrived = System.nanoTime();
    try {
      threads.execute(
          () -> {
            if (System.nanoTime() - arrived > longestWait.toNanos()) {
              answer.completeExceptionally(overloaded());
            } else {
              compute(check, answer);
            }
          });
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(overloaded());
    }
    return answer;
  }

  /** How many came to their turn since the start. */
  long computed() {
    return computed.sum();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void compute(BooleanSupplier check, CompletableFuture<Boolean> answer) {
    computed.increment();
    try {
      answer.complete(check.getAsBoolean());
    } catch (RuntimeException | OutOfMemoryError e) {
      answer.completeExceptionally(e);
    }
  }

  private Overloaded overloaded() {
    return new Overloaded(
        "too many logins at once: a password check waited for "
            + longestWait.toSeconds()
            + " s; see longshore.limits.password-checks");
  }
}

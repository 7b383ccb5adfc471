package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.password.PasswordHash;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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

  /** Whether the hash is the password's; fails with {@link Overloaded}. */
  CompletableFuture<Boolean> check(PasswordHash hash, char[] password) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    long arrived = System.nanoTime();
    try {
      threads.execute(
          () -> {
            if (System.nanoTime() - arrived > longestWait.toNanos()) {
              answer.completeExceptionally(overloaded());
            } else {
              compute(hash, password, answer);
            }
          });
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(overloaded());
    }
    return answer;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static void compute(
      PasswordHash hash, char[] password, CompletableFuture<Boolean> answer) {
    try {
      answer.complete(hash.matches(password));
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

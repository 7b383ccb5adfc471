package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.user.Network;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Computes password hashes, so many at once; among the others clients take turns, however many each
 * of them has waiting. Safe for many threads.
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

  /**
   * How much there may be of it.
   *
   * @param atOnce how many are computed at once, from 1
   * @param waiting how many may wait
   * @param waitingOfOne how many of one client may wait
   * @param longestWait how long one waits before it fails
   */
  record Limits(int atOnce, int waiting, int waitingOfOne, Duration longestWait) {}

  private record Check<T>(Supplier<T> computes, CompletableFuture<T> answer, long arrived) {
    void compute() {
      try {
        answer.complete(computes.get());
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    }
  }

  private final Limits limits;
  private final ThreadPoolExecutor threads;
  private final LongAdder computed = new LongAdder();

  // Guarded by itself, as is the number of working threads.
  private final FairQueue<Network, Check<?>> queue;
  private int working;

  /** Starts no thread yet. */
  PasswordChecks(Limits limits) {
    this.limits = limits;
    this.queue = new FairQueue<>(limits.waiting(), limits.waitingOfOne());
    // It is given work by no more threads than may compute; one that ends may still be about to.
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("password-check-", 0).factory());
  }

  /**
   * What the check computes of a password; fails with {@link Overloaded}.
   *
   * @param client whose turn it takes
   */
  <T> CompletableFuture<T> check(Network client, Supplier<T> computes) {
    Check<T> check = new Check<>(computes, new CompletableFuture<>(), System.nanoTime());
    Optional<FairQueue.Turn<Network, Check<?>>> start = Optional.empty();
    synchronized (queue) {
      if (!queue.offer(client, check)) {
        check.answer.completeExceptionally(overloaded("too many password checks wait"));
      } else if (working < limits.atOnce()) {
        start = queue.next();
        working++;
      }
    }
    start.ifPresent(this::start);
    return check.answer;
  }

  private void start(FairQueue.Turn<Network, Check<?>> first) {
    try {
      threads.execute(() -> work(first));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // It was closed, or there is no thread to be had.
      synchronized (queue) {
        queue.finished(first);
        working--;
      }
      first.work().answer.completeExceptionally(overloaded("no thread for a password check"));
    }
  }

  /** On a thread of its own, until nothing waits. */
  private void work(FairQueue.Turn<Network, Check<?>> first) {
    Optional<FairQueue.Turn<Network, Check<?>>> turn = Optional.of(first);
    while (turn.isPresent()) {
      compute(turn.get().work());
      synchronized (queue) {
        queue.finished(turn.get());
        turn = queue.next();
        if (turn.isEmpty()) {
          working--;
        }
      }
    }
  }

  private void compute(Check<?> check) {
    if (check.answer.isDone()) {
      return; // Nobody waits for it any more.
    }
    if (System.nanoTime() - check.arrived > limits.longestWait().toNanos()) {
      check.answer.completeExceptionally(
          overloaded("a password check waited for " + limits.longestWait().toSeconds() + " s"));
      return;
    }
    computed.increment();
    check.compute();
  }

  /** How many came to their turn since the start. */
  long computed() {
    return computed.sum();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Overloaded overloaded(String what) {
    return new Overloaded(
        "too many logins at once: " + what + "; see longshore.limits.password-checks");
  }
}

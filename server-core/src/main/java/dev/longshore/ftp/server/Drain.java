package dev.longshore.ftp.server;

import dev.longshore.ftp.session.Session;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gentle end of a server: it lingers, as before for whoever comes; it drains, for those alone
 * whose transfers run; it aborts what is left. One thread runs it, any may {@link #hurry} it.
 */
final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

  /** How long a session has to say what became of its transfer, and a client to be told. */
  static final Duration FAREWELL = Duration.ofSeconds(5);

  private final SessionRegistry registry;
  private final IntSupplier relayed;
  private final Semaphore hurries = new Semaphore(0);
  private volatile boolean begun;
  private volatile boolean refusing;

  /**
   * @param relayed how many data connections are being carried for other replicas
   */
  Drain(SessionRegistry registry, IntSupplier relayed) {
    this.registry = registry;
    this.relayed = relayed;
  }

  /** Whether the end has begun, though everybody may still be served. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether new clients are refused. */
  boolean refusesClients() {
    return refusing;
  }

  /** From now on new clients are refused. */
  void refuseClients() {
    begun = true;
    refusing = true;
  }

  /** Ends the step that goes on at once, or the first one where none does yet. */
  void hurry() {
    hurries.release();
  }

  /** Returns when nobody is here any more, or when all time is up; says whether it is the first. */
  boolean run(Duration linger, Duration timeout) {
    begun = true;
    if (linger.isPositive()) {
      LOG.info("Told to stop: serving as before for {} s more", linger.toSeconds());
      var _ = await(() -> false, linger);
    }
    refuseClients();
    LOG.info(
        "Stopping: new clients are refused; of {} sessions and {} relayed data connections those"
            + " whose transfers run have {} s",
        registry.count(),
        relayed.getAsInt(),
        timeout.toSeconds());
    registry.sessions().forEach(Session::dismiss);
    if (!await(this::isEmpty, timeout)) {
      LOG.warn(
          "Stopping at once: {} sessions and {} relayed data connections are cut off",
          registry.count(),
          relayed.getAsInt());
      registry.sessions().forEach(Session::dismissAtOnce);
      var _ = await(registry::isEmpty, FAREWELL);
    }
    return isEmpty();
  }

  private boolean isEmpty() {
    return registry.isEmpty() && relayed.getAsInt() == 0;
  }

  /** Whether it holds before the time is up and nobody is in a hurry. */
  boolean await(BooleanSupplier condition, Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || hurries.tryAcquire(Math.min(left, LOOK_AGAIN), TimeUnit.NANOSECONDS)) {
          return condition.getAsBoolean();
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return condition.getAsBoolean();
    }
  }
}

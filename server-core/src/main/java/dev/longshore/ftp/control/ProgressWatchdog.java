package dev.longshore.ftp.control;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends sockets whose calls stand still: a blocking write has no timeout of its own, and a close of
 * a TLS socket waits behind it. Whoever blocks says so; one thread looks each second and calls what
 * was given for those that have blocked too long.
 */
public final class ProgressWatchdog implements AutoCloseable {
  private static final long NOT_BLOCKED = Long.MIN_VALUE;

  private final long patienceNanos;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress-watchdog").factory());

  /**
   * @param patience how long one socket call may block
   */
  public ProgressWatchdog(Duration patience) {
    this.patienceNanos = patience.toNanos();
    long period = Math.clamp(patience.toMillis() / 4, 10, 1000);
    var _ = clock.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Watches one socket until the watch is closed.
   *
   * @param onStall called once, on the watchdog's thread; must not block
   */
  public Watch watch(Runnable onStall) {
    Watch watch = new Watch(onStall);
    watches.add(watch);
    return watch;
  }

  private void look() {
    long now = System.nanoTime();
    for (Watch watch : watches) {
      long since = watch.blockedSince;
      if (since != NOT_BLOCKED && now - since > patienceNanos) {
        watch.stalled = true;
        watch.close();
        watch.onStall.run();
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** One watched socket; {@link #blocking} is called by one thread at a time. */
  public final class Watch implements AutoCloseable {
    private final Runnable onStall;
    private final Blocking blocking = this::passed;
    private volatile long blockedSince = NOT_BLOCKED;
    private volatile boolean stalled;

    private Watch(Runnable onStall) {
      this.onStall = onStall;
    }

    /** Call before a socket call, close after it. */
    public Blocking blocking() {
      blockedSince = System.nanoTime();
      return blocking;
    }

    private void passed() {
      blockedSince = NOT_BLOCKED;
    }

    /** Whether the watchdog has ended it. */
    public boolean stalled() {
      return stalled;
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }

  /** A socket call under way. */
  @FunctionalInterface
  public interface Blocking extends AutoCloseable {
    @Override
    void close();
  }
}

package dev.longshore.ftp.control;

import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends sockets whose calls stand still: a blocking write has no timeout of its own, and a close of
 * a TLS socket waits behind it. Whoever blocks says so; one thread looks each second and calls what
 * was given for those that have blocked too long.
 *
 * <p>A write returns only when a third of the send buffer is free, which takes a slow client
 * minutes. So what the kernel has delivered meanwhile counts as well, where it says so.
 */
public final class ProgressWatchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressWatchdog.class);
  private static final long NOT_BLOCKED = Long.MIN_VALUE;

  /**
   * How long nothing may be heard of the thread, or of a failure in it, before it counts as ill.
   */
  private static final long ILL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final long patienceNanos;

  /**
   * How long a write blocks before the kernel is asked, and between one such question and the next.
   */
  private final long queuePeriodNanos;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress-watchdog").factory());
  private long queuesRead = System.nanoTime();
  private volatile long lastLook = System.nanoTime();
  private volatile long lastFailure = System.nanoTime() - ILL_NANOS;

  /**
   * @param patience how long one socket call may block
   */
  public ProgressWatchdog(Duration patience) {
    this.patienceNanos = patience.toNanos();
    this.queuePeriodNanos = patienceNanos / 10;
    long period = Math.clamp(patience.toMillis() / 10, 10, 1000);
    var _ = clock.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Watches one socket, or several calls as one, until the watch is closed.
   *
   * @param onStall called once, on the watchdog's thread; must not block
   */
  public Watch watch(Runnable onStall) {
    return add(new Watch(null, patienceNanos, onStall));
  }

  /** The same with a patience of its own, if that is shorter. */
  public Watch watch(Duration patience, Runnable onStall) {
    return add(new Watch(null, Math.min(patience.toNanos(), patienceNanos), onStall));
  }

  /**
   * Watches a connected socket until the watch is closed; what its peer takes of a blocked write
   * counts as movement.
   *
   * @param onStall called once, on the watchdog's thread; must not block
   */
  public Watch watch(Socket socket, Runnable onStall) {
    return add(new Watch(SendQueues.row(socket), patienceNanos, onStall));
  }

  private Watch add(Watch watch) {
    watches.add(watch);
    return watch;
  }

  /** Whether it looks, and nothing has failed in it lately. */
  public boolean isHealthy() {
    long now = System.nanoTime();
    return now - lastLook < ILL_NANOS && now - lastFailure >= ILL_NANOS;
  }

  /** Whatever goes wrong with one socket, the others are still watched. */
  private void look() {
    try {
      readQueues();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
    for (Watch watch : watches) {
      try {
        watch.look();
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    }
    lastLook = System.nanoTime();
  }

  private void failed(Throwable failure) {
    lastFailure = System.nanoTime();
    try {
      LOG.error("the progress watchdog goes on after a failure", failure);
    } catch (RuntimeException | Error e) {
      // There is not even memory to say so; the health shows it.
    }
  }

  /** Once for all that stand still. */
  private void readQueues() {
    long now = System.nanoTime();
    if (now - queuesRead < queuePeriodNanos) {
      return;
    }
    queuesRead = now;
    List<Watch> writing =
        watches.stream()
            .filter(w -> w.row != null && w.writesSince(now, queuePeriodNanos))
            .toList();
    if (writing.isEmpty()) {
      return;
    }
    Map<String, Long> queues =
        SendQueues.of(writing.stream().map(w -> String.valueOf(w.row)).collect(Collectors.toSet()));
    writing.forEach(w -> w.queued(now, queues.get(w.row)));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /**
   * One watched socket; {@link #blocking} and {@link #writing} are called by one thread at a time.
   */
  public final class Watch implements AutoCloseable {
    private final @Nullable String row;
    private final long mostNanos;
    private final Runnable onStall;
    private final Blocking blocking = this::passed;
    private volatile long blockedSince = NOT_BLOCKED;
    private volatile boolean writes;

    // Of the watchdog's thread: the call that it has seen blocked, and what it knows of its queue.
    private long seenSince = NOT_BLOCKED;
    private @Nullable Long seenQueue;
    private long lastMoved;

    private Watch(@Nullable String row, long mostNanos, Runnable onStall) {
      this.row = row;
      this.mostNanos = mostNanos;
      this.onStall = onStall;
    }

    /** Call before a socket call, close after it. */
    public Blocking blocking() {
      writes = false;
      blockedSince = System.nanoTime();
      return blocking;
    }

    /** The same before one that writes to the socket. */
    public Blocking writing() {
      writes = true;
      blockedSince = System.nanoTime();
      return blocking;
    }

    private void passed() {
      blockedSince = NOT_BLOCKED;
    }

    private boolean writesSince(long now, long atLeast) {
      long since = blockedSince;
      return since != NOT_BLOCKED && writes && now - since > atLeast;
    }

    /**
     * What its queue holds at this moment. Shorter or longer than before, something was taken: it
     * can only grow where there was room again.
     */
    private void queued(long now, @Nullable Long queue) {
      long since = blockedSince;
      if (queue != null && (since != seenSince || !queue.equals(seenQueue))) {
        seenSince = since;
        lastMoved = now;
      }
      seenQueue = queue;
    }

    private void look() {
      long since = blockedSince;
      if (since == NOT_BLOCKED) {
        return;
      }
      long from = since == seenSince ? lastMoved : since;
      if (System.nanoTime() - from > mostNanos) {
        close();
        onStall.run();
      }
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

package dev.longshore.ftp.fleet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes time pass for the fleet, on a platform thread: it knows when this process itself was late,
 * since then the silence of others says nothing. It asks the discovery, too, by another thread.
 */
final class Pulse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final Duration BEAT = Duration.ofMillis(250);

  /** Later than that is a process that was stopped, or had no processor. */
  private static final Duration LATE = Duration.ofSeconds(1);

  private static final Duration FIND = Duration.ofSeconds(5);
  private static final Duration FIND_WHILE_JOINING = Duration.ofSeconds(1);

  private final Runnable beat;
  private final Runnable wasLate;
  private final BooleanSupplier joined;
  private final Discovery discovery;
  private final Consumer<Set<InetSocketAddress>> found;
  private final AtomicBoolean finding = new AtomicBoolean();
  private long nextFind = System.nanoTime();
  private volatile boolean closed;

  /**
   * @param beat done at each beat
   * @param wasLate done before it after this process was late
   * @param joined whether it is no longer urgent to find others
   * @param found takes what the discovery says
   */
  Pulse(
      Runnable beat,
      Runnable wasLate,
      BooleanSupplier joined,
      Discovery discovery,
      Consumer<Set<InetSocketAddress>> found) {
    this.beat = beat;
    this.wasLate = wasLate;
    this.joined = joined;
    this.discovery = discovery;
    this.found = found;
  }

  void start() {
    Thread.ofPlatform().daemon().name("fleet-pulse").start(this::run);
  }

  private void run() {
    long last = System.nanoTime();
    while (!closed) {
      LockSupport.parkNanos(BEAT.toNanos());
      long now = System.nanoTime();
      try {
        if (now - last > LATE.toNanos()) {
          LOG.info(
              "this replica stood still for {} ms, and waits for the others anew",
              Duration.ofNanos(now - last).toMillis());
          wasLate.run();
        }
        last = now;
        beat.run();
        if (now - nextFind >= 0) {
          nextFind = now + (joined.getAsBoolean() ? FIND : FIND_WHILE_JOINING).toNanos();
          find();
        }
      } catch (RuntimeException | Error e) {
        LOG.error("the fleet goes on after a failure", e);
      }
    }
  }

  /** Names may take seconds; until they are known nobody asks again. */
  private void find() {
    if (finding.compareAndSet(false, true)) {
      // The system's resolver would hold a carrier of virtual threads as long as a name server is
      // silent.
      Thread.ofPlatform()
          .daemon()
          .name("fleet-discovery")
          .start(
              () -> {
                try {
                  found.accept(discovery.find());
                } catch (IOException e) {
                  LOG.warn("the other replicas can not be looked up: {}", e.toString());
                } finally {
                  finding.set(false);
                }
              });
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

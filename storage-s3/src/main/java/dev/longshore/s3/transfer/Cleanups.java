package dev.longshore.s3.transfer;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that remove what failed uploads left in the store, or finish what was half done,
 * which may outlive the call. Owned by {@code S3Storages}; safe for many threads.
 */
public final class Cleanups implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cleanups.class);

  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final Duration patience;

  /**
   * @param patience how long {@link #close} waits for those that run
   */
  public Cleanups(Duration patience) {
    this.patience = patience;
  }

  /** Starts one; the caller may wait for the thread. */
  public Thread start(Runnable cleanup) {
    Thread thread = Thread.ofVirtual().unstarted(() -> run(cleanup));
    running.add(thread);
    thread.start();
    return thread;
  }

  /** Waits for those that run, so that the clients they use can be closed. */
  @Override
  public void close() {
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (Thread cleanup : running) {
        cleanup.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!running.isEmpty()) {
      LOG.warn(
          "{} calls that failed or whose clients were gone were not finished or cleaned up within {}"
              + " of the end: of a rename both names may be left, and a lifecycle rule"
              + " AbortIncompleteMultipartUpload removes the parts of uploads",
          running.size(),
          patience);
    }
  }

  private void run(Runnable cleanup) {
    try {
      cleanup.run();
    } catch (RuntimeException | Error e) {
      LOG.error("finishing or cleaning up after a call failed", e);
    } finally {
      running.remove(Thread.currentThread());
    }
  }
}

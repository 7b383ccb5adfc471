package dev.longshore.ftp.quarkus.health;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done again and again as long as the process runs, each on a daemon thread of its own: a
 * failure is logged, an {@link Error} too, shows in readiness, and does not end it.
 */
@Singleton
public final class BackgroundWork implements ReadinessCondition, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);

  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Does something at once, and again after each pause.
   *
   * @param name in kebab-case, for the thread and the log
   */
  public void repeat(String name, Duration pause, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(() -> keepDoing(name, pause, work));
  }

  private void keepDoing(String name, Duration pause, Runnable work) {
    try {
      do {
        attempt(name, work);
      } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Logs the first failure and the next success, not each failure between. */
  private void attempt(String name, Runnable work) {
    try {
      work.run();
      if (failing.remove(name)) {
        log.info("{}: works again", name);
      }
    } catch (RuntimeException | Error e) {
      if (failing.add(name)) {
        log.error("{}: failed inside, and is tried again", name, e);
      }
    }
  }

  @Override
  public String name() {
    return "background-work";
  }

  @Override
  public boolean holds() {
    return failing.isEmpty();
  }

  @Override
  @PreDestroy
  public void close() {
    closed.countDown();
  }
}

package dev.longshore.ftp.quarkus.health;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.Storages;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the storage could be reached. Readiness waits for the first time alone: a storage that
 * goes away later is away for all replicas, and clients are better told so by one of them than by
 * none.
 *
 * <p>It is asked every ten seconds, so that no probe waits for the storage, and a hanging one
 * counts as gone after thirty.
 */
final class StorageReachable implements ReadinessCondition {
  private static final Logger log = LoggerFactory.getLogger(StorageReachable.class);
  static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration STALE = Duration.ofSeconds(30);

  /** {@link Storages#check}. */
  interface Check {
    void run() throws StorageException;
  }

  private final Check check;
  private volatile boolean reached;
  private volatile boolean reachable;
  private volatile long askedAt = System.nanoTime();

  // Only the thread that asks uses this.
  private boolean complained;

  StorageReachable(Check check) {
    this.check = check;
  }

  @Override
  public String name() {
    return "storage";
  }

  @Override
  public boolean holds() {
    return reached;
  }

  @Override
  public boolean isWell() {
    return reachable && System.nanoTime() - askedAt < STALE.toNanos();
  }

  /** Asks once; logs the first failure and the recovery, not each failure between. */
  void ask() {
    try {
      check.run();
      if (complained) {
        log.info("storage: reachable again");
      }
      complained = false;
      reachable = true;
      reached = true;
    } catch (StorageException e) {
      reachable = false;
      complain(e.getMessage(), null);
    } catch (RuntimeException e) {
      reachable = false;
      complain("the check itself failed", e);
    }
    askedAt = System.nanoTime();
  }

  private void complain(@Nullable String what, @Nullable RuntimeException fault) {
    if (!complained) {
      log.error(
          "storage: {}; until it is reachable {}",
          what,
          reached ? "clients are told to try again" : "this replica is not ready",
          fault);
      complained = true;
    }
  }
}

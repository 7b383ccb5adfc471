package dev.longshore.ftp.fleet;

import dev.longshore.ftp.relay.Member;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This replica's claim to its slot, which two processes may have for a while: the newer serves. The
 * older stays up and waits, for one that ended would be started anew, be the newer then, and so on
 * without end. Safe for many threads.
 */
final class Claim {
  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);

  /** How long the newer one must be gone before the older serves again. */
  private static final Duration BACK = Duration.ofSeconds(30);

  private final int slot;
  private final LongSupplier nanos;
  private long incarnation;
  private boolean fixed;
  private boolean displaced;
  private long lastSeen;

  /**
   * @param incarnation the newer a process, the higher, as far as clocks say
   * @param nanos the time that passes, as {@link System#nanoTime}
   */
  Claim(int slot, long incarnation, LongSupplier nanos) {
    this.slot = slot;
    this.incarnation = incarnation;
    this.nanos = nanos;
  }

  int slot() {
    return slot;
  }

  synchronized long incarnation() {
    return incarnation;
  }

  /**
   * Makes this process newer than all that had the slot before, whatever clocks say, as long as it
   * has not served.
   *
   * @return whether that changed anything
   */
  synchronized boolean raise(long newest) {
    if (fixed || newest < incarnation) {
      return false;
    }
    incarnation = newest + 1;
    return true;
  }

  /** It begins to serve, and its incarnation stays. */
  synchronized void fix() {
    fixed = true;
  }

  synchronized boolean isFixed() {
    return fixed;
  }

  /**
   * Looks at who else has the slot.
   *
   * @return whether that is another one from now on
   */
  synchronized boolean judge(Optional<Member> newer) {
    if (newer.isPresent()) {
      lastSeen = nanos.getAsLong();
      boolean before = displaced;
      displaced = true;
      return !before;
    }
    if (displaced && nanos.getAsLong() - lastSeen >= BACK.toNanos()) {
      displaced = false;
      LOG.info("the newer replica of slot {} is gone: this one serves again", slot);
    }
    return false;
  }

  /** Whether another process serves the slot. */
  synchronized boolean isDisplaced() {
    return displaced;
  }
}

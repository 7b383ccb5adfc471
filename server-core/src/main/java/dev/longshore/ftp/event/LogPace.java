package dev.longshore.ftp.event;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one line in a while into the log of something that strangers can bring about as often as
 * they like, and counts the others. Safe for many threads.
 */
public final class LogPace {
  private final long pause;
  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicLong heldBack = new AtomicLong();

  /** One line a second. */
  public LogPace() {
    this(Duration.ofSeconds(1));
  }

  /**
   * @param pause between two lines
   */
  public LogPace(Duration pause) {
    this.pause = pause.toNanos();
  }

  /** If a line may be written now: how many were not since the last one. */
  public OptionalLong turn() {
    long now = System.nanoTime();
    long moment = next.get();
    if (now - moment < 0 || !next.compareAndSet(moment, now + pause)) {
      heldBack.incrementAndGet();
      return OptionalLong.empty();
    }
    return OptionalLong.of(heldBack.getAndSet(0));
  }

  /** What a line says of those that were held back; nothing if none were. */
  public static String andOthers(long count) {
    return count == 0 ? "" : " (and " + count + " more like it)";
  }
}

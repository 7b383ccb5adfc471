package dev.longshore.ftp.session;

import java.util.concurrent.Semaphore;

/**
 * Bounds the checksums that the process computes by reading files: of how many bytes each, and how
 * many at once. Safe for many threads.
 */
public final class ChecksumLimit {

  /**
   * The bounds.
   *
   * @param maxBytes how many bytes are read for one checksum at most
   * @param atOnce how many are computed at once, by all sessions together
   */
  public record Settings(long maxBytes, int atOnce) {

    public static final Settings DEFAULT = new Settings(16L << 30, 4);
  }

  private final long maxBytes;
  private final Semaphore running;

  public ChecksumLimit(Settings settings) {
    this.maxBytes = settings.maxBytes();
    this.running = new Semaphore(settings.atOnce());
  }

  /** Whether so many bytes may be read for one. */
  public boolean allows(long bytes) {
    return bytes <= maxBytes;
  }

  /** Begins one more, which {@link #end} must follow; false if as many as allowed are running. */
  public boolean tryBegin() {
    return running.tryAcquire();
  }

  public void end() {
    running.release();
  }
}

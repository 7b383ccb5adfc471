package dev.longshore.s3;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The uploads that draw on the reserve of the {@link MemoryBudget}, and the least rate at which
 * their clients must send while others wait for memory: who is slower is called off. Belongs to the
 * budget and is guarded by its lock.
 */
final class Finishers {

  /**
   * How slow a finisher may be.
   *
   * @param patience the longest pause, and the time over which the rate counts
   * @param bytesPerSecond the rate
   */
  record LeastRate(Duration patience, int bytesPerSecond) {
    static final LeastRate DEFAULT = new LeastRate(Duration.ofSeconds(30), 16 * 1024);

    private long nanosPerChunk() {
      return Duration.ofSeconds(1).toNanos() * MemoryBudget.CHUNK / bytesPerSecond;
    }
  }

  private final int most;
  private final LeastRate rate;
  private final Set<UploadMemory> filling = new LinkedHashSet<>();
  private int count;

  Finishers(int most, LeastRate rate) {
    this.most = most;
    this.rate = rate;
  }

  boolean isRoom() {
    return count < most;
  }

  /** One more, until {@link #released} is told of its part. */
  void add(UploadMemory upload) {
    upload.filling.finisher = true;
    upload.due = System.nanoTime() + rate.patience().toNanos();
    filling.add(upload);
    count++;
  }

  /** It had enough bytes for one more chunk. */
  void advanced(UploadMemory upload) {
    long latest = System.nanoTime() + rate.patience().toNanos();
    upload.due += Math.min(rate.nanosPerChunk(), latest - upload.due);
  }

  /** From now on nothing of its part waits for its client. */
  void filled(UploadMemory upload) {
    filling.remove(upload);
  }

  void released(Chunks part) {
    count -= part.finisher ? 1 : 0;
  }

  /** While nobody waits a finisher may be as slow as it is, and that does not count afterwards. */
  void beginToMatter() {
    long soonest = System.nanoTime() + rate.patience().toNanos();
    for (UploadMemory upload : filling) {
      upload.due += Math.max(0, soonest - upload.due);
    }
  }

  /**
   * Calls off who is too slow, to be called by those who wait for memory.
   *
   * @return after how many nanoseconds to look again; nobody can be too slow before
   */
  long callOffSlow() {
    long now = System.nanoTime();
    long next = rate.patience().toNanos();
    for (UploadMemory upload : Set.copyOf(filling)) {
      long left = upload.due - now;
      if (left > 0) {
        next = Math.min(next, left);
      } else {
        filling.remove(upload);
        // Ending the connection of a client is not to be done under the budget's lock.
        Thread.ofVirtual().start(() -> upload.tooSlow.accept(failure()));
      }
    }
    return next;
  }

  private StorageException failure() {
    return new StorageException(
        Kind.BUSY,
        "too slow while others wait for memory; less than %d KiB/s over %s, see longshore.s3.memory"
            .formatted(rate.bytesPerSecond() / 1024, rate.patience()));
  }
}

package dev.longshore.s3.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the client of each upload that fills a part must have sent the next chunk, if others wait
 * for memory then. While nobody waits a client may be as slow as it is, and that does not count
 * afterwards. Times are those of {@link System#nanoTime}; for one thread at a time.
 */
final class Pace {
  private final LeastRate rate;
  private final Map<UploadMemory, Long> due = new HashMap<>();

  /** Nobody is too slow before. */
  private long soonest;

  /** When somebody last had to wait. */
  private long waited;

  Pace(LeastRate rate, long now) {
    this.rate = rate;
    this.soonest = now;
    this.waited = now - rate.patience().toNanos() - 1;
  }

  /** Its client has sent enough for one chunk more. */
  void moved(UploadMemory upload, long now) {
    long latest = now + rate.patience().toNanos();
    Long before = due.get(upload);
    if (before == null) {
      due.put(upload, latest);
    } else {
      long credit = Math.max(Math.max(before - now, soonest - now), 0);
      due.put(upload, now + Math.min(credit + rate.nanosPerChunk(), latest - now));
    }
  }

  /** Nothing of it waits for its client now. */
  void rests(UploadMemory upload) {
    due.remove(upload);
  }

  /**
   * Somebody waits for memory.
   *
   * @param anew whether nobody did before; a pause shorter than the patience forgives nobody
   */
  void othersWait(long now, boolean anew) {
    if (anew && now - waited > rate.patience().toNanos()) {
      soonest = now + rate.patience().toNanos();
    }
    waited = now;
  }

  /** Those who are too slow, each told once. */
  List<UploadMemory> slow(long now) {
    List<UploadMemory> slow = new ArrayList<>();
    if (soonest - now <= 0) {
      due.forEach(
          (upload, moment) -> {
            if (moment - now <= 0) {
              slow.add(upload);
            }
          });
      slow.forEach(due::remove);
    }
    return slow;
  }
}

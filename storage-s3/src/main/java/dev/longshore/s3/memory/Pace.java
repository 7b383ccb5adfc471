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
  private long soonest;

  Pace(LeastRate rate, long now) {
    this.rate = rate;
    this.soonest = now;
  }

  /** Its client has sent enough for one chunk more. */
  void moved(UploadMemory upload, long now) {
    long latest = now + rate.patience().toNanos();
    Long before = due.get(upload);
    if (before == null) {
      due.put(upload, latest);
    } else {
      long least = Math.max(before - now, 0) + rate.nanosPerChunk();
      due.put(upload, now + Math.min(least, latest - now));
    }
  }

  /** Nothing of it waits for its client now. */
  void rests(UploadMemory upload) {
    due.remove(upload);
  }

  /** Nobody has waited for memory until now. */
  void beginsToMatter(long now) {
    soonest = now + rate.patience().toNanos();
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

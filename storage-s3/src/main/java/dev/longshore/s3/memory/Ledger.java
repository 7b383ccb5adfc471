package dev.longshore.s3.memory;

import java.util.HashMap;
import java.util.Map;

/**
 * Who holds how many chunks of the budget, and of what. It counts, {@link BudgetPolicy} decides;
 * for one thread at a time.
 */
final class Ledger {

  /**
   * What all parts of a user hold.
   *
   * @param chunks in all
   * @param finishers how many of the parts draw on the reserve
   */
  record Share(int chunks, int finishers) {
    private static final Share NONE = new Share(0, 0);

    private Share plus(int moreChunks, int moreFinishers) {
      return new Share(chunks + moreChunks, finishers + moreFinishers);
    }
  }

  private final int total;
  private final Map<String, Share> users = new HashMap<>();
  private int free;
  private int lent;
  private int small;
  private int readers;
  private int finishers;

  /**
   * @param total all chunks that there are
   */
  Ledger(int total) {
    this.total = total;
    this.free = total;
  }

  /** One chunk more for a part; what it holds then. */
  Holding grant(Holding part, Pot pot) {
    Holding more = part.plus(pot);
    change(part, -1);
    change(more, 1);
    return more;
  }

  /** All that a part holds is free again. */
  void release(Holding part) {
    change(part, -1);
  }

  private void change(Holding part, int sign) {
    int finisher = part.finisher() ? sign : 0;
    free -= sign * part.chunks();
    lent += sign * part.lent();
    small += sign * part.small();
    finishers += finisher;
    users.compute(
        part.user(),
        (_, has) -> {
          Share before = has == null ? Share.NONE : has;
          Share now = before.plus(sign * part.chunks(), finisher);
          return now.equals(Share.NONE) ? null : now;
        });
  }

  /** Chunks more, or fewer, for readers. */
  void read(int chunks) {
    free -= chunks;
    readers += chunks;
  }

  /** How many chunks nobody holds. */
  int free() {
    return free;
  }

  /** How many are held. */
  int held() {
    return total - free;
  }

  /** How many of the reserve are held. */
  int lent() {
    return lent;
  }

  /** How many are held of what is kept for small files. */
  int small() {
    return small;
  }

  /** How many readers hold. */
  int readers() {
    return readers;
  }

  /** How many parts draw on the reserve. */
  int finishers() {
    return finishers;
  }

  /** How many users hold something. */
  int users() {
    return users.size();
  }

  Share of(String user) {
    return users.getOrDefault(user, Share.NONE);
  }
}

package dev.longshore.s3;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts and keeps the chunks of the {@link MemoryBudget}: which are free, which are lent from the
 * reserve, which readers hold. Belongs to the budget and is guarded by its lock.
 */
final class ChunkAccount {
  private final BudgetShares shares;
  private final Deque<byte[]> pool = new ArrayDeque<>();
  private int free;
  private int lent;
  private int readers;

  ChunkAccount(BudgetShares shares) {
    this.shares = shares;
    this.free = shares.total();
  }

  /** How many chunks are not free. */
  int held() {
    return shares.total() - free;
  }

  /** Parts begin only in one half of the memory, so that those that have begun can grow. */
  boolean isSpareFor(Chunks part) {
    return isSpare(part.count > 0 ? 1 : 1 + (shares.total() - shares.reserve()) / 2);
  }

  /** One chunk more for a part. */
  byte[] grant(Chunks part) {
    byte[] pooled = pool.pollLast();
    byte[] chunk = pooled == null ? new byte[MemoryBudget.CHUNK] : pooled;
    free--;
    part.count++;
    return chunk;
  }

  /** One chunk more for a finisher's part, from the reserve. */
  byte[] lend(Chunks part) {
    byte[] chunk = grant(part);
    lent++;
    part.lent++;
    return chunk;
  }

  /** Sets chunks apart that a reader makes itself; false if there are not so many for readers. */
  boolean tryReserve(int chunks) {
    if (!isSpare(chunks) || readers + chunks > shares.mostForReaders()) {
      return false;
    }
    free -= chunks;
    readers += chunks;
    while (pool.size() > free) {
      pool.removeLast();
    }
    return true;
  }

  void takeBack(Chunks part) {
    free += part.count;
    lent -= part.lent;
    pool.addAll(part.surrender());
  }

  void takeBack(ReadReservation reservation) {
    free += reservation.chunks;
    readers -= reservation.chunks;
    reservation.chunks = 0;
  }

  private boolean isSpare(int chunks) {
    return free - chunks >= shares.reserve() - lent;
  }
}

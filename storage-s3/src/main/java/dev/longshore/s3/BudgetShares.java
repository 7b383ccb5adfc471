package dev.longshore.s3;

/**
 * How the bytes of the {@link MemoryBudget} are divided; counted in its chunks.
 *
 * @param mostUploads how many uploads the bytes set apart for staging admit
 * @param total all chunks
 * @param smallestPart from where on a part may be cut when memory is short
 * @param mostFinishers how many uploads may draw on the reserve at once
 * @param reserve what all finishers together need at most
 * @param mostForReaders what may be used to read ahead
 */
record BudgetShares(
    int mostUploads,
    int total,
    int smallestPart,
    int mostFinishers,
    int reserve,
    int mostForReaders) {
  /** One part of so many of the budget is set apart for staging, and so limits how many upload. */
  private static final int STAGING_SHARE = 8;

  private static final int MOST_FINISHERS = 32;

  /** The divisor of a budget that is divided between parts, one of which is kept back. */
  private static final long PARTS_PER_FINISHER = 6;

  private static final double READERS_SHARE = 0.4;

  /**
   * @param bytes at least enough for two of the smallest parts
   * @param smallestPartBytes from how many bytes on a part may be cut when memory is short
   */
  static BudgetShares of(long bytes, int smallestPartBytes) {
    long staging = bytes / STAGING_SHARE;
    int smallestPart = Math.ceilDiv(smallestPartBytes, MemoryBudget.CHUNK);
    int total = Math.toIntExact((bytes - staging) / MemoryBudget.CHUNK);
    if (total < 2 * smallestPart) {
      throw new IllegalArgumentException(
          "a memory budget of "
              + bytes
              + " bytes holds less than two parts of "
              + smallestPartBytes);
    }
    int finishers = Math.clamp(bytes / (PARTS_PER_FINISHER * smallestPartBytes), 1, MOST_FINISHERS);
    return new BudgetShares(
        Math.toIntExact(staging / MemoryBudget.STAGING),
        total,
        smallestPart,
        finishers,
        finishers * smallestPart,
        (int) (total * READERS_SHARE));
  }
}

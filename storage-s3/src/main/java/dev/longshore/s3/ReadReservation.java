package dev.longshore.s3;

/**
 * What a reader was given of the {@link MemoryBudget} to read ahead; closed by it, once or more
 * often.
 */
final class ReadReservation implements AutoCloseable {
  private final MemoryBudget budget;

  /** Belongs to the budget and its lock. */
  int chunks;

  ReadReservation(MemoryBudget budget, int chunks) {
    this.budget = budget;
    this.chunks = chunks;
  }

  @Override
  public void close() {
    budget.release(this);
  }
}

package dev.longshore.s3.memory;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a reader was given of the {@link MemoryBudget} to read ahead; closed by it, once or more
 * often, on any thread.
 */
public final class ReadReservation implements AutoCloseable {
  private final MemoryBudget budget;
  private final int chunks;
  private final AtomicBoolean closed = new AtomicBoolean();

  ReadReservation(MemoryBudget budget, int chunks) {
    this.budget = budget;
    this.chunks = chunks;
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      budget.readEnds(chunks);
    }
  }
}

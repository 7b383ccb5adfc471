package dev.longshore.s3;

import dev.longshore.ftp.storage.StorageException;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one upload holds of the {@link MemoryBudget}: its staging and the part that it fills. Used
 * by the upload's thread; only {@link #cancel()} may be called by another.
 */
final class UploadMemory implements AutoCloseable {
  private final MemoryBudget budget;
  private boolean closed;

  final Condition changed;
  Chunks filling = new Chunks();
  byte @Nullable [] granted;
  boolean cancelled;

  /** When the client must have sent the next chunk, by the nano time, if others wait then. */
  long due;

  volatile Consumer<StorageException> tooSlow = why -> {};

  UploadMemory(MemoryBudget budget) {
    this.budget = budget;
    this.changed = budget.lock.newCondition();
  }

  /**
   * Adds a chunk to the part that is filled. To be called only with a byte in hand, so that an idle
   * client holds nothing.
   *
   * @return null when memory is short and the part is large enough to be cut: it shall be now
   * @throws StorageException {@code BUSY} when the wait was too long
   * @throws java.util.concurrent.CancellationException after {@link #cancel()}
   */
  byte @Nullable [] next() throws StorageException {
    byte[] chunk = budget.take(this);
    if (chunk != null) {
      filling.arrays.add(chunk);
    }
    return chunk;
  }

  /**
   * Has an action run, on any thread and at most once a part, when the client is too slow while
   * others wait for memory. The action is to end the upload.
   */
  void onTooSlow(Consumer<StorageException> action) {
    tooSlow = action;
  }

  /** Says that nothing more of its client's is added to the part, which is cut next. */
  void filled() {
    budget.filled(this);
  }

  /** Whether the part was finished from the reserve, so that others wait for what it holds. */
  boolean isWhole() {
    return budget.isWhole(filling);
  }

  /** Ends the filled part and begins the next; the caller gives it back by {@link #release}. */
  Chunks cut() {
    filled();
    Chunks part = filling;
    filling = new Chunks();
    return part;
  }

  /** Gives back a part that was cut; any thread. */
  void release(Chunks part) {
    budget.release(part);
  }

  /** Ends a wait for memory from outside. */
  void cancel() {
    budget.cancel(this);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      budget.leave(this);
    }
  }
}

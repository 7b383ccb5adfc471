package dev.longshore.s3.memory;

import dev.longshore.ftp.storage.StorageException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one upload holds of the {@link MemoryBudget}: its staging and the part that it fills. Used
 * by the upload's thread; {@link #cancel()} and {@link #release} may be called by any.
 */
public final class UploadMemory implements AutoCloseable {
  private final MemoryBudget budget;
  private final String user;
  private Chunks filling = new Chunks();
  private boolean closed;
  private volatile boolean cancelled;
  private volatile Consumer<StorageException> tooSlow = why -> {};

  UploadMemory(MemoryBudget budget, String user) {
    this.budget = budget;
    this.user = user;
  }

  /**
   * Adds a chunk to the part that is filled. To be called only with a byte in hand, so that an idle
   * client holds nothing.
   *
   * @return null when memory is short and the part is large enough to be cut: it shall be now
   * @throws StorageException {@code BUSY} when the wait was too long
   * @throws CancellationException after {@link #cancel()}
   */
  public byte @Nullable [] next() throws StorageException {
    return budget.grow(this, filling) ? filling.last() : null;
  }

  /**
   * Has an action run, on any thread, when the client is too slow while others wait for memory. The
   * action is to end the upload.
   */
  public void onTooSlow(Consumer<StorageException> action) {
    tooSlow = action;
  }

  /** Says that nothing more of its client's is added to the part, which is cut next. */
  public void filled() {
    budget.filled(this);
  }

  /** Whether the part was finished from the reserve, so that others wait for what it holds. */
  public boolean isWhole() {
    return budget.isWhole(filling);
  }

  /** Ends the filled part and begins the next; the caller gives it back by {@link #release}. */
  public Chunks cut() {
    filled();
    Chunks part = filling;
    filling = new Chunks();
    return part;
  }

  /** Gives back a part that was cut; any thread, harmless when repeated. */
  public void release(Chunks part) {
    budget.release(part);
  }

  /** Ends a wait for memory, now or later, with a {@link CancellationException}. */
  public void cancel() {
    cancelled = true;
    budget.wake(this);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      budget.leave(this, filling);
    }
  }

  String user() {
    return user;
  }

  boolean isCancelled() {
    return cancelled;
  }

  void callOff(StorageException why) {
    tooSlow.accept(why);
  }
}

package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.Download;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.ByteRange;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.ObjectHead;
import dev.longshore.s3.call.ObjectStream;
import dev.longshore.s3.call.RetryPolicy;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import dev.longshore.s3.memory.MemoryBudget;
import dev.longshore.s3.memory.ReadReservation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Opens objects for reading: the entry for {@code S3Storage} to all that this package does with
 * downloads. Safe for many threads.
 */
public final class Downloads {
  /** What one GetObject asks for, and the unit of reading ahead. */
  static final int RANGE = 8 << 20;

  private static final long SECONDS_FOR_A_CONNECTION = 5;

  private final S3Operations operations;
  private final MemoryBudget budget;
  private final RetryPolicy retry;
  private final Semaphore permits;

  /**
   * @param connections how many bodies may be read at once, at most as many as the SDK's pool has
   */
  public Downloads(
      S3Operations operations, MemoryBudget budget, int connections, RetryPolicy retry) {
    this.operations = operations;
    this.budget = budget;
    this.retry = retry;
    this.permits = new Semaphore(connections, true);
  }

  /**
   * Opens an object at an offset, as {@link dev.longshore.ftp.storage.Storage#open} promises it.
   * The first request is the one for the bytes; size and version come with its answer.
   */
  public Download open(S3Location at, long offset) throws StorageException {
    acquire();
    Optional<Download> opened = Optional.empty();
    try {
      opened = Optional.of(opened(at, offset));
      return opened.get();
    } finally {
      if (opened.isEmpty()) {
        release();
      }
    }
  }

  private Download opened(S3Location at, long offset) throws StorageException {
    ByteRange range = new ByteRange(offset, offset + RANGE - 1);
    RangeReader head = new RangeReader(this, at, range, Optional.empty());
    try {
      ObjectHead object = head.start();
      if (object.isDirectoryMarker()) {
        throw new StorageException(Kind.NOT_FOUND, at + " stands for a directory");
      }
      if (offset > object.size()) {
        throw beyond(at, offset, object.size());
      }
      return new S3Download(this, at, object, offset, head);
    } catch (StorageException e) {
      head.close();
      if (e.kind() == Kind.OUT_OF_RANGE) {
        return atEnd(at, offset);
      }
      throw e;
    }
  }

  /** The bytes of one range of one version; holds a connection until it is closed. */
  InputStream read(S3Location at, ByteRange range, ObjectHead object) throws StorageException {
    acquire();
    return new Permitted(new RangeReader(this, at, range, Optional.of(object)), permits);
  }

  /**
   * A range that is fetched into memory at once, or none if there is no memory or no connection for
   * it now.
   */
  Optional<ReadAhead> ahead(S3Location at, ByteRange range, ObjectHead object) {
    int length = Math.toIntExact(range.last() + 1 - range.first());
    if (!permits.tryAcquire()) {
      return Optional.empty();
    }
    Optional<ReadReservation> memory = budget.tryReserve(length);
    if (memory.isEmpty()) {
      release();
      return Optional.empty();
    }
    InputStream source =
        new Permitted(new RangeReader(this, at, range, Optional.of(object)), permits);
    return Optional.of(ReadAhead.start(source, length, memory.get()));
  }

  /** One request; what it opens is closed by the caller, who has a permit. */
  ObjectStream get(S3Location at, ByteRange range, Optional<ObjectHead> expected)
      throws StorageException {
    ObjectStream stream;
    try {
      stream =
          operations.getObject(
              at, range, expected.map(ObjectHead::version).orElse(Condition.none()));
    } catch (StorageException e) {
      throw expected.isPresent() && isGone(e.kind()) ? changed(at, e) : e;
    }
    if (expected.isPresent() && !isSame(expected.get(), stream.head())) {
      stream.close();
      throw changed(at, null);
    }
    return stream;
  }

  /** Gives back the permit of a download that {@link #open} made. */
  void release() {
    permits.release();
  }

  private void acquire() throws StorageException {
    try {
      if (!permits.tryAcquire(SECONDS_FOR_A_CONNECTION, TimeUnit.SECONDS)) {
        throw new StorageException(
            Kind.BUSY, "no connection to S3 is free; see longshore.s3.data-connections");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.UNAVAILABLE, "interrupted", e);
    }
  }

  RetryPolicy retry() {
    return retry;
  }

  /** A store that finds nothing to send at the end of an object says that it is out of range. */
  private Download atEnd(S3Location at, long offset) throws StorageException {
    ObjectHead object =
        operations
            .headObject(at)
            .filter(head -> !head.isDirectoryMarker())
            .orElseThrow(() -> new StorageException(Kind.NOT_FOUND, at + " is not there"));
    if (offset != object.size()) {
      throw beyond(at, offset, object.size());
    }
    return new S3Download(this, at, object, offset, InputStream.nullInputStream());
  }

  private static boolean isGone(Kind kind) {
    return kind == Kind.NOT_FOUND || kind == Kind.OUT_OF_RANGE;
  }

  /** For stores that send no ETag or do not look at ours. */
  private static boolean isSame(ObjectHead expected, ObjectHead object) {
    return expected.size() == object.size() && expected.etag().equals(object.etag());
  }

  private static StorageException changed(S3Location at, @Nullable StorageException cause) {
    return new StorageException(Kind.CHANGED, at + " was changed while it was read", cause);
  }

  private static StorageException beyond(S3Location at, long offset, long size) {
    return new StorageException(
        Kind.OUT_OF_RANGE, "offset " + offset + " of " + at + ", which has " + size + " bytes");
  }

  /** A range together with the permit for its connection. */
  private static final class Permitted extends FilterInputStream {
    private final Semaphore permits;
    private final AtomicBoolean closed = new AtomicBoolean();

    Permitted(InputStream range, Semaphore permits) {
      super(range);
      this.permits = permits;
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        if (!closed.getAndSet(true)) {
          permits.release();
        }
      }
    }
  }
}

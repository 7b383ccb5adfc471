package dev.longshore.s3;

import dev.longshore.ftp.storage.Download;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens objects for reading: the entry for {@link S3Storage} to all that this package does with
 * downloads. Safe for many threads.
 */
final class Downloads {
  /** What one GetObject asks for, and the unit of reading ahead. */
  static final int RANGE = 8 << 20;

  private static final long SECONDS_FOR_A_CONNECTION = 5;

  private final S3Operations operations;
  private final MemoryBudget budget;
  private final RetryPolicy retry;
  private final Semaphore permits;

  /**
   * @param connections how many bodies may be open at once, at most as many as the SDK's pool has
   */
  Downloads(S3Operations operations, MemoryBudget budget, int connections, RetryPolicy retry) {
    this.operations = operations;
    this.budget = budget;
    this.retry = retry;
    this.permits = new Semaphore(connections, true);
  }

  /**
   * Opens an object at an offset, as {@link dev.longshore.ftp.storage.Storage#open} promises it.
   * The first request is the one for the bytes; size and version come with its answer.
   */
  Download open(S3Location at, long offset) throws StorageException {
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

  /** The bytes of one range of one version. */
  InputStream read(S3Location at, ByteRange range, ObjectHead object) {
    return new RangeReader(this, at, range, Optional.of(object));
  }

  /** A range that is fetched into memory at once, or none if memory is short. */
  Optional<InputStream> ahead(S3Location at, ByteRange range, ObjectHead object) {
    return budget
        .tryReserve(Math.toIntExact(range.last() + 1 - range.first()))
        .map(
            memory ->
                ReadAhead.start(new RangeReader(this, at, range, Optional.of(object)), memory));
  }

  /** One request; what it opens is closed and then told to {@link #closed()}. */
  ObjectStream get(S3Location at, ByteRange range, Optional<ObjectHead> expected)
      throws StorageException, InterruptedException {
    if (!permits.tryAcquire(SECONDS_FOR_A_CONNECTION, TimeUnit.SECONDS)) {
      throw new StorageException(
          Kind.BUSY, "no connection to S3 is free; see longshore.s3.data-connections");
    }
    ObjectStream stream = null;
    try {
      stream =
          operations.getObject(
              at, range, expected.map(ObjectHead::version).orElse(Condition.none()));
    } catch (StorageException e) {
      throw expected.isPresent() && isGone(e.kind()) ? changed(at, e) : e;
    } finally {
      if (stream == null) {
        permits.release();
      }
    }
    if (expected.isPresent() && !isSame(expected.get(), stream.head())) {
      stream.close();
      permits.release();
      throw changed(at, null);
    }
    return stream;
  }

  /** Gives back the connection of a stream that {@link #get} opened. */
  void closed() {
    permits.release();
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
}

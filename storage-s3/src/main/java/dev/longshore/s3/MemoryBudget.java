package dev.longshore.s3;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that all transfers of this process may hold at once; it can not deadlock.
 *
 * <p>Memory is given in chunks. A reserve is kept back from ordinary requests. When memory is short
 * the queued upload that lacks least to a whole part becomes a finisher: it may draw on the reserve
 * until its part is whole, and nothing but S3's answer, which is bounded in time, keeps that part
 * from coming back. With {@code K} finishers of at most one smallest part each the reserve always
 * suffices, so one upload or another always moves. Readers never wait. Used by {@link UploadMemory}
 * and by downloads, on any thread.
 */
final class MemoryBudget {
  /** What is granted at a time; a small file holds one. */
  static final int CHUNK = 256 * 1024;

  /** What an admitted upload holds before it has a byte. */
  static final int STAGING = 8 * 1024;

  /** One part of so many of the budget is set apart for staging, and so limits how many upload. */
  private static final int STAGING_SHARE = 8;

  private static final int MOST_FINISHERS = 32;

  final ReentrantLock lock = new ReentrantLock();
  private final Deque<UploadMemory> queue = new ArrayDeque<>();
  private final Deque<byte[]> pool = new ArrayDeque<>();
  private final Duration longestWait;
  private final int mostUploads;
  private final int total;
  private final int smallestPart;
  private final int mostFinishers;
  private final int reserve;
  private final int mostForReaders;

  private int free;
  private int lent;
  private int finishers;
  private int readers;
  private int uploads;

  /**
   * @param bytes the whole budget; at least enough for two of the smallest parts
   * @param smallestPart from how many bytes on a part may be cut when memory is short
   * @param longestWait after which a queued upload is refused
   */
  MemoryBudget(long bytes, int smallestPart, Duration longestWait) {
    this.smallestPart = Math.ceilDiv(smallestPart, CHUNK);
    this.longestWait = longestWait;
    long staging = bytes / STAGING_SHARE;
    this.mostUploads = Math.toIntExact(staging / STAGING);
    this.total = Math.toIntExact((bytes - staging) / CHUNK);
    if (total < 2 * this.smallestPart) {
      throw new IllegalArgumentException(
          "a memory budget of " + bytes + " bytes holds less than two parts of " + smallestPart);
    }
    this.mostFinishers = Math.clamp(bytes / (6L * smallestPart), 1, MOST_FINISHERS);
    this.reserve = mostFinishers * this.smallestPart;
    this.mostForReaders = (int) (total * 0.4);
    this.free = total;
  }

  /**
   * Lets one more upload in, with its staging buffer.
   *
   * @throws StorageException {@code BUSY} at once when there are too many
   */
  UploadMemory admit() throws StorageException {
    lock.lock();
    try {
      if (uploads == mostUploads) {
        throw new StorageException(
            Kind.BUSY, "the memory budget admits no more than " + mostUploads + " uploads");
      }
      uploads++;
      return new UploadMemory(this);
    } finally {
      lock.unlock();
    }
  }

  /** Memory for reading ahead, or nothing if it is short; never waits. */
  Optional<ReadReservation> tryReserve(int bytes) {
    int chunks = Math.ceilDiv(bytes, CHUNK);
    lock.lock();
    try {
      if (!queue.isEmpty() || !spare(chunks) || readers + chunks > mostForReaders) {
        return Optional.empty();
      }
      free -= chunks;
      readers += chunks;
      while (pool.size() > free) {
        pool.removeLast();
      }
      return Optional.of(new ReadReservation(this, chunks));
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes are held now. */
  long used() {
    lock.lock();
    try {
      return (long) (total - free) * CHUNK + (long) uploads * STAGING;
    } finally {
      lock.unlock();
    }
  }

  /** How many uploads wait for a chunk. */
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * One chunk for the part that an upload fills, or null when that part shall be cut now instead.
   */
  byte @Nullable [] take(UploadMemory upload) throws StorageException {
    lock.lock();
    try {
      if (upload.cancelled) {
        throw new CancellationException();
      }
      Chunks part = upload.filling;
      if (queue.isEmpty() && !part.finisher && isSpareFor(part)) {
        return grant(part);
      }
      if (part.count >= smallestPart) {
        return null;
      }
      if (part.finisher) {
        return lend(part);
      }
      queue.addLast(upload);
      pump();
      return await(upload);
    } finally {
      lock.unlock();
    }
  }

  boolean isWhole(Chunks part) {
    return part.finisher && part.count >= smallestPart;
  }

  /** Ends the wait of an upload, now or later, with a {@link CancellationException}. */
  void cancel(UploadMemory upload) {
    lock.lock();
    try {
      upload.cancelled = true;
      upload.changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes back the chunks of a part that S3 has or that is given up; harmless when repeated. */
  void release(Chunks part) {
    lock.lock();
    try {
      free += part.count;
      lent -= part.lent;
      finishers -= part.finisher ? 1 : 0;
      pool.addAll(part.surrender());
      pump();
    } finally {
      lock.unlock();
    }
  }

  void release(ReadReservation reservation) {
    lock.lock();
    try {
      free += reservation.chunks;
      readers -= reservation.chunks;
      reservation.chunks = 0;
      pump();
    } finally {
      lock.unlock();
    }
  }

  void leave(UploadMemory upload) {
    lock.lock();
    try {
      uploads--;
      release(upload.filling);
    } finally {
      lock.unlock();
    }
  }

  private byte @Nullable [] await(UploadMemory upload) throws StorageException {
    long nanos = longestWait.toNanos();
    try {
      while (upload.granted == null && !upload.cancelled && nanos > 0) {
        nanos = upload.changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] chunk = upload.granted;
    upload.granted = null;
    if (chunk != null) {
      return chunk;
    }
    queue.remove(upload);
    pump();
    if (upload.cancelled) {
      throw new CancellationException();
    }
    throw new StorageException(
        Kind.BUSY, "no memory for an upload within " + longestWait + "; see longshore.s3.memory");
  }

  /** Serves the queue from what is spare, else makes finishers, who draw on the reserve. */
  private void pump() {
    while (!queue.isEmpty()) {
      UploadMemory next = nearestToWhole();
      if (isSpareFor(next.filling)) {
        next.granted = grant(next.filling);
      } else if (finishers < mostFinishers) {
        next.granted = lend(next.filling);
        next.filling.finisher = true;
        finishers++;
      } else {
        return;
      }
      queue.remove(next);
      next.changed.signal();
    }
  }

  /**
   * Whoever lacks least is first, which starves nobody: each part that is cut makes its upload one
   * of those that hold nothing, and among equals the order is that of arrival.
   */
  private UploadMemory nearestToWhole() {
    UploadMemory nearest = queue.getFirst();
    for (UploadMemory upload : queue) {
      if (upload.filling.count > nearest.filling.count) {
        nearest = upload;
      }
    }
    return nearest;
  }

  /** Parts begin only in one half of the memory, so that those that have begun can grow. */
  private boolean isSpareFor(Chunks part) {
    return spare(part.count > 0 ? 1 : 1 + (total - reserve) / 2);
  }

  private boolean spare(int chunks) {
    return free - chunks >= reserve - lent;
  }

  private byte[] lend(Chunks part) {
    byte[] chunk = grant(part);
    lent++;
    part.lent++;
    return chunk;
  }

  private byte[] grant(Chunks part) {
    byte[] pooled = pool.pollLast();
    byte[] chunk = pooled == null ? new byte[CHUNK] : pooled;
    free--;
    part.count++;
    return chunk;
  }
}

package dev.longshore.s3;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.Finishers.LeastRate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that all transfers of this process may hold at once; it can not deadlock.
 *
 * <p>Memory is given in chunks. A reserve is kept back from ordinary requests. When memory is short
 * the queued upload that lacks least to a whole part becomes a finisher: it may draw on the reserve
 * until its part is whole. Its client must send at a least rate while others wait, and S3's answer
 * is bounded in time, so that part comes back. With {@code K} finishers of at most one smallest
 * part each the reserve always suffices, so one upload or another always moves. Readers never wait.
 * Used by {@link UploadMemory} and by downloads, on any thread.
 */
final class MemoryBudget {
  /** What is granted at a time; a small file holds one. */
  static final int CHUNK = 256 * 1024;

  /** What an admitted upload holds before it has a byte. */
  static final int STAGING = 8 * 1024;

  final ReentrantLock lock = new ReentrantLock();
  private final WaitingUploads queue = new WaitingUploads();
  private final Duration longestWait;
  private final BudgetShares shares;
  private final Finishers finishers;
  private final ChunkAccount account;
  private int uploads;

  /**
   * @param bytes the whole budget; at least enough for two of the smallest parts
   * @param smallestPart from how many bytes on a part may be cut when memory is short
   * @param longestWait after which a queued upload is refused
   */
  MemoryBudget(long bytes, int smallestPart, Duration longestWait) {
    this(bytes, smallestPart, longestWait, LeastRate.DEFAULT);
  }

  MemoryBudget(long bytes, int smallestPart, Duration longestWait, LeastRate leastRate) {
    this.shares = BudgetShares.of(bytes, smallestPart);
    this.longestWait = longestWait;
    this.finishers = new Finishers(shares.mostFinishers(), leastRate);
    this.account = new ChunkAccount(shares);
  }

  /**
   * Lets one more upload in, with its staging buffer.
   *
   * @throws StorageException {@code BUSY} at once when there are too many
   */
  UploadMemory admit() throws StorageException {
    lock.lock();
    try {
      if (uploads == shares.mostUploads()) {
        throw new StorageException(
            Kind.BUSY,
            "the memory budget admits no more than " + shares.mostUploads() + " uploads");
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
      return queue.isEmpty() && account.tryReserve(chunks)
          ? Optional.of(new ReadReservation(this, chunks))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes are held now. */
  long used() {
    lock.lock();
    try {
      return (long) account.held() * CHUNK + (long) uploads * STAGING;
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
      if (queue.isEmpty() && !part.finisher && account.isSpareFor(part)) {
        return account.grant(part);
      }
      if (part.count >= shares.smallestPart()) {
        return null;
      }
      if (part.finisher) {
        finishers.advanced(upload);
        return account.lend(part);
      }
      if (queue.isEmpty()) {
        finishers.beginToMatter();
      }
      queue.add(upload);
      pump();
      return await(upload);
    } finally {
      lock.unlock();
    }
  }

  boolean isWhole(Chunks part) {
    return part.finisher && part.count >= shares.smallestPart();
  }

  /** Tells that the part which an upload fills grows no more, so that its client is not rushed. */
  void filled(UploadMemory upload) {
    lock.lock();
    try {
      finishers.filled(upload);
    } finally {
      lock.unlock();
    }
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
      finishers.released(part);
      account.takeBack(part);
      pump();
    } finally {
      lock.unlock();
    }
  }

  void release(ReadReservation reservation) {
    lock.lock();
    try {
      account.takeBack(reservation);
      pump();
    } finally {
      lock.unlock();
    }
  }

  void leave(UploadMemory upload) {
    lock.lock();
    try {
      uploads--;
      finishers.filled(upload);
      release(upload.filling);
    } finally {
      lock.unlock();
    }
  }

  private byte @Nullable [] await(UploadMemory upload) throws StorageException {
    long left = longestWait.toNanos();
    long end = System.nanoTime() + left;
    try {
      while (upload.granted == null && !upload.cancelled && left > 0) {
        upload.changed.awaitNanos(Math.min(left, finishers.callOffSlow()));
        left = end - System.nanoTime();
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
      UploadMemory next = queue.nearestToWhole();
      if (account.isSpareFor(next.filling)) {
        next.granted = account.grant(next.filling);
      } else if (finishers.isRoom()) {
        next.granted = account.lend(next.filling);
        finishers.add(next);
      } else {
        return;
      }
      queue.remove(next);
      next.changed.signal();
    }
  }
}

package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.memory.MemoryBudget;
import dev.longshore.s3.memory.ReadReservation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A range that a virtual thread fetches into memory while the one before it is read. Read by one
 * thread, closed by any; its memory goes back when it is closed and the fetching has ended.
 */
final class ReadAhead extends InputStream {
  /** More than a range takes with all its attempts. */
  private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(30);

  private final InputStream source;
  private final int length;
  private final ReadReservation memory;
  private final List<byte[]> chunks = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long filled;
  private long position;
  private boolean ended;
  private boolean closed;
  private @Nullable IOException failure;

  private ReadAhead(InputStream source, int length, ReadReservation memory) {
    this.source = source;
    this.length = length;
    this.memory = memory;
  }

  /**
   * Begins to fetch; source and memory are owned by what comes back.
   *
   * @param length how many bytes the source has and are reserved
   */
  static ReadAhead start(InputStream source, int length, ReadReservation memory) {
    ReadAhead ahead = new ReadAhead(source, length, memory);
    Thread.ofVirtual().start(ahead::fetch);
    return ahead;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    lock.lock();
    try {
      awaitBytes();
      if (position == filled) {
        return -1;
      }
      int within = (int) (position % MemoryBudget.CHUNK);
      long readable = Math.min(filled - position, MemoryBudget.CHUNK - within);
      int count = (int) Math.min(readable, length);
      byte[] chunk = chunks.get((int) (position / MemoryBudget.CHUNK));
      System.arraycopy(chunk, within, buffer, offset, count);
      position += count;
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closeSource();
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      releaseWhenOver();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a blocked read of the fetching thread. */
  private void closeSource() {
    try {
      source.close();
    } catch (IOException e) {
      throw new AssertionError("our own streams close without a failure", e);
    }
  }

  private void awaitBytes() throws IOException {
    long nanos = LONGEST_WAIT;
    try {
      while (position == filled && !ended && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.UNAVAILABLE, "interrupted", e);
    }
    if (closed || (position == filled && !ended)) {
      throw new StorageException(Kind.UNAVAILABLE, "the download was closed");
    }
    if (position == filled && failure != null) {
      throw failure;
    }
  }

  private void fetch() {
    try (source) {
      for (int left = length; left > 0; ) {
        byte[] chunk = new byte[Math.min(MemoryBudget.CHUNK, left)];
        add(chunk);
        fill(chunk);
        left -= chunk.length;
      }
      end(null);
    } catch (IOException e) {
      end(e);
    } catch (RuntimeException | Error e) {
      end(new StorageException(Kind.UNAVAILABLE, "reading ahead failed", e));
    }
  }

  private void fill(byte[] chunk) throws IOException {
    for (int used = 0; used < chunk.length; ) {
      int count = source.read(chunk, used, chunk.length - used);
      if (count < 0) {
        throw new EOFException("a range ended early");
      }
      used += count;
      advance(count);
    }
  }

  private void add(byte[] chunk) {
    lock.lock();
    try {
      chunks.add(chunk);
    } finally {
      lock.unlock();
    }
  }

  private void advance(int count) {
    lock.lock();
    try {
      filled += count;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end(@Nullable IOException with) {
    lock.lock();
    try {
      failure = with;
      ended = true;
      changed.signalAll();
      releaseWhenOver();
    } finally {
      lock.unlock();
    }
  }

  private void releaseWhenOver() {
    if (ended && closed) {
      chunks.clear();
      memory.close();
    }
  }
}

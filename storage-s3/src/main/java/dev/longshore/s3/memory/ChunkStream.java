package dev.longshore.s3.memory;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** Reads the first bytes of a list of chunks, without copying them first; one thread. */
final class ChunkStream extends InputStream {
  private final List<byte[]> chunks;
  private final long length;
  private long position;
  private long marked;

  ChunkStream(List<byte[]> chunks, long length) {
    this.chunks = chunks;
    this.length = length;
  }

  @Override
  public int read() {
    if (position == length) {
      return -1;
    }
    byte value = chunks.get(index())[within()];
    position++;
    return value & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, target.length);
    if (count == 0) {
      return 0;
    }
    if (position == length) {
      return -1;
    }
    int readable =
        (int) Math.min(Math.min(count, MemoryBudget.CHUNK - within()), length - position);
    System.arraycopy(chunks.get(index()), within(), target, offset, readable);
    position += readable;
    return readable;
  }

  @Override
  public int available() {
    return (int) Math.min(length - position, Integer.MAX_VALUE);
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public synchronized void mark(int limit) {
    marked = position;
  }

  @Override
  public synchronized void reset() {
    position = marked;
  }

  private int index() {
    return (int) (position / MemoryBudget.CHUNK);
  }

  private int within() {
    return (int) (position % MemoryBudget.CHUNK);
  }
}

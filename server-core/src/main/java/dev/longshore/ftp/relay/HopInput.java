package dev.longshore.ftp.relay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;

/**
 * What comes over a hop, buffered: the frames of one data connection after the other, and what is
 * said between them. One thread reads at a time; a time-out of the socket loses nothing.
 */
final class HopInput extends InputStream {
  /** To copy so much from the buffer costs more than a call of the kernel for it. */
  static final int LARGE = 32 * 1024;

  private static final int FULL = Frame.HEADER + Frame.MOST;

  private final InputStream raw;

  /** Grows as a {@link Room} does: an idle hop needs little. */
  private ByteBuffer buffer = ByteBuffer.allocate(Room.FIRST).limit(0);

  private boolean wasFull;

  private IntPredicate mayGrow = _ -> false;

  HopInput(InputStream raw) {
    this.raw = raw;
  }

  /**
   * A data connection begins.
   *
   * @param more whether so many bytes more may be taken for it
   */
  void begin(IntPredicate more) {
    mayGrow = more;
  }

  /** It is over, and a hop that is idle needs little. */
  void rest() {
    mayGrow = _ -> false;
    wasFull = false;
    if (buffer.capacity() > Room.FIRST && buffer.remaining() <= Room.FIRST) {
      buffer = ByteBuffer.allocate(Room.FIRST).put(buffer).flip();
    }
  }

  @Override
  public int read() throws IOException {
    return fill(1) ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining() && length >= LARGE) {
      return raw.read(to, offset, length);
    }
    if (!fill(1)) {
      return -1;
    }
    int n = Math.min(buffer.remaining(), length);
    buffer.get(to, offset, n);
    return n;
  }

  @Override
  public int available() throws IOException {
    return buffer.remaining() + raw.available();
  }

  /**
   * The next four bytes.
   *
   * @param alone leaves what comes behind them where it is, for a large read
   */
  int header(boolean alone) throws IOException {
    if (!fill(Frame.HEADER, alone)) {
      throw new IOException("the replica at the other end of the relay was lost");
    }
    return buffer.getInt();
  }

  /** Whether so many bytes can be read without a call of the kernel. */
  boolean isBuffered(int bytes) {
    return buffer.remaining() >= bytes;
  }

  private boolean fill(int least) throws IOException {
    return fill(least, false);
  }

  /**
   * False where the connection ends before.
   *
   * @param alone reads no more than that
   */
  private boolean fill(int least, boolean alone) throws IOException {
    if (buffer.remaining() >= least) {
      return true;
    }
    buffer.compact();
    if (wasFull && buffer.capacity() < FULL && mayGrow.test(FULL - Room.FIRST)) {
      buffer = ByteBuffer.allocate(FULL).put(buffer.flip());
    }
    int most = alone ? least : buffer.capacity();
    try {
      while (buffer.position() < least) {
        int n = raw.read(buffer.array(), buffer.position(), most - buffer.position());
        if (n < 0) {
          return false;
        }
        buffer.position(buffer.position() + n);
      }
      return true;
    } finally {
      wasFull = buffer.position() == buffer.capacity();
      buffer.flip();
    }
  }
}

package dev.longshore.ftp.relay;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;

/**
 * The bytes of one data connection out of a hop's frames. It ends at END alone. One thread reads at
 * a time.
 */
final class FrameInput extends InputStream {
  private final HopInput hop;

  /** What is still to come of the frame that has begun. */
  private int left;

  private volatile boolean ended;

  FrameInput(HopInput hop) {
    this.hop = hop;
  }

  /** Whether END was read. */
  boolean ended() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    return begin(length >= HopInput.LARGE)
        ? passed(hop.read(to, offset, Math.min(left, length)))
        : -1;
  }

  /**
   * Reads what has come, of as many frames as that is, so that it can be written at once; waits for
   * the first byte alone.
   *
   * @return how many bytes, and -1 at the end
   */
  int readAll(byte[] to, int offset, int length) throws IOException {
    int n = 0;
    while (n < length && (n == 0 || hop.isBuffered(left > 0 ? 1 : Frame.HEADER + 1))) {
      if (!begin(false)) {
        return n == 0 ? -1 : n;
      }
      n += passed(hop.read(to, offset + n, Math.min(left, length - n)));
    }
    return n;
  }

  /** Never more than there is, and maybe less. */
  @Override
  public int available() throws IOException {
    if (left > 0) {
      return Math.min(left, hop.available());
    }
    return !ended && hop.available() > Frame.HEADER ? 1 : 0;
  }

  /**
   * Gets into a frame of DATA; false at END.
   *
   * @param large whether much of it is read at once, so that it need not be buffered
   */
  private boolean begin(boolean large) throws IOException {
    while (left == 0) {
      if (ended) {
        return false;
      }
      int header = hop.header(large);
      switch (Frame.of(header)) {
        case DATA -> left = Frame.length(header);
        case END -> ended = true;
        case ABORT -> throw new SocketException("Connection reset");
      }
    }
    return true;
  }

  private int passed(int n) throws IOException {
    if (n < 0) {
      throw new IOException("the replica at the other end of the relay was lost");
    }
    left -= n;
    return n;
  }
}

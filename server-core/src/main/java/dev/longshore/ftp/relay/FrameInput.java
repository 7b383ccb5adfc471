package dev.longshore.ftp.relay;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one data connection out of a hop's frames. It ends at END alone. Threads that read
 * wait for each other.
 */
final class FrameInput extends InputStream {
  /** How long, and how much, of what nobody wants to have is read to the end. */
  static final Duration FAREWELL = Duration.ofSeconds(5);

  private static final long MOST_FORGOTTEN = 1 << 20;

  private final HopInput hop;
  private final ReentrantLock lock = new ReentrantLock();

  /** What is still to come of the frame that has begun. */
  private int left;

  private volatile @Nullable Frame last;
  private volatile boolean shut;

  FrameInput(HopInput hop) {
    this.hop = hop;
  }

  /** Whether all was read, to END or ABORT. */
  boolean ended() {
    return last != null;
  }

  /** Nobody reads from now on but {@link #forget}; who does so now goes on. */
  void shut() {
    shut = true;
  }

  /**
   * Reads to the end what nobody wants to have, so that the hop can carry what comes behind it;
   * waits for who still reads.
   *
   * @param socket the hop's, whose time-out it sets
   * @return false where that takes more than 5 s, or is more than 1 MiB
   */
  boolean forget(Socket socket) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    if (!lock.tryLock(FAREWELL.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    try {
      byte[] bytes = new byte[Room.FIRST];
      long most = MOST_FORGOTTEN;
      while (most > 0 && System.nanoTime() < deadline) {
        long wait = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        socket.setSoTimeout((int) Math.max(1, wait));
        if (!begin(false)) {
          return true;
        }
        most -= passed(hop.read(bytes, 0, Math.min(left, bytes.length)));
      }
      return false;
    } finally {
      lock.unlock();
    }
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
    lock.lock();
    try {
      if (shut) {
        throw new SocketException("Socket closed");
      }
      return gets(length >= HopInput.LARGE)
          ? passed(hop.read(to, offset, Math.min(left, length)))
          : -1;
    } finally {
      lock.unlock();
    }
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
      if (!gets(false)) {
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
    return !ended() && hop.available() > Frame.HEADER ? 1 : 0;
  }

  /**
   * Gets into a frame of DATA; false at END.
   *
   * @param large whether much of it is read at once, so that it need not be buffered
   */
  private boolean gets(boolean large) throws IOException {
    if (begin(large)) {
      return true;
    }
    if (last == Frame.ABORT) {
      throw new SocketException("Connection reset");
    }
    return false;
  }

  /** The same; false at ABORT too. */
  private boolean begin(boolean large) throws IOException {
    while (left == 0 && last == null) {
      int header = hop.header(large);
      Frame frame = Frame.of(header);
      if (frame == Frame.DATA) {
        left = Frame.length(header);
      } else {
        last = frame;
      }
    }
    return left > 0;
  }

  private int passed(int n) throws IOException {
    if (n < 0) {
      throw new IOException("the replica at the other end of the relay was lost");
    }
    left -= n;
    return n;
  }
}

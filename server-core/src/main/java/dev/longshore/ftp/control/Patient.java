package dev.longshore.ftp.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Reads from a socket until a moment, however slowly the bytes drip; what comes later is a {@link
 * SocketTimeoutException}. For one thread.
 */
final class Patient extends InputStream {
  private final Socket socket;
  private final long deadline;
  private boolean heard;

  Patient(Socket socket, Duration patience) {
    this.socket = socket;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw new SocketTimeoutException("the time is over");
    }
    socket.setSoTimeout((int) left);
    int count = socket.getInputStream().read(bytes, offset, length);
    heard |= count > 0;
    return count;
  }

  /** Whether there was any byte at all. */
  boolean hasHeard() {
    return heard;
  }

  /** From now on the socket waits as long as it takes. */
  void end() throws IOException {
    socket.setSoTimeout(0);
  }
}

package dev.longshore.ftp.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/** Puts the bytes of one data connection into a hop's frames. Safe for many threads. */
final class FrameOutput extends OutputStream {
  private final OutputStream hop;
  private final ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER + Frame.MOST);
  private final ReentrantLock lock = new ReentrantLock();
  private boolean ended;

  FrameOutput(OutputStream hop) {
    this.hop = hop;
  }

  /** Keeps frames back while something else is said first; for the calling thread. */
  void hold() {
    lock.lock();
  }

  void release() {
    lock.unlock();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      if (ended) {
        throw new SocketException("Socket output is shutdown");
      }
      for (int done = 0; done < length; done += Frame.MOST) {
        int n = Math.min(Frame.MOST, length - done);
        frame.clear().putInt(Frame.DATA.header(n)).put(bytes, offset + done, n);
        hop.write(frame.array(), 0, frame.position());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says END; once. */
  void end() throws IOException {
    last(Frame.END);
  }

  /** Says ABORT, if nothing was said that ended it. */
  void abort() throws IOException {
    last(Frame.ABORT);
  }

  private void last(Frame how) throws IOException {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        hop.write(frame.clear().putInt(how.header(0)).array(), 0, Frame.HEADER);
      }
    } finally {
      lock.unlock();
    }
  }
}

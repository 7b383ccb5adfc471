package dev.longshore.ftp.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Puts the bytes of one data connection into a hop's frames. Safe for many threads. */
final class FrameOutput extends OutputStream {
  private final OutputStream hop;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean ended;

  /** Where {@link #write} puts a frame together, once it is called. */
  private byte @Nullable [] room;

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
      if (room == null) {
        room = room();
      }
      for (int done = 0; done < length; done += Frame.MOST) {
        int n = Math.min(Frame.MOST, length - done);
        System.arraycopy(bytes, offset + done, room, Frame.HEADER, n);
        writeFrame(room, n);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Room for the longest frame: what is to be sent stands behind {@link Frame#HEADER} bytes. */
  static byte[] room() {
    return new byte[Frame.HEADER + Frame.MOST];
  }

  /** Writes so many bytes as one frame, without moving them: they stand in such a room. */
  void writeFrame(byte[] room, int length) throws IOException {
    lock.lock();
    try {
      if (ended) {
        throw new SocketException("Socket output is shutdown");
      }
      ByteBuffer.wrap(room).putInt(Frame.DATA.header(length));
      hop.write(room, 0, Frame.HEADER + length);
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
        hop.write(ByteBuffer.allocate(Frame.HEADER).putInt(how.header(0)).array());
      }
    } finally {
      lock.unlock();
    }
  }
}

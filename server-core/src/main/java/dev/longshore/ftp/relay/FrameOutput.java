package dev.longshore.ftp.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/** Puts the bytes of one data connection into a hop's frames. Safe for many threads. */
final class FrameOutput extends OutputStream {
  /** The kernels between an owner and a client hold as much, so that no ABORT waits behind it. */
  static final int LITTLE = 16 * 1024;

  private final OutputStream hop;
  private final IntPredicate mayGrow;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean ended;
  private boolean shut;
  private long written;

  /** Where {@link #write} puts a frame together. */
  private byte[] room = new byte[0];

  /**
   * @param mayGrow whether it may take so many bytes for frames that are long
   */
  FrameOutput(OutputStream hop, IntPredicate mayGrow) {
    this.hop = hop;
    this.mayGrow = mayGrow;
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
      makeRoom(length);
      int most = room.length - Frame.HEADER;
      for (int done = 0; done < length; done += most) {
        int n = Math.min(most, length - done);
        System.arraycopy(bytes, offset + done, room, Frame.HEADER, n);
        writeFrame(room, n);
      }
    } finally {
      lock.unlock();
    }
  }

  private void makeRoom(int length) {
    boolean large = room.length == Frame.HEADER + Frame.MOST;
    if (!large && length > Room.FIRST && mayGrow.test(Frame.MOST - Room.FIRST)) {
      room = new byte[Frame.HEADER + Frame.MOST];
    } else if (room.length == 0) {
      room = new byte[Frame.HEADER + Room.FIRST];
    }
  }

  /**
   * Writes so many bytes as one frame, without moving them: they stand behind {@link Frame#HEADER}
   * bytes that are free.
   */
  void writeFrame(byte[] room, int length) throws IOException {
    lock.lock();
    try {
      if (ended || shut) {
        throw new SocketException("Socket output is shutdown");
      }
      ByteBuffer.wrap(room).putInt(Frame.DATA.header(length));
      written += length;
      hop.write(room, 0, Frame.HEADER + length);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes no byte from now on, so that {@link #abort} can be said soon, and is not behind much that
   * a slow client has to take first. Does not wait.
   *
   * @return false where that can not be, for somebody writes, or more than {@link #LITTLE} was
   *     written, or END was said
   */
  boolean shut() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      shut = !ended && written <= LITTLE;
      return shut;
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

package dev.longshore.ftp.relay;

import java.io.IOException;
import java.util.function.IntPredicate;

/**
 * Where what has come stands until it is passed on. It begins small, for connections that move
 * nothing are many, and is as long as the longest frame once it was full. For one thread.
 */
final class Room {
  /** How much it holds at first. */
  static final int FIRST = 4 * 1024;

  private final int ahead;
  private final IntPredicate mayGrow;
  private byte[] bytes;
  private boolean wasFull;

  /**
   * @param ahead how many bytes stay free before what is read
   * @param mayGrow whether it may take so many bytes more
   */
  Room(int ahead, IntPredicate mayGrow) {
    this.ahead = ahead;
    this.mayGrow = mayGrow;
    this.bytes = new byte[ahead + FIRST];
  }

  /** As {@link java.io.InputStream#read(byte[], int, int)}. */
  @FunctionalInterface
  interface Source {
    int read(byte[] to, int offset, int length) throws IOException;
  }

  /** Reads behind what stays free; returns how many bytes, and -1 at the end. */
  int read(Source source) throws IOException {
    if (wasFull && bytes.length < ahead + Frame.MOST && mayGrow.test(Frame.MOST - FIRST)) {
      bytes = new byte[ahead + Frame.MOST];
    }
    int n = source.read(bytes, ahead, bytes.length - ahead);
    wasFull = n == bytes.length - ahead;
    return n;
  }

  byte[] bytes() {
    return bytes;
  }
}

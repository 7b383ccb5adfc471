package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.s3.memory.UploadMemory;
import java.util.zip.CRC32C;

/**
 * The part that an upload fills, with its checksum computed as bytes arrive. Used by the upload's
 * thread.
 */
final class PartBuffer {
  private static final byte[] NO_CHUNK = {};

  private final UploadMemory memory;
  private CRC32C crc = new CRC32C();
  private byte[] chunk = NO_CHUNK;
  private int position;
  private long length;

  PartBuffer(UploadMemory memory) {
    this.memory = memory;
  }

  /** How many bytes are in it. */
  long length() {
    return length;
  }

  /** Where the next {@link #room()} bytes go, from {@link #position()} on. */
  byte[] chunk() {
    return chunk;
  }

  int position() {
    return position;
  }

  int room() {
    return chunk.length - position;
  }

  /** Counts bytes that were put into {@link #chunk()}. */
  void advance(int bytes) {
    crc.update(chunk, position, bytes);
    position += bytes;
    length += bytes;
  }

  void append(byte[] bytes, int count) {
    System.arraycopy(bytes, 0, chunk, position, count);
    advance(count);
  }

  /**
   * Makes room for more; to be called with a byte in hand.
   *
   * @return false when memory is short and the part shall be cut first
   * @throws StorageException {@code BUSY} when the wait was too long
   */
  boolean grow() throws StorageException {
    byte[] next = memory.next();
    if (next == null) {
      return false;
    }
    chunk = next;
    position = 0;
    return true;
  }

  /** Whether it may not grow, and others wait for what it holds. */
  boolean isDue() {
    return room() == 0 && memory.isWhole();
  }

  /** Says that it grows no more and will be cut. */
  void filled() {
    memory.filled();
  }

  /** Ends the part and begins the next; the caller gives back the part's memory. */
  Part cut(int number) {
    Part part = new Part(number, length, crc.getValue(), memory.cut(), memory);
    crc = new CRC32C();
    chunk = NO_CHUNK;
    position = 0;
    length = 0;
    return part;
  }
}

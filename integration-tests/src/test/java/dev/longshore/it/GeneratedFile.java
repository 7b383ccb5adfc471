package dev.longshore.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * A file of any length that is nowhere: its bytes are made when they are wanted, the same each time
 * for the same seed.
 *
 * @param length in bytes
 */
record GeneratedFile(long seed, long length) {
  private static final int BLOCK = 64 << 10;

  /** Writes it all, and gives its checksum. */
  long writeTo(OutputStream out) throws IOException {
    var checksum = new CRC32C();
    byte[] block = block();
    for (long at = 0; at < length; at += BLOCK) {
      stamp(block, at);
      int size = Math.toIntExact(Math.min(BLOCK, length - at));
      checksum.update(block, 0, size);
      out.write(block, 0, size);
    }
    return checksum.getValue();
  }

  /** Its first bytes. */
  byte[] beginning(int size) throws IOException {
    var out = new ByteArrayOutputStream(size);
    new GeneratedFile(seed, size).writeTo(out);
    return out.toByteArray();
  }

  private byte[] block() {
    byte[] block = new byte[BLOCK];
    new Random(seed).nextBytes(block);
    return block;
  }

  /** Makes each block another, so that one lost or out of order is seen. */
  private static void stamp(byte[] block, long at) {
    for (int i = 0; i < Long.BYTES; i++) {
      block[i] = (byte) (at >>> (8 * i));
    }
  }

  /** What arrived somewhere. */
  record Received(long length, long checksum) {
    /** Reads to the end. */
    static Received from(InputStream in) throws IOException {
      var checksum = new CRC32C();
      byte[] buffer = new byte[BLOCK];
      long length = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        checksum.update(buffer, 0, n);
        length += n;
      }
      return new Received(length, checksum.getValue());
    }
  }
}

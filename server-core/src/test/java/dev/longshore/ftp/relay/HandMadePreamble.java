package dev.longshore.ftp.relay;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The first bytes of a connection to a relay port, as a test says, proven with the real key. */
public final class HandMadePreamble {
  private final byte[] bytes;

  private HandMadePreamble(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Makes them.
   *
   * @param kind what the connection is for, as on the wire: L or H
   */
  public static HandMadePreamble of(int version, char kind, RelayKey key) {
    ByteBuffer signed =
        ByteBuffer.allocate(32)
            .put(new byte[] {'L', 'S', 'H', 'R', (byte) version, (byte) kind, 0, 0})
            .putLong(key.id())
            .put(Preamble.freshNonce())
            .flip();
    return new HandMadePreamble(
        ByteBuffer.allocate(64).put(signed.duplicate()).put(key.preambleMac(signed)).array());
  }

  /** Reads those of another. */
  public static HandMadePreamble read(InputStream in) throws IOException {
    byte[] bytes = new byte[64];
    new DataInputStream(in).readFully(bytes);
    return new HandMadePreamble(bytes);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  byte[] nonce() {
    return Arrays.copyOfRange(bytes, 16, 32);
  }
}

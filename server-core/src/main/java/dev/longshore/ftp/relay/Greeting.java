package dev.longshore.ftp.relay;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * What a replica answers to the {@link Preamble} of a hop: who it is, proven by an HMAC over both
 * sides' nonces. 61 bytes: the version that is spoken, slot, incarnation, nonce, HMAC.
 *
 * @param version what both sides speak
 * @param slot whose passive ports it lends
 * @param incarnation which process it is
 * @param nonce never used before
 */
record Greeting(int version, int slot, long incarnation, ByteBuffer nonce) {
  private static final int SIGNED = 1 + Integer.BYTES + Long.BYTES + Preamble.NONCE;
  private static final byte[] ACCEPTOR = "acceptor".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONNECTION = "connection".getBytes(StandardCharsets.US_ASCII);

  static Greeting to(Preamble preamble, Member self) {
    return new Greeting(
        Math.min(WireVersion.OWN, preamble.version()),
        self.slot(),
        self.incarnation(),
        Preamble.freshNonce());
  }

  void write(OutputStream out, Preamble preamble) throws IOException {
    byte[] mac = preamble.key().hopMac(said(ACCEPTOR, preamble));
    out.write(ByteBuffer.allocate(SIGNED + RelayKey.MAC_LENGTH).put(signed()).put(mac).array());
    out.flush();
  }

  /**
   * Reads the answer to a preamble.
   *
   * @throws NotProven when it is not
   * @throws NotUnderstood when what it wants to speak is no version of this process
   */
  static Greeting read(InputStream in, Preamble preamble) throws IOException {
    byte[] bytes = new byte[SIGNED + RelayKey.MAC_LENGTH];
    new DataInputStream(in).readFully(bytes);
    ByteBuffer fields = ByteBuffer.wrap(bytes, 0, SIGNED);
    Greeting greeting =
        new Greeting(
            fields.get() & 0xff,
            fields.getInt(),
            fields.getLong(),
            fields.slice().asReadOnlyBuffer());
    byte[] mac = Arrays.copyOfRange(bytes, SIGNED, bytes.length);
    if (!RelayKey.same(mac, preamble.key().hopMac(greeting.said(ACCEPTOR, preamble)))) {
      throw new NotProven("its answer to a hop does not prove the relay's secret");
    }
    WireVersion.demand(greeting.version);
    return greeting;
  }

  /** Proves what the one who connected says from here on. */
  SecretKey connectionKey(Preamble preamble) {
    return preamble.key().connectionKey(said(CONNECTION, preamble));
  }

  private ByteBuffer signed() {
    return ByteBuffer.allocate(SIGNED)
        .put((byte) version)
        .putInt(slot)
        .putLong(incarnation)
        .put(nonce.duplicate())
        .flip();
  }

  private ByteBuffer said(byte[] role, Preamble preamble) {
    return ByteBuffer.allocate(role.length + Preamble.NONCE + SIGNED)
        .put(role)
        .put(preamble.nonce().duplicate())
        .put(signed())
        .flip();
  }
}

package dev.longshore.ftp.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first 64 bytes of a connection to a relay port: what it is for, and with which key, so that a
 * stranger costs neither a handshake nor memory. Who replays one gets no further, as both sides
 * prove themselves behind it.
 *
 * <p>Its layout is the same in all versions: {@code LSHR}, the {@link WireVersion} of the one who
 * connects, the kind, two bytes of nothing, the key's id, a nonce of 16 bytes, and an HMAC of these
 * 32.
 *
 * @param version the own one of whoever connects, which is next to this process' or the same
 * @param key which the one who connects has
 * @param nonce never used before
 */
public record Preamble(int version, Kind kind, RelayKey key, ByteBuffer nonce) {
  private static final int MAGIC = 0x4c534852;
  private static final int SIGNED = 32;
  static final int NONCE = 16;
  static final int LENGTH = SIGNED + RelayKey.MAC_LENGTH;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What a connection is for. */
  public enum Kind {
    /** Two replicas tell each other of themselves, over TLS. */
    LINK('L'),
    /** One hands data connections on to the other that owns their ports. */
    HOP('H');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    private static Kind of(int code) throws NotUnderstood {
      return Arrays.stream(values())
          .filter(kind -> kind.code == code)
          .findFirst()
          .orElseThrow(() -> new NotUnderstood("it connects for a purpose of " + code));
    }
  }

  /** The beginning of a new connection. */
  public static Preamble create(Kind kind, RelayKey key) {
    return new Preamble(WireVersion.OWN, kind, key, freshNonce());
  }

  static ByteBuffer freshNonce() {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    return ByteBuffer.wrap(nonce).asReadOnlyBuffer();
  }

  public void write(OutputStream out) throws IOException {
    ByteBuffer bytes = signed();
    out.write(ByteBuffer.allocate(LENGTH).put(bytes).put(key.preambleMac(signed())).array());
    out.flush();
  }

  private ByteBuffer signed() {
    return ByteBuffer.allocate(SIGNED)
        .putInt(MAGIC)
        .put((byte) version)
        .put((byte) kind.code)
        .putShort((short) 0)
        .putLong(key.id())
        .put(nonce.duplicate())
        .flip();
  }

  /**
   * Reads one, however slowly it comes.
   *
   * @return empty where it is none of a key of this keyring
   * @throws NotUnderstood when it is one, and nothing that could follow it is understood
   */
  public static Optional<Preamble> read(InputStream in, Keyring keys) throws IOException {
    byte[] bytes = in.readNBytes(LENGTH);
    if (bytes.length < LENGTH) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(bytes, 0, SIGNED);
    if (fields.getInt() != MAGIC) {
      return Optional.empty();
    }
    int version = fields.get() & 0xff;
    int kind = fields.get() & 0xff;
    fields.getShort();
    Optional<RelayKey> key = keys.find(fields.getLong());
    byte[] mac = Arrays.copyOfRange(bytes, SIGNED, LENGTH);
    if (key.isEmpty()
        || !RelayKey.same(mac, key.get().preambleMac(ByteBuffer.wrap(bytes, 0, SIGNED)))) {
      return Optional.empty();
    }
    WireVersion.with(version);
    return Optional.of(new Preamble(version, Kind.of(kind), key.get(), fields.slice()));
  }
}

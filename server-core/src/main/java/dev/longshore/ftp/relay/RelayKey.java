package dev.longshore.ftp.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What replicas prove to each other that they have: derived from a secret and the installation's
 * name by HKDF (RFC 5869), so that two installations with one secret stay apart. Immutable; the
 * secret itself is not kept.
 */
public final class RelayKey {
  private static final String MAC = "HmacSHA256";

  /** How many bytes a {@link #mac} has. */
  static final int MAC_LENGTH = 32;

  private final long id;
  private final SecretKey preamble;
  private final SecretKey hop;
  private final byte[] linkSeed;

  private RelayKey(long id, SecretKey preamble, SecretKey hop, byte[] linkSeed) {
    this.id = id;
    this.preamble = preamble;
    this.hop = hop;
    this.linkSeed = linkSeed;
  }

  /**
   * Derives it.
   *
   * @param installation what tells this installation from others that may have the same secret
   */
  static RelayKey of(String secret, String installation) {
    try {
      return new RelayKey(
          ByteBuffer.wrap(derive(secret, installation, "id", Long.BYTES)).getLong(),
          new SecretKeySpec(derive(secret, installation, "preamble", MAC_LENGTH), MAC),
          new SecretKeySpec(derive(secret, installation, "hop", MAC_LENGTH), MAC),
          derive(secret, installation, "link", 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HKDF-SHA256 or HmacSHA256", e);
    }
  }

  private static byte[] derive(String secret, String installation, String use, int length)
      throws GeneralSecurityException {
    String info = "longshore relay 1 " + use + "\0" + installation;
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.ofExtract()
                .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                .thenExpand(info.getBytes(StandardCharsets.UTF_8), length));
  }

  /** Names the key on the wire, and tells nothing of it. */
  long id() {
    return id;
  }

  /** The 32 bytes that the key pair of the links is made from. */
  public byte[] linkSeed() {
    return linkSeed.clone();
  }

  byte[] preambleMac(ByteBuffer of) {
    return mac(preamble, of);
  }

  byte[] hopMac(ByteBuffer of) {
    return mac(hop, of);
  }

  /** HMAC-SHA256 of what remains in the buffers; their positions stay. */
  static byte[] mac(SecretKey key, ByteBuffer... of) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      for (ByteBuffer part : of) {
        mac.update(part.duplicate());
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 failed", e);
    }
  }

  /** The key of one connection, which both ends of it make from what they said. */
  SecretKey connectionKey(ByteBuffer said) {
    return new SecretKeySpec(hopMac(said), MAC);
  }

  /** Compares in a time that tells nothing. */
  static boolean same(byte[] mac, byte[] other) {
    return MessageDigest.isEqual(mac, other);
  }

  @Override
  public String toString() {
    return "key %016x".formatted(id);
  }
}

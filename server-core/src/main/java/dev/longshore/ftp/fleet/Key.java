package dev.longshore.ftp.fleet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an entry of a replica's state is about.
 *
 * @param id which of the topic, at most {@value #LONGEST_ID} bytes
 */
public record Key(Topic topic, String id) {
  static final int LONGEST_ID = 100;
  private static final int HASH = 16;

  /** What replicas tell each other. */
  public enum Topic {
    /** How it stands with the replica itself. */
    STATUS('S'),
    /** Another replica, by its address, that it is linked with. */
    MEMBER('M'),
    /** The newest incarnation of a slot that it has heard of. */
    INCARNATION('I'),
    /** How many sessions a user has there. */
    SESSIONS_OF_USER('U'),
    /** How many sessions an address has there. */
    SESSIONS_OF_ADDRESS('A'),
    /** How many wrong passwords there were, and how long ago the last one. */
    WRONG_PASSWORDS('W');

    private final char code;

    Topic(char code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Optional<Topic> of(int code) {
      return Arrays.stream(values()).filter(topic -> topic.code == code).findFirst();
    }
  }

  /** Of a text of any length, which others need not learn. */
  public static Key hashed(Topic topic, String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Key(topic, HexFormat.of().formatHex(hash, 0, HASH));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}

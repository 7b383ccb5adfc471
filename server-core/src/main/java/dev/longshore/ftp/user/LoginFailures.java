package dev.longshore.ftp.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The port that counts wrong passwords beyond the session. Each count ends some time after its last
 * wrong password, which is the implementation's to know. Safe for many threads, bounded, and never
 * slow: it is asked at each login.
 *
 * <p>There is one for each replica; they tell each other of their counts.
 */
public interface LoginFailures {

  /**
   * Whose wrong passwords are counted together.
   *
   * @param client from where
   * @param user the name that was tried; empty for all names together
   */
  record Subject(Network client, Optional<String> user) {
    private static final int ID_BYTES = 16;

    /** Names it in 32 letters, and tells nothing of it. */
    String id() {
      try {
        String text = client + " " + user.map(name -> "user " + name).orElse("all");
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, ID_BYTES);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this JDK has no SHA-256", e);
      }
    }
  }

  /** Counts one more; says how many there are now. */
  int add(Subject subject);

  /** How many there were lately. */
  int count(Subject subject);

  /** Begins anew. */
  void clear(Subject subject);
}

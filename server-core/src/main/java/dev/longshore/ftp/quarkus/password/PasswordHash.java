package dev.longshore.ftp.quarkus.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * One password hash in its usual {@code $…$} form. Immutable; passwords are hashed as UTF-8, and
 * the comparison takes as long whichever byte differs. Its text never shows the hash.
 *
 * <p>The users file's identity provider asks it, on a thread that may compute for a while.
 */
public sealed interface PasswordHash permits Bcrypt, Argon2id, Pbkdf2, Sha512Crypt {

  /**
   * Reads a hash: bcrypt ({@code $2a$ $2b$ $2y$}), Argon2id ({@code $argon2id$}), PBKDF2 as passlib
   * writes it ({@code $pbkdf2-sha256$ $pbkdf2-sha512$}) or SHA-512-crypt ({@code $6$}).
   *
   * @throws IllegalArgumentException saying what is wrong without showing the hash: an unknown
   *     kind, a malformed one, or one whose check would take too much time or memory
   */
  static PasswordHash parse(String text) {
    if (text.startsWith("$2a$") || text.startsWith("$2b$") || text.startsWith("$2y$")) {
      return Bcrypt.of(text);
    }
    if (text.startsWith("$argon2id$")) {
      return Argon2id.of(text);
    }
    if (text.startsWith("$pbkdf2-sha256$") || text.startsWith("$pbkdf2-sha512$")) {
      return Pbkdf2.of(text);
    }
    if (text.startsWith("$6$")) {
      return Sha512Crypt.of(text);
    }
    throw new IllegalArgumentException(
        "not a bcrypt, Argon2id, PBKDF2 or SHA-512-crypt hash; make one with ./longshore hash");
  }

  /** What {@code ./longshore hash} makes, for no password; where there is no hash to go by. */
  static PasswordHash usualUnmatchable() {
    return Bcrypt.of("$2b$" + HashCommand.COST + "$" + ".".repeat(22 + 31));
  }

  /** Whether this is the password's hash; computes for as long as the hash's cost says. */
  boolean matches(char[] password);

  /** The kind and its cost, as {@code bcrypt cost 12}: equal for hashes whose check costs equal. */
  String method();

  /** A hash of the same kind and cost that no password has. */
  PasswordHash unmatchable();

  /** Lets {@code check} see the password as UTF-8 and wipes that copy afterwards. */
  static boolean withUtf8(char[] password, Predicate<byte[]> check) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes).clear().put(new byte[encoded.capacity()]);
    try {
      return check.test(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}

package dev.longshore.ftp.quarkus.password;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A PBKDF2 hash (RFC 8018) as passlib writes it, computed by the JDK: {@code
 * $pbkdf2-sha256$rounds$salt$digest}, both in base64 with a dot for the plus and without padding.
 */
final class Pbkdf2 implements PasswordHash {
  private static final Pattern FORM =
      Pattern.compile(
          "\\$pbkdf2-sha(256|512)\\$(\\d{1,9})\\$([./A-Za-z0-9]{11,172})\\$([./A-Za-z0-9]{43,86})");

  /** Some seconds on a usual core. */
  private static final int MAX_ROUNDS = 5_000_000;

  private final int bits;
  private final int rounds;
  private final byte[] salt;
  private final byte[] digest;

  private Pbkdf2(int bits, int rounds, byte[] salt, byte[] digest) {
    this.bits = bits;
    this.rounds = rounds;
    this.salt = salt;
    this.digest = digest;
  }

  static Pbkdf2 of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("malformed PBKDF2 hash");
    }
    int bits = Integer.parseInt(matcher.group(1));
    int rounds = Integer.parseInt(matcher.group(2));
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException(
          "PBKDF2 with " + rounds + " rounds: they are from 1 to " + MAX_ROUNDS);
    }
    byte[] digest = base64(matcher.group(4));
    if (digest.length * 8 != bits) {
      throw new IllegalArgumentException("malformed PBKDF2 hash");
    }
    return new Pbkdf2(bits, rounds, base64(matcher.group(3)), digest);
  }

  @Override
  public boolean matches(char[] password) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, bits);
    try {
      SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA" + bits);
      return MessageDigest.isEqual(factory.generateSecret(spec).getEncoded(), digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no PBKDF2 with SHA-" + bits, e);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String method() {
    return "PBKDF2 sha" + bits + " rounds " + rounds;
  }

  @Override
  public PasswordHash unmatchable() {
    byte[] random = new byte[digest.length];
    new SecureRandom().nextBytes(random);
    return new Pbkdf2(bits, rounds, salt, random);
  }

  @Override
  public String toString() {
    return method();
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text.replace('.', '+'));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("malformed PBKDF2 hash", e);
    }
  }
}

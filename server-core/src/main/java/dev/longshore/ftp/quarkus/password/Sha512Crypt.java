package dev.longshore.ftp.quarkus.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;

/** A SHA-512-crypt hash as Linux's shadow file holds it, computed by commons-codec. */
final class Sha512Crypt implements PasswordHash {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\$6\\$(?:rounds=(\\d{4,9})\\$)?[./A-Za-z0-9]{1,16}\\$)([./A-Za-z0-9]{86})");
  private static final int DEFAULT_ROUNDS = 5_000;
  private static final int MIN_ROUNDS = 1_000;

  /** Some seconds on a usual core. */
  private static final int MAX_ROUNDS = 2_000_000;

  private final String prefix;
  private final int rounds;
  private final String digest;

  private Sha512Crypt(String prefix, int rounds, String digest) {
    this.prefix = prefix;
    this.rounds = rounds;
    this.digest = digest;
  }

  static Sha512Crypt of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("malformed SHA-512-crypt hash");
    }
    int rounds = matcher.group(2) == null ? DEFAULT_ROUNDS : Integer.parseInt(matcher.group(2));
    if (rounds < MIN_ROUNDS || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException(
          "SHA-512-crypt with %d rounds: they are from %d to %d"
              .formatted(rounds, MIN_ROUNDS, MAX_ROUNDS));
    }
    return new Sha512Crypt(matcher.group(1), rounds, matcher.group(3));
  }

  @Override
  public boolean matches(char[] password) {
    return PasswordHash.withUtf8(
        password,
        bytes ->
            MessageDigest.isEqual(
                Sha2Crypt.sha512Crypt(bytes, prefix).getBytes(StandardCharsets.US_ASCII),
                (prefix + digest).getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public String method() {
    return "SHA-512-crypt rounds " + rounds;
  }

  @Override
  public PasswordHash unmatchable() {
    // No digest has a blank in it.
    return new Sha512Crypt(prefix, rounds, " ".repeat(digest.length()));
  }

  @Override
  public String toString() {
    return method();
  }
}

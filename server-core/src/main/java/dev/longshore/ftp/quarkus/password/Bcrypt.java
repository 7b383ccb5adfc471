package dev.longshore.ftp.quarkus.password;

import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * A bcrypt hash, computed by Bouncy Castle. Like every bcrypt it looks at the first 72 bytes of a
 * password only.
 */
final class Bcrypt implements PasswordHash {
  /** What bcrypt looks at. */
  static final int MAX_PASSWORD_BYTES = 72;

  private static final Pattern FORM =
      Pattern.compile("\\$(2[aby])\\$(\\d\\d)\\$[./A-Za-z0-9]{22}[./A-Za-z0-9]{31}");
  private static final int DIGEST_START = 29;
  private static final int MIN_COST = 4;

  /** Some seconds on a usual core: whoever logs in holds one of the few checks for that long. */
  private static final int MAX_COST = 16;

  private final String text;
  private final int cost;

  private Bcrypt(String text, int cost) {
    this.text = text;
    this.cost = cost;
  }

  static Bcrypt of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("malformed bcrypt hash");
    }
    int cost = Integer.parseInt(matcher.group(2));
    if (cost < MIN_COST || cost > MAX_COST) {
      throw new IllegalArgumentException(
          "bcrypt cost " + cost + " is not from " + MIN_COST + " to " + MAX_COST);
    }
    return new Bcrypt(text, cost);
  }

  /** The text of a new hash. */
  static String hash(char[] password, int cost) {
    return OpenBSDBCrypt.generate("2b", password, randomSalt(), cost);
  }

  @Override
  public boolean matches(char[] password) {
    return PasswordHash.withUtf8(password, bytes -> OpenBSDBCrypt.checkPassword(text, bytes));
  }

  @Override
  public String method() {
    return "bcrypt cost " + cost;
  }

  @Override
  public PasswordHash unmatchable() {
    // A digest of nothing but zero bits, which nobody will ever find a password for.
    return new Bcrypt(text.substring(0, DIGEST_START) + ".".repeat(31), cost);
  }

  @Override
  public String toString() {
    return method();
  }

  private static byte[] randomSalt() {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return salt;
  }
}

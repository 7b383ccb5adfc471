package dev.longshore.ftp.quarkus.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** An Argon2id hash (RFC 9106), computed by Bouncy Castle, its memory taken from the heap. */
final class Argon2id implements PasswordHash {
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$(?:v=(16|19)\\$)?m=(\\d{1,9}),t=(\\d{1,5}),p=(\\d{1,5})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
  private static final int MAX_PASSES = 16;
  private static final int MAX_LANES = 16;

  /** Two checks at once then hold a quarter of the heap, beside the half that uploads may hold. */
  private static final int HEAP_SHARE = 8;

  private final Argon2Parameters parameters;
  private final byte[] digest;

  private Argon2id(Argon2Parameters parameters, byte[] digest) {
    this.parameters = parameters;
    this.digest = digest;
  }

  static Argon2id of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("malformed Argon2id hash");
    }
    int memoryKib = Integer.parseInt(matcher.group(2));
    int passes = Integer.parseInt(matcher.group(3));
    int lanes = Integer.parseInt(matcher.group(4));
    requireAffordable(memoryKib, passes, lanes);
    boolean old = !"19".equals(matcher.group(1));
    return new Argon2id(
        parameters(
            old ? Argon2Parameters.ARGON2_VERSION_10 : Argon2Parameters.ARGON2_VERSION_13,
            memoryKib,
            passes,
            lanes,
            base64(matcher.group(5))),
        base64(matcher.group(6)));
  }

  @Override
  public boolean matches(char[] password) {
    return PasswordHash.withUtf8(
        password,
        bytes -> {
          Argon2BytesGenerator generator = new Argon2BytesGenerator();
          generator.init(parameters);
          byte[] computed = new byte[digest.length];
          generator.generateBytes(bytes, computed);
          return MessageDigest.isEqual(computed, digest);
        });
  }

  @Override
  public String method() {
    return "Argon2id m=%d t=%d p=%d"
        .formatted(parameters.getMemory(), parameters.getIterations(), parameters.getLanes());
  }

  @Override
  public PasswordHash unmatchable() {
    byte[] random = new byte[Math.max(32, digest.length)];
    new SecureRandom().nextBytes(random);
    return new Argon2id(parameters, random);
  }

  @Override
  public String toString() {
    return method();
  }

  private static void requireAffordable(int memoryKib, int passes, int lanes) {
    if (lanes < 1 || lanes > MAX_LANES || passes < 1 || passes > MAX_PASSES) {
      throw new IllegalArgumentException(
          "Argon2id with t=%d p=%d: t is from 1 to %d, p from 1 to %d"
              .formatted(passes, lanes, MAX_PASSES, MAX_LANES));
    }
    long mostKib = Runtime.getRuntime().maxMemory() / 1024 / HEAP_SHARE;
    if (memoryKib < 8 * lanes || memoryKib > mostKib) {
      throw new IllegalArgumentException(
          "Argon2id with m=%d: m is from %d to %d, an eighth of the heap"
              .formatted(memoryKib, 8 * lanes, mostKib));
    }
  }

  private static Argon2Parameters parameters(
      int version, int memoryKib, int passes, int lanes, byte[] salt) {
    return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
        .withVersion(version)
        .withMemoryAsKB(memoryKib)
        .withIterations(passes)
        .withParallelism(lanes)
        .withSalt(salt)
        .build();
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("malformed Argon2id hash", e);
    }
  }
}

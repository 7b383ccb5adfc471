package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.password.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords were right within the last minutes, so that a client that logs in for each file
 * pays for one hash and not for each. Safe for many threads; {@link UsersFileProvider} asks it.
 *
 * <p>It keeps no password but a keyed hash of name and password, whose random key ends with the
 * process. Only a match is quick: what is remembered can not be guessed at faster than the users
 * file's hash allows. It knows one password for each hash of the users file, by the hash's id, so
 * that another hash in the file is another question.
 */
final class RememberedPasswords {
  private static final String ALGORITHM = "HmacSHA256";

  /** As many hashes as are in a large users file; beyond that the oldest is forgotten. */
  private static final int MOST = 10_000;

  /**
   * What is remembered of a password, and asked for.
   *
   * @param passwordId of the hash that the password may be the right one for
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by holds, in constant time
  record Proof(String passwordId, byte[] code) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Verified(byte[] code, long at) {}

  private final Duration time;
  private final LongSupplier nanos;
  private final SecretKey key = randomKey();

  /** By the id of the hash; the one that was verified first comes first. */
  private final Map<String, Verified> verified = new LinkedHashMap<>();

  /**
   * @param time for how long; zero remembers nothing
   * @param nanos the time that passes, as {@link System#nanoTime}
   */
  RememberedPasswords(Duration time, LongSupplier nanos) {
    this.time = time;
    this.nanos = nanos;
  }

  /** What would be remembered if this were the password of that hash. */
  Proof proof(String name, String passwordId, char[] password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(passwordId.getBytes(StandardCharsets.US_ASCII));
      mac.update(name.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0); // which no name has in it
      PasswordHash.withUtf8(
          password,
          bytes -> {
            mac.update(bytes);
            return true;
          });
      return new Proof(passwordId, mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }

  /** Whether this was verified, not too long ago. */
  synchronized boolean holds(Proof proof) {
    @Nullable Verified known = verified.get(proof.passwordId());
    if (known == null) {
      return false;
    }
    if (nanos.getAsLong() - known.at() >= time.toNanos()) {
      verified.remove(proof.passwordId());
      return false;
    }
    return MessageDigest.isEqual(known.code(), proof.code());
  }

  /** The hash has been computed, and is the password's. */
  synchronized void add(Proof proof) {
    if (time.isZero()) {
      return;
    }
    verified.remove(proof.passwordId());
    verified.put(proof.passwordId(), new Verified(proof.code(), nanos.getAsLong()));
    if (verified.size() > MOST) {
      verified.remove(verified.keySet().iterator().next());
    }
  }

  /** The users file has changed: what belongs to none of these hashes is forgotten. */
  synchronized void keepOnly(Set<String> passwordIds) {
    verified.keySet().retainAll(passwordIds);
  }

  /** How many are remembered, the outdated ones among them. */
  synchronized int size() {
    return verified.size();
  }

  private static SecretKey randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      return new SecretKeySpec(key, ALGORITHM);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}

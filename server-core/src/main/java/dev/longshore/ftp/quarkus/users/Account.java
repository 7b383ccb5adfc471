package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.password.PasswordHash;
import dev.longshore.ftp.user.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One entry of the users file.
 *
 * @param secrets any of which is right; at least one
 * @param admission what has to be so beside a right password
 */
record Account(List<Secret> secrets, Admission admission) {

  /**
   * One password of a user.
   *
   * @param user whom it logs in; of each secret an object of its own, so that a session tells by
   *     which of them it began
   * @param hash empty where whatever is sent is right
   * @param id differs where the name or the password's hash does, and tells nothing of it
   */
  record Secret(User user, Optional<PasswordHash> hash, String id) {

    /**
     * The secret with this hash.
     *
     * @throws IllegalArgumentException as {@link PasswordHash#parse} does
     */
    static Secret of(User user, String hash) {
      return new Secret(
          user.twin(), Optional.of(PasswordHash.parse(hash)), digest(user.name() + '\n' + hash));
    }

    /** Any password, of somebody who is anonymous. */
    static Secret any(User user) {
      return new Secret(user.twin(), Optional.empty(), digest(user.name() + "\nany"));
    }
  }

  Account {
    secrets = List.copyOf(secrets);
  }

  /** Whom the first secret logs in. */
  User user() {
    return secrets.getFirst().user();
  }

  /** The secret of one who needs none. */
  Optional<Secret> open() {
    return secrets.stream().filter(secret -> secret.hash().isEmpty()).findFirst();
  }

  String name() {
    return user().name();
  }

  private static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}

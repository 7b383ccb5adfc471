package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.password.PasswordHash;
import dev.longshore.ftp.user.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One entry of the users file.
 *
 * @param passwordId differs where the name or the password's hash does, and tells nothing of it
 */
record Account(User user, PasswordHash password, String passwordId) {

  /**
   * The account with this hash.
   *
   * @throws IllegalArgumentException as {@link PasswordHash#parse} does
   */
  static Account of(User user, String hash) {
    return new Account(user, PasswordHash.parse(hash), id(user.name() + '\n' + hash));
  }

  private static String id(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}

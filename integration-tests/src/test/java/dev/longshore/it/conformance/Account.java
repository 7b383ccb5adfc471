package dev.longshore.it.conformance;

import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Who can log in; all but one have the same home. */
enum Account {
  /** May do everything. */
  DEMO(Users.NAME, Users.PASSWORD),
  /** May do everything too. */
  OTHER("other", "another password"),
  READER("reader", "reader", "list, read"),
  /** May send new files, and not see or replace any. */
  SENDER("sender", "sender", "write"),
  /** May do all but replace. */
  KEEPER("keeper", "keeper", "list, read, write, delete, rename, make-directory"),
  /** May send new files into directories that are made for them; text only where it says so. */
  CAMERA("camera", "camera", "write, make-directory", "ascii: on-request", "missing-parents: make"),
  /** Has an empty password. */
  NONE("none", ""),
  /** Names and passwords that are not changed on the way. */
  AT("user@example.com", " spaces around "),
  BACKSLASH("DOMAIN\\user", "100%25 %s %n"),
  PIPE("a|b", "-begins with a minus"),
  BLANK("two words", "ünïcödé 中文"),
  UMLAUT("jürgen", "x".repeat(64) + "y".repeat(64)),
  /** Its clients do not know UTF-8. */
  LATIN("latin", "latin", Account.ALL, "charset: windows-1252"),
  /** Must use TLS, whatever the gateway's setting. */
  ENCRYPTED("encrypted", "encrypted", Account.ALL, "tls: required"),
  /** Its data connections must resume the control connection's session. */
  BOUND("bound", "bound", Account.ALL, "session-binding: require"),
  /** Has a home below a prefix. */
  JAILED("jailed", "jailed");

  /** The prefix that is the home of {@link #JAILED}. */
  static final String JAIL = "jail";

  private static final String ALL = "list, read, write, overwrite, delete, rename, make-directory";

  private final String user;
  private final String password;
  private final String permissions;
  private final String further;

  Account(String user, String password) {
    this(user, password, Account.ALL);
  }

  /**
   * @param further lines of the users file
   */
  Account(String user, String password, String permissions, String... further) {
    this.user = user;
    this.password = password;
    this.permissions = permissions;
    this.further =
        Arrays.stream(further).map(line -> "  " + line + "\n").collect(Collectors.joining());
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  /** Whether a login in the clear is refused. */
  boolean needsTls() {
    return this == ENCRYPTED || this == BOUND;
  }

  /** Writes the users file of all of them. */
  static Path write(Path directory, String bucket) throws IOException {
    String users =
        Arrays.stream(values()).map(each -> each.entry(bucket)).collect(Collectors.joining());
    return Files.writeString(directory.resolve("users.yaml"), users);
  }

  private String entry(String bucket) {
    return """
        - name: '%s'
          password: %s
          permissions: [%s]
          home:
            - {entry: /, target: /%s}
        """
            .formatted(user, hash(), permissions, this == JAILED ? bucket + "/" + JAIL : bucket)
        + further;
  }

  /** One round, since hundreds of cases log in. */
  private String hash() {
    try {
      byte[] salt = ("salt of " + user).getBytes(StandardCharsets.UTF_8);
      var spec = new PBEKeySpec(password.toCharArray(), salt, 1, 256);
      byte[] digest =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return "$pbkdf2-sha256$1$" + base64(salt) + "$" + base64(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes).replace('+', '.');
  }
}

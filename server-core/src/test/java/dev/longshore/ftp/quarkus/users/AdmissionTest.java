package dev.longshore.ftp.quarkus.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.user.AuthResult;
import dev.longshore.ftp.user.User;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in beside the password: when, from where, by which of several passwords. */
class AdmissionTest {
  private static final String PASSWORD = "grün & 7";
  private static final String OTHER_PASSWORD = "x".repeat(72);
  private static final String BOB = UsersYamlTest.user("bob", "/bucket");
  private static final String HERE = "192.0.2.1";
  private static final AuthResult WRONG = AuthResult.Refused.wrongPassword();

  @TempDir Path folder;
  private Instant now = Instant.parse("2027-01-31T12:00:00Z");
  private final PasswordChecks checks =
      new PasswordChecks(new PasswordChecks.Limits(1, 100, 100, Duration.ofSeconds(30)));

  @AfterEach
  void close() {
    checks.close();
  }

  @Test
  void whoIsNotEnabledIsRefusedAndTheLogSaysWhy() throws Exception {
    SecurityAuthenticator logins = logins(open(BOB + "  enabled: false\n"));
    assertThat(login(logins, PASSWORD, HERE))
        .isEqualTo(AuthResult.Refused.of("the user is not enabled"));
    assertThat(login(logins, "wrong", HERE)).isEqualTo(WRONG);
    assertThat(login(logins(open(BOB + "  enabled: true\n")), PASSWORD, HERE))
        .isInstanceOf(AuthResult.Accepted.class);
  }

  @Test
  void aUserComesFromTheAllowedNetworksOnly() throws Exception {
    SecurityAuthenticator logins =
        logins(open(BOB + "  allowed-networks: [192.0.2.0/24, '2001:db8::/32']\n"));
    AuthResult elsewhere = AuthResult.Refused.of("the user may not come from this address");
    assertThat(login(logins, PASSWORD, HERE)).isInstanceOf(AuthResult.Accepted.class);
    assertThat(login(logins, PASSWORD, "2001:db8::7")).isInstanceOf(AuthResult.Accepted.class);
    assertThat(login(logins, PASSWORD, "198.51.100.1")).isEqualTo(elsewhere);
    assertThat(login(logins, "wrong", "198.51.100.1")).isEqualTo(WRONG);
  }

  /** Or it would say at once that the password is right. */
  @Test
  void aPasswordThatIsRememberedDoesNotHelpWhoIsNotAdmitted() throws Exception {
    SecurityAuthenticator logins = logins(open(BOB + "  allowed-networks: [192.0.2.0/24]\n"));
    assertThat(login(logins, PASSWORD, HERE)).isInstanceOf(AuthResult.Accepted.class);
    assertThat(checks.computed()).isEqualTo(1);
    login(logins, PASSWORD, "198.51.100.1");
    login(logins, PASSWORD, "198.51.100.1");
    assertThat(checks.computed()).isEqualTo(3);
  }

  @Test
  void aUserExpiresAtTheEndOfTheDayInUtcAndItsSessionsEnd() throws Exception {
    UsersFile users = open(BOB + "  expires: 2027-01-31\n");
    SecurityAuthenticator logins = logins(users);
    now = Instant.parse("2027-01-31T23:59:59.999Z");
    User bob = accepted(login(logins, PASSWORD, HERE));
    assertThat(users.isCurrent(bob)).isTrue();
    now = Instant.parse("2027-02-01T00:00:00Z");
    assertThat(users.isCurrent(bob)).isFalse();
    assertThat(login(logins, PASSWORD, HERE))
        .isEqualTo(AuthResult.Refused.of("the user has expired"));
  }

  @Test
  void aUserMayExpireAtAMoment() throws Exception {
    UsersFile users = open(BOB + "  expires: 2027-01-31T18:00+02:00\n");
    User bob = accepted(login(logins(users), PASSWORD, HERE));
    now = Instant.parse("2027-01-31T15:59:59Z");
    assertThat(users.isCurrent(bob)).isTrue();
    now = Instant.parse("2027-01-31T16:00:00Z");
    assertThat(users.isCurrent(bob)).isFalse();
  }

  @Test
  void whoIsNotEnabledAnyMoreIsNotCurrent() throws Exception {
    UsersFile users = open(BOB);
    User bob = accepted(login(logins(users), PASSWORD, HERE));
    change(users, BOB + "  enabled: false\n");
    assertThat(users.isCurrent(bob)).isFalse();
    change(users, BOB);
    assertThat(users.isCurrent(bob)).as("the password is the same").isTrue();
  }

  @Test
  void anyOfSeveralPasswordsIsRight() throws Exception {
    SecurityAuthenticator logins = logins(open(both()));
    for (int i = 0; i < 2; i++) {
      assertThat(login(logins, PASSWORD, HERE)).isInstanceOf(AuthResult.Accepted.class);
      assertThat(login(logins, OTHER_PASSWORD, HERE)).isInstanceOf(AuthResult.Accepted.class);
    }
    assertThat(checks.computed()).as("both are remembered").isEqualTo(2);
    assertThat(login(logins, "wrong", HERE)).isEqualTo(WRONG);
  }

  @Test
  void whenOneOfSeveralPasswordsIsRemovedItsSessionsEndAndTheOthersStay() throws Exception {
    UsersFile users = open(BOB);
    SecurityAuthenticator logins = logins(users);
    User before = accepted(login(logins, PASSWORD, HERE));
    change(users, both());
    assertThat(users.isCurrent(before)).isTrue();
    User byOld = accepted(login(logins, PASSWORD, HERE));
    User byNew = accepted(login(logins, OTHER_PASSWORD, HERE));
    change(users, BOB.replace(UsersYamlTest.HASH, UsersFileTest.OTHER_HASH));
    assertThat(users.isCurrent(before)).isFalse();
    assertThat(users.isCurrent(byOld)).isFalse();
    assertThat(users.isCurrent(byNew)).isTrue();
    assertThat(login(logins, PASSWORD, HERE)).isEqualTo(WRONG);
  }

  private static String both() {
    return BOB.replace(
        "password: " + UsersYamlTest.HASH,
        "passwords: [%s, %s]".formatted(UsersFileTest.OTHER_HASH, UsersYamlTest.HASH));
  }

  private UsersFile open(String content) throws IOException, InvalidUsersFile {
    return UsersFile.open(Files.writeString(folder.resolve("users.yaml"), content), () -> now);
  }

  private void change(UsersFile users, String content) throws IOException {
    Files.writeString(folder.resolve("users.yaml"), content);
    users.look();
    users.look();
  }

  private SecurityAuthenticator logins(UsersFile users) {
    var remembered = new RememberedPasswords(Duration.ofMinutes(5), System::nanoTime);
    return SecurityAuthenticatorTest.authenticator(
        new UsersFileProvider(users, checks, remembered, () -> now), users, Optional.empty());
  }

  private static AuthResult login(SecurityAuthenticator logins, String password, String from) {
    return logins.authenticate("bob", password.toCharArray(), InetAddress.ofLiteral(from));
  }

  private static User accepted(AuthResult result) {
    assertThat(result).isInstanceOf(AuthResult.Accepted.class);
    return ((AuthResult.Accepted) result).user();
  }
}

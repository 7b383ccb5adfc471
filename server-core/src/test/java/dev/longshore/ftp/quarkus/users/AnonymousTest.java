package dev.longshore.ftp.quarkus.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.user.AuthResult;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymousTest {
  private static final String ANONYMOUS =
      """
      - name: anonymous
        anonymous: true
        home: [{entry: /, target: "/bucket/public/${user}"}]
      """;

  @TempDir Path folder;
  private final PasswordChecks checks =
      new PasswordChecks(new PasswordChecks.Limits(1, 100, 100, Duration.ofSeconds(30)));

  @AfterEach
  void close() {
    checks.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"anonymous", "ftp", "Anonymous", "FTP"})
  void anyPasswordLogsInByEitherName(String name) throws Exception {
    SecurityAuthenticator logins = logins(open(ANONYMOUS));
    for (String password : new String[] {"", "guest@example.com", "mozilla@"}) {
      assertThat(login(logins, name, password))
          .isInstanceOfSatisfying(
              AuthResult.Accepted.class,
              accepted -> {
                User user = accepted.user();
                assertThat(user.name()).isEqualTo("anonymous");
                assertThat(user.permissions())
                    .containsExactlyInAnyOrder(Permission.LIST, Permission.READ);
                assertThat(user.home())
                    .containsExactly(new HomeMapping("/", "/bucket/public/anonymous"));
              });
    }
    assertThat(checks.computed()).isZero();
  }

  @Test
  void moreThanReadingHasToBeSaid() throws Exception {
    SecurityAuthenticator logins = logins(open(ANONYMOUS + "  permissions: [write]\n"));
    assertThat(login(logins, "ftp", "x"))
        .isInstanceOfSatisfying(
            AuthResult.Accepted.class,
            accepted -> assertThat(accepted.user().permissions()).containsOnly(Permission.WRITE));
  }

  @Test
  void whoIsNotInTheFileStillPaysForAHash() throws Exception {
    SecurityAuthenticator logins = logins(open(ANONYMOUS));
    assertThat(login(logins, "bob", "x")).isEqualTo(AuthResult.Refused.wrongPassword());
    assertThat(checks.computed()).isEqualTo(1);
  }

  @Test
  void withoutTheKeyNobodyIsAnonymous() throws Exception {
    SecurityAuthenticator logins = logins(open(UsersYamlTest.user("anonymous", "/bucket")));
    for (String name : new String[] {"anonymous", "ftp", "Anonymous"}) {
      assertThat(login(logins, name, "guest@example.com"))
          .isEqualTo(AuthResult.Refused.wrongPassword());
    }
  }

  @Test
  void aUserWhoseNameIsFtpIsHimself() throws Exception {
    SecurityAuthenticator logins = logins(open(ANONYMOUS + UsersYamlTest.user("ftp", "/bucket")));
    assertThat(login(logins, "ftp", "guest@example.com"))
        .isEqualTo(AuthResult.Refused.wrongPassword());
    assertThat(login(logins, "anonymous", "guest@example.com"))
        .isInstanceOf(AuthResult.Accepted.class);
  }

  @Test
  void anonymousUsersCanBeKeptToANetworkAndEndWhenTheKeyGoes() throws Exception {
    UsersFile users = open(ANONYMOUS + "  allowed-networks: [192.0.2.0/24]\n");
    SecurityAuthenticator logins = logins(users);
    assertThat(login(logins, "ftp", "x"))
        .isEqualTo(AuthResult.Refused.of("the user may not come from this address"));
    AuthResult result = logins.authenticate("ftp", new char[0], InetAddress.ofLiteral("192.0.2.1"));
    assertThat(result).isInstanceOf(AuthResult.Accepted.class);
    User user = ((AuthResult.Accepted) result).user();
    assertThat(users.isCurrent(user)).isTrue();
    Files.writeString(
        folder.resolve("users.yaml"), UsersYamlTest.user("anonymous", "/bucket/public"));
    users.look();
    users.look();
    assertThat(users.isCurrent(user)).isFalse();
  }

  private UsersFile open(String content) throws IOException, InvalidUsersFile {
    return UsersFile.open(Files.writeString(folder.resolve("users.yaml"), content));
  }

  private SecurityAuthenticator logins(UsersFile users) {
    var remembered = new RememberedPasswords(Duration.ofMinutes(5), System::nanoTime);
    return SecurityAuthenticatorTest.authenticator(
        new UsersFileProvider(users, checks, remembered, InstantSource.system()),
        users,
        Optional.empty());
  }

  private static AuthResult login(SecurityAuthenticator logins, String name, String password) {
    return logins.authenticate(name, password.toCharArray(), InetAddress.getLoopbackAddress());
  }
}

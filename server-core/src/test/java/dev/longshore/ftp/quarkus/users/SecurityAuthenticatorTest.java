package dev.longshore.ftp.quarkus.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.quarkus.password.PasswordHash;
import dev.longshore.ftp.user.AuthResult;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Network;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.AnonymousIdentityProvider;
import io.quarkus.security.runtime.QuarkusIdentityProviderManagerImpl;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityAuthenticatorTest {
  private static final String PASSWORD = "grün & 7";
  private static final String SLOW = // most of a second
      "$2b$13$abcdefghijklmnopqrstuuYM.wgrqyHeE7ty86warwXpc6lYUMF9q";

  private static final Network CLIENT = Network.of(InetAddress.getLoopbackAddress());

  @TempDir Path folder;
  private UsersFile users;
  private PasswordChecks checks = checks(2, 100, Duration.ofSeconds(30));

  @BeforeEach
  void open() throws IOException, InvalidUsersFile {
    Path file = folder.resolve("users.yaml");
    users = UsersFile.open(Files.writeString(file, UsersYamlTest.user("bob", "/bucket")));
  }

  @AfterEach
  void close() {
    checks.close();
  }

  @Test
  void theRightPasswordGivesTheUserOfTheFile() {
    assertThat(login("bob", PASSWORD))
        .isEqualTo(new AuthResult.Accepted(users.accounts().find("bob").orElseThrow().user()));
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreRefusedAlike() {
    assertThat(login("bob", "wrong")).isEqualTo(AuthResult.Refused.wrongPassword());
    assertThat(login("bob", "")).isEqualTo(AuthResult.Refused.wrongPassword());
    assertThat(login("nobody", PASSWORD)).isEqualTo(AuthResult.Refused.wrongPassword());
    assertThat(login("", PASSWORD)).isEqualTo(AuthResult.Refused.wrongPassword());
  }

  @Test
  void anUnknownNameTakesAsLongAsAWrongPassword() throws Exception {
    String slow = UsersYamlTest.user("bob", "/b").replace("$04$", "$11$");
    String quick = UsersYamlTest.user("eve", "/b");
    Path file = Files.writeString(folder.resolve("slow"), slow + slow.replace("bob", "al") + quick);
    UsersFile slowUsers = UsersFile.open(file);
    SecurityAuthenticator authenticator = authenticator(slowUsers, Optional.empty());
    long wrong = fastest(() -> login(authenticator, "bob", "wrong"));
    long unknown = fastest(() -> login(authenticator, "nobody", "wrong"));
    long cheap = fastest(() -> login(authenticator, "eve", "wrong"));

    assertThat(unknown).isBetween(wrong / 3, wrong * 3).isGreaterThan(cheap * 3);
  }

  @Test
  void aLoginThatWaitsTooLongForItsTurnIsToldSo() {
    checks.close();
    checks = checks(1, 1, Duration.ofMillis(200));
    var running = checks.check(CLIENT, SecurityAuthenticatorTest::slow);

    assertThat(login("bob", PASSWORD))
        .isInstanceOfSatisfying(
            AuthResult.Unavailable.class,
            unavailable ->
                assertThat(unavailable.reason()).contains("longshore.limits.password-checks"));
    assertThat(running).as("was in its way").isDone();
  }

  @Test
  void noMoreLoginsWaitThanTheLimit() {
    checks.close();
    checks = checks(1, 1, Duration.ofSeconds(30));
    var running = checks.check(CLIENT, SecurityAuthenticatorTest::slow);
    var waiting = checks.check(CLIENT, SecurityAuthenticatorTest::slow);

    assertThat(login("bob", PASSWORD)).isInstanceOf(AuthResult.Unavailable.class);
    assertThat(running.join()).isFalse();
    assertThat(waiting.join()).isFalse();
  }

  @Test
  void anotherProvidersRolesBecomePermissionsAndTheConfiguredHomeIsItsUsers() {
    IdentityProvider<?> directory = provider(() -> identity("carol", "read", "list", "staff"));
    AuthResult result =
        login(authenticator(users, Optional.of("/bucket/${user}"), directory), "carol", "x");

    assertThat(result)
        .isInstanceOfSatisfying(
            AuthResult.Accepted.class,
            accepted -> {
              User carol = accepted.user();
              assertThat(carol.name()).isEqualTo("carol");
              assertThat(carol.permissions())
                  .containsExactlyInAnyOrder(Permission.READ, Permission.LIST);
              assertThat(carol.home()).containsExactly(new HomeMapping("/", "/bucket/carol"));
              assertThat(users.isCurrent(carol)).isTrue();
            });
  }

  @Test
  void anotherProvidersUserWithoutARoleOrAHomeIsNotLetIn() {
    IdentityProvider<?> noRole = provider(() -> identity("carol", "staff"));
    IdentityProvider<?> role = provider(() -> identity("carol", "read"));
    IdentityProvider<?> badName = provider(() -> identity("..", "read"));
    Optional<String> home = Optional.of("/bucket/${user}");

    assertThat(reason(login(authenticator(users, home, noRole), "carol", "x"))).contains("roles");
    assertThat(reason(login(authenticator(users, Optional.empty(), role), "carol", "x")))
        .contains("longshore.users.home is not set");
    assertThat(reason(login(authenticator(users, home, badName), "..", "x")))
        .contains("longshore.users.home: the name can not stand");
  }

  @Test
  void aPasswordIsInNoLogAndNoReason() {
    String secret = "s3cr3t-Passw0rd";
    IdentityProvider<?> failing =
        provider(
            () -> {
              throw new IllegalStateException("bind failed for " + secret);
            });
    try (CapturedLog log = new CapturedLog()) {
      String seen =
          login(authenticator(users, Optional.empty(), failing), "carol", secret).toString()
              + login("bob", secret)
              + login("nobody", secret);
      assertThat(seen).contains("IllegalStateException").doesNotContain(secret);
      assertThat(log.lines()).noneMatch(line -> line.contains(secret));
    }
  }

  private AuthResult login(String name, String password) {
    return login(authenticator(users, Optional.empty()), name, password);
  }

  private static AuthResult login(SecurityAuthenticator asked, String name, String password) {
    return asked.authenticate(name, password.toCharArray(), InetAddress.getLoopbackAddress());
  }

  private static PasswordChecks checks(int atOnce, int waiting, Duration longestWait) {
    return new PasswordChecks(new PasswordChecks.Limits(atOnce, waiting, waiting, longestWait));
  }

  private static boolean slow() {
    return PasswordHash.parse(SLOW).matches("x".toCharArray());
  }

  private SecurityAuthenticator authenticator(
      UsersFile file, Optional<String> home, IdentityProvider<?>... others) {
    var nothing = new RememberedPasswords(Duration.ZERO, System::nanoTime);
    return authenticator(
        new UsersFileProvider(file, checks, nothing, InstantSource.system()), file, home, others);
  }

  /** What sessions ask, over this provider and others. */
  static SecurityAuthenticator authenticator(
      UsersFileProvider provider,
      UsersFile file,
      Optional<String> home,
      IdentityProvider<?>... others) {
    Executor direct = Runnable::run;
    var manager =
        QuarkusIdentityProviderManagerImpl.builder()
            .setBlockingExecutor(direct)
            .addProvider(new AnonymousIdentityProvider())
            .addProvider(provider);
    for (IdentityProvider<?> other : others) {
      manager.addProvider(other);
    }
    return new SecurityAuthenticator(manager.build(), file, home, Duration.ofSeconds(30));
  }

  private static String reason(AuthResult result) {
    assertThat(result).isInstanceOf(AuthResult.Unavailable.class);
    return result instanceof AuthResult.Unavailable unavailable ? unavailable.reason() : "";
  }

  private static long fastest(Supplier<AuthResult> login) {
    return IntStream.range(0, 4)
        .mapToLong(
            i -> {
              long start = System.nanoTime();
              assertThat(login.get()).isEqualTo(AuthResult.Refused.wrongPassword());
              return System.nanoTime() - start;
            })
        .min()
        .orElseThrow();
  }

  private static SecurityIdentity identity(String name, String... roles) {
    var identity = QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name));
    for (String role : roles) {
      identity.addRole(role);
    }
    return identity.build();
  }

  private static IdentityProvider<UsernamePasswordAuthenticationRequest> provider(
      Supplier<SecurityIdentity> answer) {
    return new IdentityProvider<>() {
      @Override
      public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
      }

      @Override
      public Uni<SecurityIdentity> authenticate(
          UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        return Uni.createFrom().item(answer);
      }
    };
  }
}

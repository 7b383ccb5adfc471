package dev.longshore.ftp.quarkus.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.user.AuthResult;
import dev.longshore.ftp.user.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RememberedPasswordsTest {
  private static final String PASSWORD = "grün & 7";
  private static final String BOB = UsersYamlTest.user("bob", "/bucket");

  @TempDir Path folder;
  private Path file;
  private UsersFile users;
  private final AtomicLong now = new AtomicLong(-1_000);
  private final PasswordChecks checks =
      new PasswordChecks(new PasswordChecks.Limits(1, 100, 100, Duration.ofSeconds(30)));

  @BeforeEach
  void open() throws IOException, InvalidUsersFile {
    file = Files.writeString(folder.resolve("users.yaml"), BOB);
    users = UsersFile.open(file);
  }

  @AfterEach
  void close() {
    checks.close();
  }

  @Test
  void theSecondLoginComputesNoHash() {
    SecurityAuthenticator logins = logins(Duration.ofMinutes(5));
    assertThat(accepted(logins, PASSWORD)).isTrue();
    assertThat(accepted(logins, PASSWORD)).isTrue();
    assertThat(checks.computed()).isEqualTo(1);
  }

  @Test
  void aWrongPasswordAndAnUnknownNameCostAHashEachTime() {
    SecurityAuthenticator logins = logins(Duration.ofMinutes(5));
    assertThat(accepted(logins, PASSWORD)).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(accepted(logins, "wrong")).isFalse();
      assertThat(login(logins, "nobody", PASSWORD)).isFalse();
    }
    assertThat(checks.computed()).isEqualTo(7);
  }

  @Test
  void aPasswordIsForgottenAfterItsTime() {
    SecurityAuthenticator logins = logins(Duration.ofMinutes(5));
    assertThat(accepted(logins, PASSWORD)).isTrue();
    now.addAndGet(Duration.ofMinutes(5).toNanos() - 1);
    assertThat(accepted(logins, PASSWORD)).isTrue();
    assertThat(checks.computed()).isEqualTo(1);
    now.addAndGet(1);
    assertThat(accepted(logins, PASSWORD)).isTrue();
    assertThat(checks.computed()).as("a match does not prolong it").isEqualTo(2);
  }

  @Test
  void withoutATimeNothingIsRemembered() {
    SecurityAuthenticator logins = logins(Duration.ZERO);
    assertThat(accepted(logins, PASSWORD)).isTrue();
    assertThat(accepted(logins, PASSWORD)).isTrue();
    assertThat(checks.computed()).isEqualTo(2);
  }

  @Test
  void anotherPasswordInTheUsersFileIsSeenAtOnce() throws Exception {
    SecurityAuthenticator logins = logins(Duration.ofMinutes(5));
    assertThat(accepted(logins, PASSWORD)).isTrue();
    change(BOB.replace(UsersYamlTest.HASH, UsersFileTest.OTHER_HASH));
    assertThat(accepted(logins, PASSWORD)).isFalse();
    change(BOB);
    assertThat(accepted(logins, PASSWORD)).isTrue();
    assertThat(checks.computed()).as("it was forgotten meanwhile").isEqualTo(3);
  }

  @Test
  void aUserWhoIsRemovedIsForgottenAtOnce() throws Exception {
    SecurityAuthenticator logins = logins(Duration.ofMinutes(5));
    assertThat(accepted(logins, PASSWORD)).isTrue();
    change(BOB.replace("bob", "carol"));
    assertThat(accepted(logins, PASSWORD)).isFalse();
    change(BOB);
    assertThat(accepted(logins, PASSWORD)).isTrue();
    assertThat(checks.computed()).as("he was forgotten meanwhile").isEqualTo(3);
  }

  @Test
  void aChangeOfTheFileThatLeavesAUserAloneForgetsNothingOfHim() throws Exception {
    SecurityAuthenticator logins = logins(Duration.ofMinutes(5));
    assertThat(accepted(logins, PASSWORD)).isTrue();
    change(BOB + UsersYamlTest.user("carol", "/bucket"));
    assertThat(accepted(logins, PASSWORD)).isTrue();
    assertThat(checks.computed()).isEqualTo(1);
  }

  @Test
  void whatIsRememberedNeedsNoTurnWhileOthersAreChecked() throws Exception {
    SecurityAuthenticator logins = logins(Duration.ofMinutes(5));
    assertThat(accepted(logins, PASSWORD)).isTrue();
    CountDownLatch end = new CountDownLatch(1);
    var inTheWay = checks.check(Network.parse("192.0.2.1"), () -> awaited(end));
    assertThat(accepted(logins, PASSWORD)).isTrue();
    assertThat(inTheWay).isNotDone();
    end.countDown();
    assertThat(inTheWay.get()).isTrue();
  }

  @Test
  void twoUsersOfOnePasswordAndOneHashAreTwo() {
    RememberedPasswords remembered = remembered(Duration.ofMinutes(5));
    remembered.add(remembered.proof("bob", "id", PASSWORD.toCharArray()));
    assertThat(remembered.holds(remembered.proof("bob", "id", PASSWORD.toCharArray()))).isTrue();
    assertThat(remembered.holds(remembered.proof("eve", "id", PASSWORD.toCharArray()))).isFalse();
    assertThat(remembered.holds(remembered.proof("bob", "di", PASSWORD.toCharArray()))).isFalse();
  }

  @Test
  void manyPasswordsAreRememberedAndNotMore() {
    RememberedPasswords remembered = remembered(Duration.ofMinutes(5));
    for (int i = 0; i < 12_000; i++) {
      remembered.add(new RememberedPasswords.Proof("hash " + i, new byte[] {1}));
    }
    assertThat(remembered.size()).isEqualTo(10_000);
    assertThat(remembered.holds(new RememberedPasswords.Proof("hash 1999", new byte[] {1})))
        .isFalse();
    assertThat(remembered.holds(new RememberedPasswords.Proof("hash 2000", new byte[] {1})))
        .isTrue();
  }

  /** Of several tries each the quickest counts, so that a busy machine does not. */
  @Test
  void theSecondLoginCostsAHundredthOfTheFirst() throws Exception {
    String hash = OpenBSDBCrypt.generate("2b", PASSWORD.toCharArray(), new byte[16], 10);
    Path dear = Files.writeString(folder.resolve("dear"), BOB.replace(UsersYamlTest.HASH, hash));
    UsersFile dearUsers = UsersFile.open(dear);
    var provider =
        new UsersFileProvider(
            dearUsers, checks, remembered(Duration.ofMinutes(5)), InstantSource.system());
    SecurityAuthenticator logins =
        SecurityAuthenticatorTest.authenticator(provider, dearUsers, Optional.empty());
    long first = quickest(3, () -> assertThat(accepted(logins, "wrong")).isFalse());
    assertThat(accepted(logins, PASSWORD)).isTrue();
    long second = quickest(500, () -> assertThat(accepted(logins, PASSWORD)).isTrue());
    assertThat(checks.computed()).isEqualTo(4);
    assertThat(second).isLessThan(first / 100);
  }

  private static long quickest(int tries, Runnable login) {
    return IntStream.range(0, tries)
        .mapToLong(
            i -> {
              long start = System.nanoTime();
              login.run();
              return System.nanoTime() - start;
            })
        .min()
        .orElseThrow();
  }

  private static boolean awaited(CountDownLatch end) {
    try {
      return end.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private SecurityAuthenticator logins(Duration time) {
    RememberedPasswords remembered = remembered(time);
    users.whenChanged(accounts -> remembered.keepOnly(accounts.secretIds()));
    return SecurityAuthenticatorTest.authenticator(
        new UsersFileProvider(users, checks, remembered, InstantSource.system()),
        users,
        Optional.empty());
  }

  private RememberedPasswords remembered(Duration time) {
    return new RememberedPasswords(time, now::get);
  }

  private void change(String content) throws IOException {
    Files.writeString(file, content);
    users.look();
    users.look();
  }

  private static boolean accepted(SecurityAuthenticator logins, String password) {
    return login(logins, "bob", password);
  }

  private static boolean login(SecurityAuthenticator logins, String name, String password) {
    return logins.authenticate(name, password.toCharArray(), InetAddress.getLoopbackAddress())
        instanceof AuthResult.Accepted;
  }
}

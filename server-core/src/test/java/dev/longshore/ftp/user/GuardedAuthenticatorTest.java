package dev.longshore.ftp.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.event.ServerEvents;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuardedAuthenticatorTest {
  private static final String HERE = "192.0.2.1";
  private static final String ELSEWHERE = "192.0.2.2";
  private static final AuthResult LOCKED = new AuthResult.Locked(Duration.ofSeconds(5));

  private final AtomicLong now = new AtomicLong();
  private final List<String> locks = new ArrayList<>();
  private final Users users = new Users();
  private final GuardedAuthenticator guarded = guard(List.of());

  @Test
  void theTenthWrongPasswordLocksTheUserFromThatAddressOnly() {
    assertThat(results(9, "bob", HERE)).allMatch(AuthResult.Refused.class::isInstance);
    assertThat(locks).isEmpty();
    assertThat(wrong("bob", HERE)).isInstanceOf(AuthResult.Refused.class);
    assertThat(locks).containsExactly("bob from 192.0.2.1/32 for PT10M: 10");

    assertThat(right("bob", HERE)).isEqualTo(LOCKED);
    assertThat(right("bob", ELSEWHERE)).isInstanceOf(AuthResult.Accepted.class);
    assertThat(right("eve", HERE)).isInstanceOf(AuthResult.Accepted.class);
  }

  @Test
  void whileLockedNoPasswordIsLookedAtAndNoLockIsToldOf() {
    results(10, "bob", HERE);
    int asked = users.asked;
    assertThat(results(50, "bob", HERE)).containsOnly(LOCKED);
    assertThat(users.asked).isEqualTo(asked);
    assertThat(locks).hasSize(1);
  }

  @Test
  void aLockEndsByItselfAndTriesWhileItHoldsDoNotProlongIt() {
    results(10, "bob", HERE);
    now.addAndGet(Duration.ofMinutes(9).toNanos());
    assertThat(right("bob", HERE)).isEqualTo(LOCKED);
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(right("bob", HERE)).isInstanceOf(AuthResult.Accepted.class);
    assertThat(results(9, "bob", HERE)).doesNotContain(LOCKED);
    assertThat(locks).hasSize(1);
  }

  @Test
  void aRightPasswordBeginsTheUsersCountAnewAndNotTheAddresss() {
    for (int i = 0; i < 11; i++) {
      results(9, "bob", HERE);
      assertThat(right("bob", HERE)).isInstanceOf(AuthResult.Accepted.class);
    }
    results(1, "bob", HERE);
    assertThat(locks).containsExactly("everybody from 192.0.2.1/32 for PT10M: 100");
    assertThat(right("eve", HERE)).isEqualTo(LOCKED);
    assertThat(right("eve", ELSEWHERE)).isInstanceOf(AuthResult.Accepted.class);
  }

  @Test
  void anAddressThatTriesManyNamesIsLocked() {
    IntStream.range(0, 100).forEach(i -> wrong("name " + i, HERE));
    assertThat(right("bob", HERE)).isEqualTo(LOCKED);
    assertThat(locks).containsExactly("everybody from 192.0.2.1/32 for PT10M: 100");
  }

  @Test
  void theAddressesOfASixtyFourAreOneClient() {
    IntStream.range(0, 10).forEach(i -> wrong("bob", "2001:db8::" + i));
    assertThat(right("bob", "2001:db8::ffff")).isEqualTo(LOCKED);
    assertThat(right("bob", "2001:db8:0:1::1")).isInstanceOf(AuthResult.Accepted.class);
    assertThat(locks).containsExactly("bob from 2001:db8:0:0:0:0:0:0/64 for PT10M: 10");
  }

  @Test
  void pausesGrowToTheLongest() {
    assertThat(IntStream.range(0, 8).mapToObj(i -> pause("bob")))
        .containsExactly(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    assertThat(pause("eve")).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void whoGoesFromNameToNameWaitsAsWell() {
    IntStream.range(0, 12).forEach(i -> wrong("name " + i, HERE));
    assertThat(pause("another")).isEqualTo(Duration.ofSeconds(1));
  }

  /** It may have been right, and remembered by the time of the next try. */
  @Test
  void whoDoesNotWaitForTheAnswerHasTriedAllTheSame() {
    AtomicBoolean leaves = new AtomicBoolean(true);
    GuardedAuthenticator guarded =
        new GuardedAuthenticator(
            new Leaving(users, leaves),
            failures(),
            new Lockout(3, 0, Duration.ofMinutes(10), Duration.ofSeconds(1), List.of()),
            new Told());
    for (int i = 0; i < 3; i++) {
      assertThat(authenticate(guarded, "bob", "right", HERE))
          .isInstanceOf(AuthResult.Unavailable.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    leaves.set(false);
    assertThat(authenticate(guarded, "bob", "right", HERE)).isInstanceOf(AuthResult.Locked.class);
  }

  /** As a session's thread that is interrupted meanwhile. */
  private record Leaving(Authenticator users, AtomicBoolean leaves) implements Authenticator {
    @Override
    public AuthResult authenticate(String name, char[] password, InetAddress client) {
      if (leaves.get()) {
        Thread.currentThread().interrupt();
        return new AuthResult.Unavailable("the client did not wait for the answer");
      }
      return users.authenticate(name, password, client);
    }

    @Override
    public boolean isCurrent(User user) {
      return users.isCurrent(user);
    }
  }

  @Test
  void whereNothingIsLockedPausesRemain() {
    GuardedAuthenticator never =
        new GuardedAuthenticator(
            users,
            failures(),
            new Lockout(0, 0, Duration.ofMinutes(10), Duration.ofSeconds(1), List.of()),
            new Told());
    for (int i = 0; i < 200; i++) {
      assertThat(authenticate(never, "bob", "wrong", HERE)).isInstanceOf(AuthResult.Refused.class);
    }
    assertThat(locks).isEmpty();
    assertThat(authenticate(never, "bob", "wrong", HERE))
        .isEqualTo(new AuthResult.Refused("wrong name or password", Duration.ofSeconds(1)));
  }

  @Test
  void aTrustedNetworksWrongPasswordsLeadToNothing() {
    GuardedAuthenticator trusting = guard(List.of(Network.parse("192.0.2.0/24")));
    for (int i = 0; i < 200; i++) {
      assertThat(authenticate(trusting, "bob", "wrong", HERE))
          .isEqualTo(AuthResult.Refused.wrongPassword());
    }
    assertThat(authenticate(trusting, "bob", "right", HERE))
        .isInstanceOf(AuthResult.Accepted.class);
  }

  /** Two hundred sessions may each have a guess under way when the tenth turns out wrong. */
  @Test
  void aRightGuessAmongTooManyAtOnceIsWorthNothing() {
    results(9, "bob", HERE);
    users.meanwhile = () -> wrong("bob", HERE);
    assertThat(right("bob", HERE)).isEqualTo(LOCKED);
  }

  @Test
  void whatCouldNotBeAnsweredIsNotCounted() {
    for (int i = 0; i < 20; i++) {
      assertThat(authenticate(guarded, "away", "x", HERE))
          .isInstanceOf(AuthResult.Unavailable.class);
    }
    assertThat(locks).isEmpty();
  }

  @Test
  void namesOfAnyLengthTakeBoundedRoom() {
    results(10, "x".repeat(8_000), HERE);
    assertThat(locks).containsExactly("x".repeat(100) + " from 192.0.2.1/32 for PT10M: 10");
  }

  private List<AuthResult> results(int times, String name, String from) {
    return IntStream.range(0, times).mapToObj(i -> wrong(name, from)).toList();
  }

  private Duration pause(String name) {
    return wrong(name, HERE) instanceof AuthResult.Refused refused
        ? refused.pause()
        : Duration.ofDays(1);
  }

  private AuthResult wrong(String name, String from) {
    return authenticate(guarded, name, "wrong", from);
  }

  private AuthResult right(String name, String from) {
    return authenticate(guarded, name, "right", from);
  }

  private static AuthResult authenticate(
      Authenticator asked, String name, String password, String from) {
    return asked.authenticate(name, password.toCharArray(), InetAddress.ofLiteral(from));
  }

  private GuardedAuthenticator guard(List<Network> trusted) {
    return new GuardedAuthenticator(
        users,
        failures(),
        new Lockout(10, 100, Duration.ofMinutes(10), Duration.ofSeconds(5), trusted),
        new Told());
  }

  private RecentLoginFailures failures() {
    return new RecentLoginFailures(1_000, Duration.ofMinutes(10), now::get);
  }

  private final class Told implements ServerEvents {
    @Override
    public void loginLocked(String network, Optional<String> user, int failed, Duration time) {
      locks.add("%s from %s for %s: %d".formatted(user.orElse("everybody"), network, time, failed));
    }
  }

  /** Everybody's password is {@code right}; of {@code away} it knows nothing. */
  private static final class Users implements Authenticator {
    private int asked;
    private Runnable meanwhile = () -> {};

    @Override
    public AuthResult authenticate(String name, char[] password, InetAddress client) {
      asked++;
      Runnable first = meanwhile;
      meanwhile = () -> {};
      first.run();
      if (name.equals("away")) {
        return new AuthResult.Unavailable("away");
      }
      return new String(password).equals("right")
          ? new AuthResult.Accepted(
              new User(
                  name,
                  EnumSet.allOf(Permission.class),
                  List.of(new HomeMapping("/", "/bucket")),
                  OptionalInt.empty()))
          : AuthResult.Refused.wrongPassword();
    }

    @Override
    public boolean isCurrent(User user) {
      return true;
    }
  }
}

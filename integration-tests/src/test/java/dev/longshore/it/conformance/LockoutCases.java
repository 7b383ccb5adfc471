package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Reply;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Guessing passwords (RFC 2577 section 5): each case from addresses of its own. */
final class LockoutCases {
  private LockoutCases() {}

  static List<Case> cases() {
    return List.of(
        stage(
            "R-003.2",
            "after many wrong passwords a user is refused at that address, with the same words",
            stage -> {
              Reply wrong = password(stage, "127.0.9.1", Account.DEMO, "wrong");
              assertThat(wrong.code()).isEqualTo(530);
              password(stage, "127.0.9.1", Account.DEMO, "wrong");
              password(stage, "127.0.9.1", Account.DEMO, "wrong");
              assertThat(right(stage, "127.0.9.1", Account.DEMO)).isEqualTo(wrong);
              assertThat(right(stage, "127.0.9.1", Account.DEMO)).isEqualTo(wrong);
              stage.gateway(Profile.LOCKOUT).awaitLog("no login of user demo from 127.0.9.1/32");
              assertThat(stage.gateway(Profile.LOCKOUT).log())
                  .containsOnlyOnce("no login of user demo from 127.0.9.1/32");
            }),
        stage(
            "R-003.3",
            "a user who is refused at one address is not at another, nor are others at that one",
            stage -> {
              for (int i = 0; i < 3; i++) {
                assertThat(password(stage, "127.0.9.2", Account.DEMO, "wrong").code())
                    .isEqualTo(530);
              }
              assertThat(right(stage, "127.0.9.2", Account.DEMO).code()).isEqualTo(530);
              assertThat(right(stage, "127.0.9.3", Account.DEMO).code()).isEqualTo(230);
              assertThat(right(stage, "127.0.9.2", Account.OTHER).code()).isEqualTo(230);
            }),
        stage(
            "R-003.4",
            "after many wrong passwords for many names nobody can log in from that address",
            stage -> {
              for (Account account : List.of(Account.AT, Account.JAILED, Account.READER)) {
                password(stage, "127.0.9.4", account, "wrong");
                password(stage, "127.0.9.4", account, "wrong");
              }
              assertThat(right(stage, "127.0.9.4", Account.DEMO).code()).isEqualTo(530);
              assertThat(right(stage, "127.0.9.5", Account.AT).code()).isEqualTo(230);
            }),
        stage(
            "R-003.5",
            "each wrong password is answered later than the one before, in other sessions too",
            stage -> {
              assertThat(time(stage, "127.0.9.6")).isGreaterThan(Duration.ofMillis(250));
              assertThat(time(stage, "127.0.9.6")).isGreaterThan(Duration.ofMillis(500));
            }),
        stage(
            "R-003.6",
            "a right password begins the count anew",
            stage -> {
              for (int i = 0; i < 2; i++) {
                password(stage, "127.0.9.7", Account.DEMO, "wrong");
                password(stage, "127.0.9.7", Account.DEMO, "wrong");
                assertThat(right(stage, "127.0.9.7", Account.DEMO).code()).isEqualTo(230);
              }
            }));
  }

  private static Duration time(Stage stage, String from) throws IOException, InterruptedException {
    Wire wire = stage.stranger(Profile.LOCKOUT, InetAddress.ofLiteral(from));
    wire.expect(331, "USER " + Account.DEMO.user());
    long begin = System.nanoTime();
    wire.expect(530, "PASS wrong");
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static Reply right(Stage stage, String from, Account account)
      throws IOException, InterruptedException {
    return password(stage, from, account, account.password());
  }

  /** The reply to PASS, in a session of its own. */
  private static Reply password(Stage stage, String from, Account account, String password)
      throws IOException, InterruptedException {
    try (Wire wire = stage.stranger(Profile.LOCKOUT, InetAddress.ofLiteral(from))) {
      wire.expect(331, "USER " + account.user());
      return wire.command("PASS " + password);
    }
  }
}

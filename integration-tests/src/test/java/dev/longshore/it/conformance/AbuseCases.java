package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.open;
import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Attempts to use the server up, and what it must keep to itself (RFC 2577). */
final class AbuseCases {
  /** A buffer that grows to hold it takes twice as much, which is more than the gateway's heap. */
  private static final int MUCH = 96 << 20;

  private AbuseCases() {}

  static List<Case> cases() {
    return List.of(
        stage("R-009", "five hundred silent connections keep nobody out", AbuseCases::crowd),
        stage(
            "R-009.1",
            "a connection that does not log in is told 421 and ended, be it silent or slow",
            stage -> {
              Wire silent = stage.stranger(Profile.IMPATIENT);
              Wire slow = stage.stranger(Profile.IMPATIENT);
              trickle(slow);
              silent.expect(421);
              silent.expectEnd();
            }),
        session(
            "R-010",
            "patterns do not make work: only the last segment is one, and stars do not multiply",
            wire -> {
              long begin = System.nanoTime();
              assertThat(wire.listing("LIST */../*/../*/../*")).isNotEmpty();
              wire.upload("STOR " + "a".repeat(200), "");
              assertThat(wire.listing("NLST " + "a*".repeat(100) + "b")).isEmpty();
              try (var _ = wire.passive()) {
                wire.expect(550, "NLST " + "*/".repeat(200) + "*");
              }
              assertThat(Duration.ofNanos(System.nanoTime() - begin))
                  .isLessThan(Duration.ofSeconds(10));
            }),
        stage(
            "R-010.1",
            "a pattern of brackets does not either, for a thousand names",
            stage -> {
              for (int i = 0; i < 1000; i++) {
                stage.odd().with(stage.prefix() + "c/" + "[".repeat(900) + i, "");
              }
              Wire wire = stage.with(Profile.ODD_KEYS);
              long begin = System.nanoTime();
              for (String pattern :
                  List.of("[".repeat(900), "*[".repeat(450), "*" + "[".repeat(450) + "a")) {
                assertThat(wire.listing("NLST c/" + pattern)).isEmpty();
              }
              assertThat(Duration.ofNanos(System.nanoTime() - begin))
                  .isLessThan(Duration.ofSeconds(10));
            }),
        session(
            "R-010.2",
            "a path of thousands of directories is refused before anything is looked for: 553",
            wire -> {
              for (String verb : List.of("CWD ", "SIZE ", "MKD ", "DELE ", "RNFR ", "LIST ")) {
                wire.expect(553, verb + "/x".repeat(4000));
              }
            }),
        open(
            "R-011",
            "what a compressed upload inflates to is bounded",
            "MODE Z is not built, so nothing is inflated"),
        stage(
            "R-012",
            "a line without an end takes no memory: one 500, and the session goes on",
            stage -> {
              Wire wire = stage.wire();
              byte[] piece = "x".repeat(1 << 20).getBytes(UTF_8);
              for (int sent = 0; sent < MUCH; sent += piece.length) {
                wire.raw(piece);
              }
              wire.raw("\r\n");
              wire.expect(500);
              wire.inStep();
            }),
        stage(
            "R-014",
            "the log has names, and no passwords, right or wrong, and no accounts",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(331, "USER somebody-r-014");
              wire.expect(530, "PASS guess-r-014");
              wire.command("ACCT account-r-014");
              wire.login(Account.AT.user(), Account.AT.password());
              wire.expect(500, "PASSS typo-r-014");
              stage.gateway().awaitLog("somebody-r-014");
              assertThat(stage.gateway().log())
                  .doesNotContain("guess-r-014", "account-r-014", "typo-r-014", "spaces around");
            }),
        stage(
            "R-015",
            "nobody gets in without a name of the users file",
            stage -> {
              for (String user : List.of("anonymous", "ftp", "", "demo\0", "root")) {
                Wire wire = stage.stranger();
                wire.raw("USER " + user + "\r\n");
                assertThat(wire.read().code()).isIn(331, 501);
                assertThat(wire.command("PASS guest@example.com").code()).isIn(530, 503);
                wire.expect(530, "PWD");
              }
            }));
  }

  /** From several addresses, for each may have so many connections. */
  private static void crowd(Stage stage) throws Exception {
    for (int i = 0; i < 500; i++) {
      InetAddress from = InetAddress.ofLiteral("127.0.1." + (1 + i / 100));
      Wire wire = stage.close(Wire.unread(stage.gateway().ipv4(), from));
      if (i % 10 == 0) {
        wire.expect(220);
        wire.raw("USE");
      }
    }
    assertThat(stage.wire().download("RETR f.txt").bytes()).isNotEmpty();
  }

  /** One byte at a time, up to the reply that ends it. */
  private static void trickle(Wire wire) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (wire.available() == 0 && System.nanoTime() < end) {
      wire.raw("x");
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    wire.expect(421);
    wire.expectEnd();
  }
}

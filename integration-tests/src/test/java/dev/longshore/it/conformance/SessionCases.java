package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Reply;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** How a session ends or begins anew: REIN, QUIT, lost connections, limits (RFC 959, RFC 2577). */
final class SessionCases {
  private SessionCases() {}

  static List<Case> cases() {
    return Stream.concat(ends().stream(), limits().stream()).toList();
  }

  private static List<Case> ends() {
    return List.of(
        stage(
            "B-014", "REIN is 220, and all is as after the greeting", SessionCases::reinitializes),
        stage(
            "B-015",
            "REIN during a download waits for its end: 226, 220",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                wire.send("REIN");
                assertThat(data.readAll()).hasSize(Testbed.BIG - 1);
              }
              wire.expect(226);
              wire.expect(220);
              wire.expect(530, "PWD");
            }),
        stage(
            "B-014.1",
            "REIN before the login is 220",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(331, "USER demo");
              wire.expect(220, "REIN");
              wire.expect(503, "PASS demo");
              wire.login("demo", "demo");
            }),
        session(
            "B-016",
            "QUIT is 221, then the server ends the connection",
            wire -> {
              wire.expect(221, "QUIT");
              wire.expectEnd();
            }),
        session(
            "B-016.1",
            "what follows QUIT is not done",
            wire -> {
              wire.raw("QUIT\r\nNOOP\r\nDELE f.txt\r\n");
              wire.expect(221);
              wire.expectEnd();
            }),
        stage(
            "B-016.2",
            "QUIT before the login is 221",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(221, "QUIT");
              wire.expectEnd();
            }),
        stage(
            "B-017",
            "QUIT during a download waits for its end: 226, 221",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                wire.send("QUIT");
                assertThat(data.readAll()).hasSize(Testbed.BIG - 1);
              }
              wire.expect(226);
              wire.expect(221);
              wire.expectEnd();
            }),
        stage(
            "B-018",
            "a client that drops the control connection has uploaded nothing",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "STOR f.txt");
                data.write("half");
                wire.close();
                assertThat(endOf(data)).isTrue();
              }
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "B-018.1",
            "a client that drops the control connection gets no more of a download",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                wire.reset();
                assertThat(endOf(data)).isTrue();
              }
            }));
  }

  private static List<Case> limits() {
    return List.of(
        stage(
            "B-028",
            "one session too many is greeted with 421, and may come when another has gone",
            stage -> {
              stage.alone(Profile.TWO_SESSIONS);
              Wire first = stage.stranger(Profile.TWO_SESSIONS);
              Wire second = stage.stranger(Profile.TWO_SESSIONS);
              Wire third = stage.unread(Profile.TWO_SESSIONS);
              third.expect(421);
              third.expectEnd();
              second.inStep();
              first.expect(221, "QUIT");
              first.expectEnd();
              greeted(stage);
            }),
        stage(
            "B-028.1",
            "who does not log in is sent away with 421",
            stage -> {
              Wire wire = stage.stranger(Profile.IMPATIENT);
              wire.expect(331, "USER demo");
              wire.expect(421);
              wire.expectEnd();
            }),
        stage(
            "B-028.2",
            "commands do not put off the end of the time for the login",
            stage -> {
              Wire wire = stage.stranger(Profile.IMPATIENT);
              Reply reply = wire.command("NOOP");
              while (reply.code() == 200) {
                LockSupport.parkNanos(100_000_000);
                reply = wire.command("NOOP");
              }
              assertThat(reply.code()).isEqualTo(421);
            }),
        stage(
            "B-028.3",
            "who is silent after the login is sent away with 421",
            stage -> {
              Wire wire = stage.with(Profile.IMPATIENT);
              wire.expect(421);
              wire.expectEnd();
            }));
  }

  private static void reinitializes(Stage stage) throws IOException, InterruptedException {
    Wire wire = stage.wire();
    wire.expect(200, "TYPE I");
    wire.expect(200, "OPTS MLST type;");
    wire.expect(200, "EPSV ALL");
    wire.expect(350, "REST 6");
    wire.expect(350, "RNFR f.txt");
    wire.expect(220, "REIN");
    wire.expect(530, "PWD");
    wire.login("demo", "demo");
    assertThat(wire.expect(257, "PWD").text()).contains("\"/\"");
    wire.expect(250, "CWD " + stage.directory());
    wire.expect(503, "RNTO renamed");
    assertThat(wire.expect(211, "FEAT").text()).contains("size*;");
    wire.expect(227, "PASV");
    assertThat(wire.listing("RETR f.txt")).isEqualTo("line1\r\nline2\r\n");
  }

  /** Whether the server ends it before all of a big file has come; how is not told. */
  private static boolean endOf(DataConnection data) throws IOException {
    try {
      return data.readAll().length < Testbed.BIG - 1;
    } catch (SocketException e) {
      return true;
    }
  }

  /** The place of a session that has ended is free a moment later. */
  private static void greeted(Stage stage) throws IOException, InterruptedException {
    for (int tries = 0; tries < 1000; tries++) {
      Reply reply = stage.unread(Profile.TWO_SESSIONS).read();
      if (reply.code() == 220) {
        return;
      }
      assertThat(reply.code()).isEqualTo(421);
    }
    throw new AssertionError("no session became free");
  }
}

package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The control connection: lines, arguments, pipelining (RFC 959, RFC 1123). */
final class ControlCases {
  private static final List<String> WANTING =
      List.of(
          "USER", "CWD", "RETR", "STOR", "APPE", "DELE", "MKD", "RMD", "RNFR", "TYPE", "STRU",
          "MODE", "PORT", "EPRT", "SIZE", "MDTM", "REST", "ALLO");

  private ControlCases() {}

  static List<Case> cases() {
    return Stream.of(lines(), arguments(), streams(), information()).flatMap(List::stream).toList();
  }

  private static List<Case> lines() {
    return List.of(
        stage(
            "A-001",
            "the greeting comes within a second, before the client says anything",
            stage -> {
              stage.stranger();
              long begin = System.nanoTime();
              stage.stranger();
              assertThat(Duration.ofNanos(System.nanoTime() - begin))
                  .isLessThan(Duration.ofSeconds(1));
            }),
        session(
            "A-002",
            "verbs are the same in any case",
            wire -> {
              wire.expect(200, "noop");
              wire.expect(200, "NoOp");
              wire.expect(200, "NOOP");
            }),
        session(
            "A-003",
            "commands of one write are answered in order",
            wire -> {
              wire.raw("NOOP\r\nPWD\r\nTYPE I\r\n");
              wire.expect(200);
              wire.expect(257);
              wire.expect(200);
            }),
        session(
            "A-004",
            "a command may come byte by byte",
            wire -> {
              for (char each : "NOOP\r\n".toCharArray()) {
                wire.raw((int) each);
              }
              wire.expect(200);
            }),
        session(
            "A-004.1",
            "a line may end in LF alone",
            wire -> {
              wire.raw("NOOP\n");
              wire.expect(200);
            }),
        session(
            "A-006",
            "an empty line has no reply",
            wire -> {
              wire.raw("\r\n\r\n");
              wire.inStep();
            }),
        session(
            "A-008", "blanks in front of a verb are ignored", wire -> wire.expect(200, "  NOOP")),
        session("A-009", "a verb that is not known is 500", wire -> wire.expect(500, "FOOO bar")),
        session(
            "A-009.1",
            "what is not known is not repeated in the reply",
            wire ->
                assertThat(wire.expect(500, "227 (10,0,0,1,1,1)").text()).doesNotContain("227")));
  }

  private static List<Case> arguments() {
    return List.of(
        session(
            "A-007",
            "a blank behind a verb is no argument",
            wire -> {
              wire.expect(200, "NOOP ");
              wire.expect(257, "PWD ");
              assertThat(wire.listing("LIST ")).contains("f.txt");
              assertThat(wire.listing("MLSD ")).contains("f.txt");
              wire.expect(227, "PASV ");
            }),
        session(
            "A-010",
            "an argument too many is ignored",
            wire -> {
              wire.expect(200, "NOOP foo");
              wire.expect(257, "PWD foo");
              wire.expect(227, "PASV foo");
              wire.expect(211, "FEAT foo");
              wire.expect(250, "CDUP foo");
              wire.expect(221, "QUIT foo");
              wire.expectEnd();
            }),
        session(
            "A-011",
            "an argument too few is 501, and nothing is done",
            wire -> {
              for (String verb : WANTING) {
                wire.expect(501, verb);
              }
              assertThat(wire.expect(257, "PWD").text()).contains("/a-011");
            }),
        session(
            "A-011.1",
            "an argument of a blank alone is 501 too",
            wire -> {
              for (String verb : WANTING) {
                wire.expect(501, verb + " ");
              }
            }),
        stage(
            "A-013",
            "a line of 20 000 bytes is one 500, and its tail is no command",
            stage -> {
              Wire wire = stage.wire();
              wire.raw("x".repeat(20_000 - 14) + " DELE f.txt\r\n");
              wire.expect(500);
              wire.inStep();
              assertThat(stage.has("f.txt")).isTrue();
            }),
        session(
            "A-013.1",
            "a line of 8000 bytes is a command",
            wire -> wire.expect(200, "NOOP " + "x".repeat(8000))));
  }

  private static List<Case> streams() {
    return List.of(
        stage(
            "A-025",
            "a browser that talks to the port is sent away after its first line",
            stage -> {
              for (String method : List.of("GET", "POST", "HEAD", "OPTIONS")) {
                Wire wire = stage.stranger();
                wire.raw(method + " / HTTP/1.1\r\nHost: x\r\nUSER demo\r\n\r\n");
                wire.expect(421);
                wire.expectEnd();
              }
            }),
        session(
            "A-025.1",
            "after the login what a browser says is a command like others: 500",
            wire -> {
              wire.expect(500, "GET / HTTP/1.1");
              wire.inStep();
            }),
        stage(
            "A-026",
            "a client that speaks first is answered in order",
            stage -> {
              Wire wire = stage.close(Wire.unread(stage.gateway().ipv4()));
              wire.raw("NOOP\r\nSYST\r\n");
              wire.expect(220);
              wire.expect(200);
              wire.expect(215);
            }),
        session(
            "A-027",
            "a client that says QUIT and ends its side is answered",
            wire -> {
              wire.send("QUIT");
              wire.halfClose();
              wire.expect(221);
              wire.expectEnd();
            }),
        session(
            "A-027.1",
            "a client that ends its side has its earlier commands answered",
            wire -> {
              wire.raw("NOOP\r\nPWD\r\n");
              wire.halfClose();
              wire.expect(200);
              wire.expect(257);
              wire.expectEnd();
            }),
        session(
            "A-028",
            "ten thousand commands of one write are all answered",
            wire -> {
              wire.raw("NOOP\r\n".repeat(10_000));
              for (int i = 0; i < 10_000; i++) {
                wire.expect(200);
              }
              wire.expect(257, "PWD");
            }));
  }

  private static List<Case> information() {
    return List.of(
        session(
            "A-029",
            "HELP tells all commands, or one, and 502 for one that is not known",
            wire -> {
              assertThat(wire.expect(214, "HELP").text()).contains("RETR", "EPSV", "MLST");
              assertThat(wire.expect(214, "HELP STOR").text())
                  .contains("STOR")
                  .doesNotContain("RETR");
              wire.expect(214, "help stor");
              wire.expect(502, "HELP FOOO");
            }),
        stage(
            "A-030",
            "SYST says what BSD clients look for, before and after the login",
            stage -> {
              String type = "215 UNIX Type: L8";
              assertThat(stage.stranger().expect(215, "SYST").text()).isEqualTo(type);
              assertThat(stage.wire().expect(215, "SYST").text()).isEqualTo(type);
            }));
  }
}

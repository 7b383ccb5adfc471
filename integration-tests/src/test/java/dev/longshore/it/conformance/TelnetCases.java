package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Telnet on the control connection (RFC 854, RFC 959 section 4.1.3, RFC 1123). */
final class TelnetCases {
  private static final int IAC = 255;
  private static final int DONT = 254;
  private static final int DO = 253;
  private static final int WONT = 252;
  private static final int WILL = 251;
  private static final int SB = 250;
  private static final int AYT = 246;
  private static final int IP = 244;
  private static final int DM = 242;
  private static final int NOP = 241;
  private static final int SE = 240;

  private TelnetCases() {}

  static List<Case> cases() {
    return Stream.concat(commands().stream(), aborts().stream()).toList();
  }

  private static List<Case> commands() {
    return List.of(
        session(
            "A-014",
            "IP and DM in front of a verb are taken out",
            wire -> {
              wire.raw(IAC, IP, IAC, DM);
              wire.inStep();
            }),
        session(
            "A-015",
            "an option that the client offers is refused",
            wire -> {
              wire.raw(IAC, WILL, 1);
              assertThat(wire.bytes(3)).isEqualTo(bytes(IAC, DONT, 1));
              wire.inStep();
            }),
        session(
            "A-016",
            "an option that the client asks for is refused",
            wire -> {
              wire.raw(IAC, DO, 6);
              assertThat(wire.bytes(3)).isEqualTo(bytes(IAC, WONT, 6));
              wire.inStep();
            }),
        session(
            "A-017",
            "refusals, NOP, AYT and subnegotiations have no answer",
            wire -> {
              wire.raw(IAC, WONT, 1);
              wire.inStep();
              wire.raw(IAC, DONT, 1);
              wire.inStep();
              wire.raw(IAC, NOP, IAC, AYT);
              wire.inStep();
              wire.raw(IAC, SB, 24, 0, 'Q', 'U', 'I', 'T', '\r', '\n', IAC, IAC, IAC, SE);
              wire.inStep();
            }),
        session(
            "A-017.1",
            "Telnet inside a line is taken out",
            wire -> {
              wire.raw('N', 'O', IAC, NOP, 'O', 'P', IAC, WONT, 1, '\r', '\n');
              wire.expect(200);
            }),
        stage(
            "A-018",
            "a doubled 0xFF in a name is one byte, and no name has it: 501, nothing is stored",
            stage -> {
              Wire wire = stage.wire();
              wire.pasv();
              wire.raw('S', 'T', 'O', 'R', ' ', 'a', IAC, IAC, 'b', '\r', '\n');
              wire.expect(501);
              assertThat(stage.names()).noneMatch(name -> name.startsWith("a"));
            }),
        stage(
            "A-019",
            "CR NUL is a CR, which no name may have: 553",
            stage -> {
              Wire wire = stage.wire();
              wire.raw("MKD a\r\0b\r\n");
              wire.expect(553);
              assertThat(stage.names()).noneMatch(name -> name.startsWith("a"));
            }),
        stage(
            "A-019.1",
            "a NUL or a CR inside a name is 553",
            stage -> {
              Wire wire = stage.wire();
              wire.raw("MKD a\0b\r\n");
              wire.expect(553);
              wire.raw("MKD a\rb\r\n");
              wire.expect(553);
              assertThat(stage.names()).noneMatch(name -> name.startsWith("a"));
            }),
        session(
            "A-024",
            "a DM that is left over in front of a verb is taken out",
            wire -> {
              wire.raw(DM);
              wire.inStep();
            }));
  }

  private static List<Case> aborts() {
    return List.of(
        session(
            "A-020", "ABOR is heard when its LF is urgent data", wire -> heard(wire, Abort.PYTHON)),
        session("A-020.1", "ABOR is heard as BSD clients send it", wire -> heard(wire, Abort.BSD)),
        session("A-022", "ABOR is heard as lftp sends it", wire -> heard(wire, Abort.LFTP)),
        session(
            "A-023",
            "ABOR is heard behind two urgent bytes",
            wire -> heard(wire, Abort.TWO_URGENT)),
        session(
            "A-023.1", "ABOR is heard with IP and DM in band", wire -> heard(wire, Abort.IN_BAND)));
  }

  private static void heard(Wire wire, Abort abort) throws IOException {
    abort.send(wire);
    wire.expect(225);
    wire.inStep();
  }

  /** The ways in which clients send ABOR. */
  enum Abort {
    PLAIN,
    PYTHON,
    BSD,
    LFTP,
    TWO_URGENT,
    IN_BAND;

    void send(Wire wire) throws IOException {
      switch (this) {
        case PLAIN -> wire.send("ABOR");
        case PYTHON -> {
          wire.raw("ABOR\r");
          wire.urgent('\n');
        }
        case BSD -> {
          wire.raw(IAC, IP);
          wire.urgent(IAC);
          wire.raw(DM);
          wire.send("ABOR");
        }
        case LFTP -> {
          wire.raw(IAC, IP, IAC);
          wire.urgent(DM);
          wire.send("ABOR");
        }
        case TWO_URGENT -> {
          wire.urgent(IP);
          wire.urgent(IAC);
          wire.send("abor");
        }
        case IN_BAND -> {
          wire.raw(IAC, IP, IAC, DM);
          wire.send("ABOR");
        }
      }
    }
  }

  private static byte[] bytes(int... values) {
    return new String(values, 0, values.length).getBytes(StandardCharsets.ISO_8859_1);
  }
}

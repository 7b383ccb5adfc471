package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** TYPE, STRU, MODE and ALLO (RFC 959 sections 3.1 and 4.1.3). */
final class TypeCases {
  private static final String AS_TEXT = "line1\r\nline2\r\n";

  private TypeCases() {}

  static List<Case> cases() {
    return Stream.of(types(), refusedTypes(), structures(), sizes()).flatMap(List::stream).toList();
  }

  private static List<Case> types() {
    return List.of(
        session(
            "D-001",
            "TYPE A is in force until another is chosen",
            wire -> assertThat(wire.listing("RETR f.txt")).isEqualTo(AS_TEXT)),
        session(
            "D-001.1",
            "TYPE is the same in any case",
            wire -> chosen(wire, "type i", Fixture.TEXT)),
        session("D-001.2", "TYPE A N is TYPE A", wire -> chosen(wire, "TYPE A N", AS_TEXT)),
        session("D-003", "TYPE A T is TYPE A", wire -> chosen(wire, "TYPE A T", AS_TEXT)),
        session("D-005", "TYPE I changes no byte", wire -> chosen(wire, "TYPE I", Fixture.TEXT)),
        session("D-006", "TYPE L 8 is TYPE I", wire -> chosen(wire, "TYPE L 8", Fixture.TEXT)),
        session(
            "D-006.1",
            "TYPE L8, without a blank, is TYPE I too",
            wire -> chosen(wire, "TYPE L8", Fixture.TEXT)),
        session("D-009", "TYPE I N is TYPE I", wire -> chosen(wire, "TYPE I N", Fixture.TEXT)),
        session(
            "D-011",
            "MLSD does not change TYPE",
            wire -> {
              assertThat(wire.listing("MLSD")).contains("f.txt\r\n").doesNotContain("\r\r");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(AS_TEXT);
              wire.expect(200, "TYPE I");
              assertThat(wire.listing("MLSD")).contains("f.txt\r\n");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
            }));
  }

  private static List<Case> refusedTypes() {
    return List.of(
        session("D-004", "TYPE A C is 504", wire -> refused(wire, "TYPE A C")),
        session(
            "D-007",
            "TYPE L of other sizes than 8 is 504",
            wire -> {
              refused(wire, "TYPE L 7");
              refused(wire, "TYPE L 36");
              refused(wire, "TYPE L7");
              refused(wire, "TYPE L");
            }),
        session(
            "D-008",
            "TYPE E is 504",
            wire -> {
              refused(wire, "TYPE E");
              refused(wire, "TYPE E N");
            }),
        session(
            "D-010",
            "a type that is not known is 504, none at all 501",
            wire -> {
              refused(wire, "TYPE X");
              refused(wire, "TYPE A N N");
              wire.expect(501, "TYPE");
            }));
  }

  private static List<Case> structures() {
    return List.of(
        session("D-012", "STRU F is 200", wire -> wire.expect(200, "STRU F")),
        session(
            "D-013",
            "STRU R and STRU P are 504",
            wire -> {
              wire.expect(504, "STRU R");
              wire.expect(504, "STRU P");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(AS_TEXT);
            }),
        session("D-014", "MODE S is 200", wire -> wire.expect(200, "MODE S")),
        session(
            "D-015",
            "MODE B and MODE C are 504",
            wire -> {
              wire.expect(504, "MODE B");
              wire.expect(504, "MODE C");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(AS_TEXT);
            }),
        session(
            "D-016",
            "a structure or mode that is not known is 504, none at all 501",
            wire -> {
              wire.expect(504, "STRU X");
              wire.expect(504, "MODE X");
              wire.expect(501, "STRU");
              wire.expect(501, "MODE");
            }));
  }

  private static List<Case> sizes() {
    return List.of(
        session(
            "D-017",
            "ALLO is 200, with a record size too",
            wire -> {
              wire.expect(200, "ALLO 100");
              wire.expect(200, "ALLO 100 R 10");
              wire.expect(200, "ALLO 0");
            }),
        session(
            "D-018",
            "ALLO of no number is 501",
            wire -> {
              wire.expect(501, "ALLO abc");
              wire.expect(501, "ALLO -1");
              wire.expect(501, "ALLO 1 R");
              wire.expect(501, "ALLO");
            }),
        session(
            "D-019",
            "ALLO of more than any store takes is 200, for there is no quota",
            wire -> wire.expect(200, "ALLO 999999999999999")),
        session(
            "D-017.1",
            "an upload in TYPE I of another size than ALLO named is refused",
            wire -> {
              wire.expect(200, "TYPE I");
              wire.expect(200, "ALLO 5");
              try (var data = wire.passive()) {
                wire.expect(150, "STOR new");
                data.write("1234");
              }
              assertThat(wire.read().code()).isGreaterThanOrEqualTo(426);
              wire.expect(550, "SIZE new");
            }),
        session(
            "D-017.2",
            "ALLO counts for one upload",
            wire -> {
              wire.expect(200, "TYPE I");
              wire.expect(200, "ALLO 5");
              wire.upload("STOR new", "12345");
              wire.upload("STOR new", "123");
            }));
  }

  private static void chosen(Wire wire, String command, String comes) throws IOException {
    wire.expect(200, command.startsWith("TYPE A") ? "TYPE I" : "TYPE A");
    wire.expect(200, command);
    assertThat(wire.listing("RETR f.txt")).isEqualTo(comes);
  }

  /** Refused, and what was in force is still. */
  private static void refused(Wire wire, String command) throws IOException {
    wire.expect(200, "TYPE I");
    wire.expect(504, command);
    assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
  }
}

package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.util.List;

/** TYPE A: line ends on the wire and in the store (RFC 959 section 3.1.1). */
final class AsciiCases {
  private AsciiCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "I-001",
            "each LF of a file is CR LF on the wire",
            wire -> assertThat(wire.listing("RETR f.txt")).isEqualTo("line1\r\nline2\r\n")),
        stage(
            "I-001.1",
            "a last line without an end gets none",
            stage -> {
              stage.put("open", "a\nb");
              assertThat(stage.wire().listing("RETR open")).isEqualTo("a\r\nb");
            }),
        session(
            "I-001.2",
            "TYPE A N is TYPE A, and A is what a session begins with",
            wire -> {
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.ASCII);
              wire.expect(200, "TYPE I");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
              wire.expect(200, "TYPE A N");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.ASCII);
            }),
        session(
            "I-002",
            "a CR LF of a file is not doubled",
            wire -> assertThat(wire.listing("RETR crlf.txt")).isEqualTo(Fixture.CRLF)),
        stage(
            "I-002.1",
            "a CR alone is sent as it is",
            stage -> {
              stage.put("cr", "a\rb\r\r\nc\r");
              assertThat(stage.wire().listing("RETR cr")).isEqualTo("a\rb\r\r\nc\r");
            }),
        stage(
            "I-004",
            "each CR LF of the wire is LF in the store",
            stage -> {
              Wire wire = stage.wire();
              wire.upload("STOR new", "a\r\nb\r\n");
              assertThat(stage.stored("new")).isEqualTo("a\nb\n");
              wire.expect(200, "TYPE I");
              assertThat(wire.listing("RETR new")).isEqualTo("a\nb\n");
            }),
        stage(
            "I-004.1",
            "APPE and STOU do the same",
            stage -> {
              Wire wire = stage.wire();
              wire.upload("APPE f.txt", "line3\r\n");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT + "line3\n");
              wire.upload("STOU one", "a\r\n");
              String name =
                  stage.names().stream()
                      .filter(n -> n.startsWith("one-"))
                      .findFirst()
                      .orElseThrow();
              assertThat(stage.stored(name)).isEqualTo("a\n");
            }),
        stage(
            "I-004.2",
            "a CR and its LF may come in two packets",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "STOR new");
                data.write("a\r");
                wire.inStep();
                data.write("\nb\r");
              }
              wire.expect(226);
              assertThat(stage.stored("new")).isEqualTo("a\nb\r");
            }),
        stage(
            "I-004.3",
            "line ends at every place of a buffer come through, both ways",
            stage -> {
              String text = "0123456\n".repeat(20_000);
              Wire wire = stage.wire();
              for (String shift : List.of("", "1", "12")) {
                wire.upload("STOR new", shift + text.replace("\n", "\r\n"));
                assertThat(stage.stored("new")).isEqualTo(shift + text);
                assertThat(wire.listing("RETR new")).isEqualTo(shift + text.replace("\n", "\r\n"));
              }
            }),
        stage(
            "I-005",
            "a CR or LF alone is stored as it came",
            stage -> {
              stage.wire().upload("STOR new", "a\nb\rc\r\r\nd");
              assertThat(stage.stored("new")).isEqualTo("a\nb\rc\r\nd");
            }),
        stage(
            "I-005.1",
            "bytes that are no ASCII are stored as they came",
            stage -> {
              stage.wire().upload("STOR new", "ü中\u0000\u001a");
              assertThat(stage.stored("new")).isEqualTo("ü中\u0000\u001a");
            }),
        stage(
            "I-005.2",
            "what is said of the size before is not held against the converted bytes",
            stage -> {
              Wire wire = stage.wire();
              wire.expect(200, "ALLO 4");
              wire.upload("STOR new", "a\r\nb\r\n");
              assertThat(stage.stored("new")).isEqualTo("a\nb\n");
            }),
        stage(
            "I-008",
            "where it is set so TYPE A changes nothing, and the replies are the same",
            stage -> {
              Wire wire = stage.with(Profile.BINARY);
              wire.expect(200, "TYPE A");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
              wire.upload("STOR new", "a\r\nb\n");
              assertThat(stage.stored("new")).isEqualTo("a\r\nb\n");
              assertThat(wire.expect(213, "SIZE f.txt").words()).isEqualTo("12");
            }),
        stage(
            "I-008.1",
            "and an upload can be restarted then",
            stage -> {
              Wire wire = stage.with(Profile.BINARY);
              wire.expect(350, "REST 6");
              wire.upload("STOR f.txt", "else\r\n");
              assertThat(stage.stored("f.txt")).isEqualTo("line1\nelse\r\n");
              wire.expect(350, "REST 6");
              assertThat(wire.listing("RETR f.txt")).isEqualTo("else\r\n");
            }),
        stage(
            "I-008.2",
            "with ascii=on-request TYPE A changes something from where it is sent",
            stage -> {
              Wire wire = stage.with(Profile.OBLIGING);
              wire.upload("STOR silent", "a\r\nb\r\n");
              assertThat(stage.stored("silent")).isEqualTo("a\r\nb\r\n");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
              assertThat(wire.expect(213, "SIZE f.txt").words()).isEqualTo("12");
              wire.expect(200, "TYPE A");
              wire.upload("STOR said", "a\r\nb\r\n");
              assertThat(stage.stored("said")).isEqualTo("a\nb\n");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.ASCII);
            }),
        stage(
            "I-008.3",
            "the users file can say so for a user alone",
            stage -> {
              stage.as(Account.CAMERA).upload("STOR picture", "a\r\n");
              assertThat(stage.stored("picture")).isEqualTo("a\r\n");
              stage.wire().upload("STOR text", "a\r\n");
              assertThat(stage.stored("text")).isEqualTo("a\n");
            }),
        session("I-009", "listings end their lines with CR LF in every TYPE", AsciiCases::listings),
        session(
            "I-010",
            "SIZE in TYPE A is 550: how large the text will be is not known",
            wire -> {
              wire.expect(550, "SIZE f.txt");
              wire.expect(550, "SIZE nope");
            }),
        session(
            "I-011",
            "SIZE in TYPE I is the number of bytes",
            wire -> {
              wire.expect(200, "TYPE I");
              assertThat(wire.expect(213, "SIZE f.txt").words()).isEqualTo("12");
              wire.expect(200, "TYPE L 8");
              assertThat(wire.expect(213, "SIZE crlf.txt").words()).isEqualTo("6");
            }),
        session(
            "I-012.1",
            "it says what FluentFTP looks for before it turns to TYPE I",
            wire ->
                assertThat(wire.expect(550, "SIZE f.txt").lines())
                    .containsExactly("550 SIZE not allowed in ASCII mode")),
        session(
            "I-012",
            "the 550 of SIZE in TYPE A does not say that the file is not there",
            wire ->
                assertThat(wire.expect(550, "SIZE f.txt").words())
                    .doesNotContainIgnoringCase("not found")
                    .doesNotContainIgnoringCase("no such")
                    .doesNotContainIgnoringCase("exist")));
  }

  private static void listings(Wire wire) throws IOException {
    for (String type : List.of("TYPE A", "TYPE I")) {
      wire.expect(200, type);
      for (String command : List.of("LIST", "NLST", "MLSD")) {
        String lines = wire.listing(command);
        assertThat(lines).contains("f.txt\r\n").endsWith("\r\n");
        assertThat(lines.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
      }
    }
  }
}

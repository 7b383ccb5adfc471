package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.util.List;

/** RNFR and RNTO (RFC 959 section 4.1.3). */
final class RenameCases {
  private RenameCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "M-018",
            "RNFR of what is not there is 550",
            wire -> {
              wire.expect(550, "RNFR nope");
              wire.expect(503, "RNTO f2.txt");
            }),
        stage(
            "M-020",
            "a file gets another name",
            stage -> {
              rename(stage.wire(), "f.txt", "g.txt", 250);
              assertThat(stage.has("f.txt")).isFalse();
              assertThat(stage.stored("g.txt")).isEqualTo(Fixture.TEXT);
              rename(stage.wire(), "/m-020/g.txt", "d/../e/h.txt", 250);
              assertThat(stage.stored("e/h.txt")).isEqualTo(Fixture.TEXT);
            }),
        session(
            "M-021",
            "NOOP and STAT may come between RNFR and RNTO",
            wire -> {
              wire.expect(350, "RNFR f.txt");
              wire.inStep();
              wire.expect(211, "STAT");
              wire.expect(257, "PWD");
              wire.expect(250, "RNTO g.txt");
            }),
        session(
            "M-022",
            "other commands between RNFR and RNTO make RNTO 503",
            wire -> {
              wire.expect(350, "RNFR f.txt");
              wire.download("RETR crlf.txt");
              wire.expect(503, "RNTO g.txt");
              for (String command : List.of("TYPE I", "CWD .", "MLST d", "FEAT", "DELE nope")) {
                wire.expect(350, "RNFR f.txt");
                wire.command(command);
                wire.expect(503, "RNTO g.txt");
              }
              wire.expect(213, "SIZE f.txt");
            }),
        session(
            "M-022.1",
            "RNTO uses RNFR up, whether it went well or not; a second RNFR takes the first's place",
            wire -> {
              rename(wire, "f.txt", "g.txt", 250);
              wire.expect(503, "RNTO h.txt");
              rename(wire, "g.txt", "d", 553);
              wire.expect(503, "RNTO h.txt");
              wire.expect(350, "RNFR g.txt");
              wire.expect(350, "RNFR empty");
              wire.expect(250, "RNTO still-empty");
              wire.expect(350, "RNFR g.txt");
            }),
        stage(
            "M-023",
            "a file takes the place of another",
            stage -> {
              rename(stage.wire(), "f.txt", "crlf.txt", 250);
              assertThat(stage.stored("crlf.txt")).isEqualTo(Fixture.TEXT);
              assertThat(stage.has("f.txt")).isFalse();
            }),
        stage(
            "M-023.1",
            "who may not replace files does not by RNTO either",
            stage -> {
              rename(stage.as(Account.KEEPER), "f.txt", "crlf.txt", 550);
              assertThat(stage.stored("crlf.txt")).isEqualTo(Fixture.CRLF);
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
              rename(stage.as(Account.KEEPER), "f.txt", "free.txt", 250);
            }),
        stage(
            "M-024",
            "onto a directory, and into one that is not there, is 553",
            stage -> {
              Wire wire = stage.wire();
              for (String target : List.of("d", "e", "e/", "nope/f.txt", "f.txt/x", "..", "/")) {
                rename(wire, "crlf.txt", target, 553);
              }
              rename(wire, "d", "e", 553);
              rename(wire, "d", "nope/d", 553);
              assertThat(stage.names()).contains("crlf.txt", "d/x.txt", "e/");
            }),
        stage(
            "M-025",
            "a directory moves with all that is below it",
            stage -> {
              stage.put("d/deep/er/file", "deep");
              stage.put("d/hollow/", "");
              rename(stage.wire(), "d", "e/moved", 250);
              assertThat(stage.names())
                  .contains("e/moved/x.txt", "e/moved/deep/er/file", "e/moved/hollow/")
                  .noneMatch(name -> name.startsWith("d/"));
              assertThat(stage.stored("e/moved/deep/er/file")).isEqualTo("deep");
              stage.wire().expect(550, "CWD d");
            }),
        stage(
            "M-025.1",
            "an empty directory moves, and one does not take a file's place",
            stage -> {
              rename(stage.wire(), "e", "f", 250);
              stage.wire().expect(250, "CWD f");
              stage.wire().expect(250, "CDUP");
              rename(stage.wire(), "f", "f.txt", 553);
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "M-026",
            "onto itself is 250, and nothing is lost",
            stage -> {
              rename(stage.wire(), "f.txt", "f.txt", 250);
              rename(stage.wire(), "f.txt", "./d/../f.txt", 250);
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
              rename(stage.wire(), "d", "d", 250);
              assertThat(stage.stored("d/x.txt")).isEqualTo("x");
            }),
        stage(
            "M-027",
            "a directory does not move into itself",
            stage -> {
              rename(stage.wire(), "d", "d/sub", 553);
              rename(stage.wire(), "d", "d/sub/sub", 553);
              assertThat(stage.stored("d/x.txt")).isEqualTo("x");
            }),
        stage(
            "M-028",
            "a file of more than 5 GB is renamed, by copies in parts, with one reply",
            RenameCases::huge));
  }

  private static void huge(Stage stage) throws Exception {
    long size = 6L << 30;
    stage.odd().withHuge(stage.prefix() + "huge", size);
    rename(stage.with(Profile.ODD_KEYS), "huge", "moved", 250);
    assertThat(stage.odd().size(stage.prefix() + "huge")).isEmpty();
    assertThat(stage.odd().size(stage.prefix() + "moved")).hasValue(size);
  }

  private static void rename(Wire wire, String from, String to, int code) throws Exception {
    wire.expect(350, "RNFR " + from);
    wire.expect(code, "RNTO " + to);
  }
}

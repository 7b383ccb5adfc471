package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** MLST and MLSD: their form and their facts (RFC 3659 section 7). */
final class FactCases {
  private FactCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "K-001",
            "MLST answers in one line of facts between two of 250",
            wire -> {
              List<String> lines = wire.expect(250, "MLST f.txt").lines();
              assertThat(lines).hasSize(3);
              assertThat(lines.getFirst()).startsWith("250-");
              assertThat(lines.get(1)).matches(" ([A-Za-z.]+=[^; ]*;)+ /k-001/f\\.txt");
              assertThat(lines.getLast()).isEqualTo("250 End");
            }),
        session(
            "K-001.1",
            "MLST of what is not there is 550",
            wire -> {
              wire.expect(550, "MLST nope");
              wire.expect(550, "MLST f.txt/nope");
            }),
        session(
            "K-001.2",
            "MLST needs no data connection and leaves one alone",
            wire -> {
              try (var data = wire.passive()) {
                wire.expect(250, "MLST f.txt");
                wire.expect(150, "RETR empty");
                assertThat(data.readAll()).isEmpty();
                wire.expect(226);
              }
            }),
        session(
            "K-003",
            "MLST of a directory says type=dir and no size, in whatever way it is named",
            wire -> {
              var names =
                  Map.of(
                      "MLST", "/k-003",
                      "MLST d", "/k-003/d",
                      "MLST d/", "/k-003/d",
                      "MLST /", "/",
                      "MLST .", "/k-003",
                      "MLST d/..", "/k-003");
              for (var each : names.entrySet()) {
                Facts facts = Facts.only(wire.expect(250, each.getKey()).body());
                assertThat(facts.fact("type")).as(each.getKey()).isEqualTo("dir");
                assertThat(facts.values()).doesNotContainKey("size");
                assertThat(facts.name()).isEqualTo(each.getValue());
              }
            }),
        session(
            "K-003.1",
            "MLST of a file whose name ends in a blank names it with the blank",
            wire -> {
              wire.upload("STOR blank ", "");
              assertThat(Facts.only(wire.expect(250, "MLST blank ").body()).name())
                  .isEqualTo("/k-003.1/blank ");
            }),
        session(
            "K-006",
            "MLSD gives bare names",
            wire ->
                assertThat(Facts.all(wire.listing("MLSD d"))).containsOnlyKeys("x.txt", "y.txt")),
        session(
            "K-006.1",
            "MLSD of an absolute path, of one with a slash at its end, and of . gives bare names",
            wire -> {
              assertThat(Facts.all(wire.listing("MLSD /k-006.1/d")))
                  .containsOnlyKeys("x.txt", "y.txt");
              assertThat(Facts.all(wire.listing("MLSD d/"))).containsOnlyKeys("x.txt", "y.txt");
              assertThat(wire.listing("MLSD .")).isEqualTo(wire.listing("MLSD"));
            }),
        session(
            "K-006.2",
            "MLSD without an argument is about the working directory",
            wire -> {
              wire.expect(250, "CWD d");
              assertThat(Facts.all(wire.listing("MLSD"))).containsOnlyKeys("x.txt", "y.txt");
            }),
        session(
            "K-007",
            "an empty directory is no bytes and 226",
            wire -> assertThat(wire.listing("MLSD e")).isEmpty()),
        session(
            "K-008",
            "MLSD of a file is 501",
            wire -> {
              try (var data = wire.passive()) {
                wire.expect(501, "MLSD f.txt");
                wire.expect(150, "MLSD e");
                assertThat(data.readAll()).isEmpty();
                wire.expect(226);
              }
            }),
        session(
            "K-009",
            "MLSD of what is not there is 550, without a 150",
            wire -> {
              try (var _ = wire.passive()) {
                wire.expect(550, "MLSD nope");
                wire.inStep();
              }
            }),
        session(
            "K-010",
            "MLSD takes a pattern for a name",
            wire -> {
              try (var _ = wire.passive()) {
                wire.expect(550, "MLSD *.txt");
              }
              wire.expect(257, "MKD *.txt");
              wire.upload("STOR *.txt/in", "");
              assertThat(Facts.all(wire.listing("MLSD *.txt"))).containsOnlyKeys("in");
              wire.expect(550, "MLST ?.txt");
            }),
        session(
            "K-011",
            "MLSD names neither the directory itself nor the one above",
            wire ->
                assertThat(Facts.all(wire.listing("MLSD")))
                    .doesNotContainKeys(".", "..", "/k-011")
                    .allSatisfy((_, facts) -> assertThat(facts.fact("type")).isIn("file", "dir"))),
        session(
            "K-012",
            "the letters of perm are those of files and of directories",
            wire -> {
              String all = wire.listing("MLSD");
              assertThat(Facts.of(all, "f.txt").fact("perm")).isEqualTo("adfrw");
              assertThat(Facts.of(all, "d").fact("perm")).isEqualTo("cdeflmp");
            }),
        stage(
            "K-012.1",
            "perm shows what this user may do",
            stage -> {
              perm(stage, Account.READER, "r", "el");
              perm(stage, Account.KEEPER, "dfr", "cdeflmp");
              stage.as(Account.SENDER).expect(550, "MLST f.txt");
            }),
        session(
            "K-014",
            "modify is UTC in fourteen digits, and what MDTM says",
            wire -> {
              for (String file : List.of("f.txt", "old.txt")) {
                String modify = Facts.only(wire.expect(250, "MLST " + file).body()).fact("modify");
                assertThat(modify).matches("\\d{14}");
                assertThat(wire.expect(213, "MDTM " + file).words()).isEqualTo(modify);
              }
            }),
        session(
            "K-014.1",
            "modify of MLSD is MDTM's for a file that came this way",
            wire -> {
              wire.upload("STOR new", "new");
              assertThat(Facts.of(wire.listing("MLSD"), "new").fact("modify"))
                  .matches("\\d{14}")
                  .isEqualTo(wire.expect(213, "MDTM new").words());
            }),
        session(
            "K-016",
            "size is decimal, and of files only",
            wire -> {
              String all = wire.listing("MLSD");
              assertThat(Facts.of(all, "f.txt").fact("size")).isEqualTo("12");
              assertThat(Facts.of(all, "empty").fact("size")).isEqualTo("0");
              assertThat(Facts.of(all, "d").values()).doesNotContainKeys("size", "sizd");
            }));
  }

  private static void perm(Stage stage, Account account, String file, String directory)
      throws Exception {
    var wire = stage.as(account);
    assertThat(Facts.only(wire.expect(250, "MLST f.txt").body()).fact("perm")).isEqualTo(file);
    assertThat(Facts.only(wire.expect(250, "MLST d").body()).fact("perm")).isEqualTo(directory);
  }
}

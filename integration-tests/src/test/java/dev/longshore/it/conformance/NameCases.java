package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Names and paths: blanks, UTF-8, dots, lengths (RFC 2640, RFC 3659 sections 2.2 and 6). */
final class NameCases {
  private NameCases() {}

  static List<Case> cases() {
    return Stream.concat(names().stream(), CharsetCases.cases().stream()).toList();
  }

  private static List<Case> names() {
    return List.of(
        stage(
            "N-001",
            "all behind the first blank is the name",
            stage -> {
              stage.wire().upload("STOR  x", "one");
              stage.wire().upload("STOR   y", "two");
              assertThat(stage.names()).contains(" x", "  y");
              assertThat(stage.wire().download("RETR  x").text()).isEqualTo("one");
            }),
        stage(
            "N-002",
            "a blank at the end is the name's",
            stage -> {
              stage.wire().upload("STOR x ", "one");
              stage.wire().upload("STOR x", "two");
              assertThat(stage.stored("x ")).isEqualTo("one");
              assertThat(stage.stored("x")).isEqualTo("two");
              assertThat(stage.wire().download("RETR x ").text()).isEqualTo("one");
            }),
        session("N-003", "UTF-8 comes back as it went", wire -> everywhere(wire, "ü中😀.txt")),
        session(
            "N-003.1",
            "names of one byte, of digits, and like replies, options and commands come back",
            wire -> {
              for (String name : List.of("x", "7", "226 done", "-la", "QUIT", "...")) {
                everywhere(wire, name);
              }
            }),
        stage(
            "N-004",
            "composed and decomposed letters are two names",
            stage -> {
              stage.wire().upload("STOR \u00e9", "composed");
              stage.wire().upload("STOR e\u0301", "decomposed");
              assertThat(stage.names()).contains("\u00e9", "e\u0301");
              assertThat(stage.wire().download("RETR e\u0301").text()).isEqualTo("decomposed");
              assertThat(stage.wire().download("RETR \u00e9").text()).isEqualTo("composed");
            }),
        stage(
            "N-005",
            "a name that is not UTF-8 is refused, and nothing is stored under another",
            stage -> {
              refused(stage.wire(), "STOR bad\u00e9.txt", "MKD bad\u00e9", "RETR \u00fc");
              refused(stage.wire(), "RNFR f\u00e9", "SIZE f\u00e9", "CWD \u00e9", "DELE f\u00e9");
              assertThat(stage.names()).hasSize(11);
            }),
        session(
            "N-006",
            "overlong UTF-8 and surrogates are refused",
            wire ->
                refused(
                    wire,
                    "CWD \u00c0\u00ae\u00c0\u00ae\u00c0\u00af",
                    "STOR \u00c0\u00af",
                    "RETR \u00e0\u0080\u00af",
                    "MKD \u00ed\u00a0\u0080",
                    "MKD \u00f8\u0088\u0080\u0080\u00af",
                    "STOR \u00f4\u0090\u0080\u0080",
                    "STOR cut\u00e4\u00b8")),
        stage(
            "N-007",
            "empty segments, . and .. mean the same in every command",
            stage -> {
              Wire wire = stage.wire();
              wire.expect(200, "TYPE I");
              for (String path :
                  List.of("d//x.txt", "./d/./x.txt", "e/../d/x.txt", "no/../d/x.txt")) {
                wire.expect(213, "SIZE " + path);
                wire.expect(213, "MDTM " + path);
                wire.expect(250, "MLST " + path);
                assertThat(wire.download("RETR " + path).text()).isEqualTo("x");
                wire.upload("STOR " + path, "x");
                wire.expect(350, "RNFR " + path);
                wire.expect(250, "RNTO d/" + path.replace("d/", "d/../"));
                wire.expect(350, "RNFR d/" + path.replace("d/", "d/../"));
                wire.expect(250, "RNTO " + path);
              }
              wire.expect(257, "MKD .//new//");
              wire.expect(250, "RMD e/..//./new/");
            }),
        session(
            "N-008",
            ". and .. are no names for anything new",
            wire -> {
              try (var _ = wire.passive()) {
                wire.expect(553, "STOR ..");
                wire.expect(550, "STOR .");
                wire.expect(550, "STOR d/..");
                wire.expect(550, "MKD .");
                wire.expect(550, "MKD ..");
              }
              for (String name : List.of(".", "..", "d/.", "d/..")) {
                wire.expect(350, "RNFR f.txt");
                wire.expect(553, "RNTO " + name);
              }
            }),
        stage("N-009", "a key may have 1024 bytes, and no more", NameCases::lengths),
        session(
            "N-009.1",
            "a path of a thousand segments of dots is as short as what it means",
            wire ->
                assertThat(wire.download("RETR " + "./".repeat(1000) + "f.txt").bytes())
                    .isNotEmpty()),
        stage(
            "N-010",
            "upper and lower case differ",
            stage -> {
              for (String name : List.of("A.txt", "a.txt", "I", "i", "\u0131", "\u0130")) {
                stage.wire().upload("STOR " + name, name);
              }
              for (String name : List.of("A.txt", "a.txt", "I", "i", "\u0131", "\u0130")) {
                assertThat(stage.wire().download("RETR " + name).text()).isEqualTo(name);
              }
              stage.wire().expect(550, "SIZE F.TXT");
            }),
        session(
            "N-012",
            "no character has a meaning in a name, but for the slash",
            wire -> {
              for (String name :
                  List.of(
                      ";",
                      "a=b",
                      "*",
                      "?",
                      "[",
                      "]",
                      "#",
                      "%2F",
                      "%",
                      "+",
                      "&",
                      "'",
                      "\"",
                      "\\",
                      "<x>",
                      "|",
                      "$HOME",
                      "`id`",
                      "!",
                      "{a,b}",
                      "@",
                      "a:b",
                      ",",
                      "modify=1; x")) {
                everywhere(wire, name);
              }
            }),
        stage(
            "N-012.1",
            "escapes are not undone: %2e%2e and %2F are letters",
            stage -> {
              stage.wire().expect(257, "MKD %2e%2e");
              stage.wire().upload("STOR %2e%2e/a%2Fb", "x");
              assertThat(stage.names()).contains("%2e%2e/a%2Fb");
              stage.wire().expect(550, "SIZE %2e%2e/a/b");
            }),
        stage(
            "N-013",
            "quotes around a name are the name's",
            stage -> {
              stage.wire().upload("STOR \"a b\"", "quoted");
              assertThat(stage.names()).contains("\"a b\"");
              stage.wire().expect(550, "RNFR a b");
              assertThat(stage.wire().download("RETR \"a b\"").text()).isEqualTo("quoted");
            }),
        stage(
            "N-014",
            "a key with an empty segment is out of reach, and does not hide others",
            stage -> {
              stage.odd().with(stage.prefix() + "a//b", "odd").with(stage.prefix() + "a/c", "even");
              Wire wire = stage.with(Profile.ODD_KEYS);
              wire.expect(550, "MDTM a//b");
              assertThat(wire.listing("NLST a")).isEqualTo("a/c\r\n");
              assertThat(wire.download("RETR a//c").text()).isEqualTo("even");
            }),
        stage(
            "N-015",
            "an upload under way shows nowhere",
            stage -> {
              Wire uploading = stage.another();
              uploading.expect(200, "TYPE I");
              try (var data = uploading.passive()) {
                uploading.expect(150, "STOR big");
                data.write(new byte[12 << 20]);
                assertThat(Facts.all(stage.wire().listing("MLSD"))).hasSize(10);
                assertThat(Text.lines(stage.wire().listing("NLST /"))).doesNotContain("big");
                stage.wire().expect(550, "MLST big");
              }
              uploading.expect(226);
              assertThat(Facts.all(stage.wire().listing("MLSD"))).hasSize(11);
            }));
  }

  /** Stores, lists, reads and deletes a file of this name. */
  private static void everywhere(Wire wire, String name) throws Exception {
    wire.expect(200, "TYPE I");
    wire.upload("STOR " + name, name);
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    assertThat(wire.expect(213, "SIZE " + name).words()).isEqualTo(Integer.toString(bytes));
    assertThat(Text.lines(wire.listing("NLST"))).contains(name);
    assertThat(Text.lines(wire.listing("LIST"))).anyMatch(line -> line.endsWith(" " + name));
    assertThat(Facts.all(wire.listing("MLSD"))).containsKey(name);
    assertThat(Facts.only(wire.expect(250, "MLST " + name).body()).name()).endsWith("/" + name);
    assertThat(wire.download("RETR " + name).text()).isEqualTo(name);
    wire.expect(250, "DELE " + name);
    wire.expect(550, "MLST " + name);
  }

  /** Sends lines whose letters are bytes, each of which must be 501. */
  private static void refused(Wire wire, String... lines) throws Exception {
    for (String line : lines) {
      wire.raw((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      wire.expect(501);
    }
    wire.inStep();
  }

  private static void lengths(Stage stage) throws Exception {
    Wire wire = stage.wire();
    String segment = "s".repeat(249) + "/";
    String path = "";
    while (path.length() < 750) {
      path += segment;
      wire.expect(257, "MKD " + path);
    }
    int left = 1024 - stage.prefix().length() - path.length();
    String longest = path + "x".repeat(left);
    wire.upload("STOR " + longest, "longest");
    assertThat(wire.download("RETR " + longest).text()).isEqualTo("longest");
    assertThat(Text.lines(wire.listing("NLST " + path))).containsExactly(longest);
    try (var _ = wire.passive()) {
      wire.expect(553, "STOR " + longest + "x");
      wire.expect(553, "MKD " + longest);
    }
    wire.expect(350, "RNFR " + longest);
    wire.expect(553, "RNTO " + longest + "x");
    wire.upload("STOR " + "n".repeat(255), "255");
  }
}

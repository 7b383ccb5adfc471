package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Reply;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** FEAT, OPTS and what tells clients of the server (RFC 2389, RFC 2640, RFC 3659). */
final class FeatureCases {
  /** Those of RFC 959 and their X-names, which FEAT does not list. */
  private static final Set<String> CLASSIC =
      Set.of(
          "USER", "PASS", "ACCT", "CWD", "XCWD", "CDUP", "XCUP", "SMNT", "REIN", "QUIT", "PORT",
          "PASV", "TYPE", "STRU", "MODE", "ALLO", "STOR", "STOU", "APPE", "RETR", "LIST", "NLST",
          "RNFR", "RNTO", "DELE", "RMD", "MKD", "PWD", "ABOR", "SYST", "STAT", "HELP", "SITE",
          "NOOP", "FEAT", "OPTS");

  /** Known and refused, without TLS. */
  private static final Set<String> REFUSED =
      Set.of("LPRT", "LPSV", "MFCT", "AUTH", "PBSZ", "PROT", "CCC", "ADAT", "MIC", "CONF", "ENC");

  private FeatureCases() {}

  static List<Case> cases() {
    return Stream.of(features(), facts(), utf8(), texts()).flatMap(List::stream).toList();
  }

  private static List<Case> features() {
    return List.of(
        session(
            "C-001",
            "FEAT is 211, a line a feature, and ends with 211 End",
            wire -> {
              Reply reply = wire.expect(211, "FEAT");
              assertThat(reply.lines().getFirst()).startsWith("211-");
              assertThat(reply.body()).hasSizeGreaterThan(8).allMatch(line -> line.startsWith(" "));
              assertThat(reply.lines().getLast()).isEqualTo("211 End");
            }),
        session(
            "C-002",
            "what FEAT lists is built",
            wire -> {
              for (String line : features(wire)) {
                String verb = line.startsWith("SITE") ? line : line.split(" ", 2)[0];
                if (!Set.of("UTF8", "TVFS").contains(verb)) {
                  assertThat(wire.command(verb).code()).as(line).isNotIn(500, 502, 504);
                }
              }
            }),
        session(
            "C-002.1", "what is built beyond RFC 959 is in FEAT", FeatureCases::nothingIsHidden),
        stage(
            "C-003",
            "FEAT is the same before the login and after it",
            stage -> assertThat(features(stage.stranger())).isEqualTo(features(stage.wire()))),
        session(
            "C-013",
            "FEAT has UTF8 without more",
            wire -> assertThat(features(wire)).contains("UTF8")),
        session(
            "C-013.1",
            "what clients compare as a whole line is bare",
            wire ->
                assertThat(features(wire))
                    .contains("SIZE", "MDTM", "EPSV", "EPRT", "TVFS", "REST STREAM")),
        session(
            "C-013.2",
            "FEAT does not list what makes clients send commands that are not known",
            wire ->
                assertThat(features(wire)).doesNotContain("PRET", "CPSV", "SSCN", "THMB", "XSHA")));
  }

  private static List<Case> facts() {
    return List.of(
        session(
            "C-004",
            "the line MLST ends in a semicolon, has no blank inside, and stars what is sent",
            wire ->
                assertThat(mlst(wire))
                    .matches("MLST ([\\w.]+\\*;)+")
                    .contains("type*;size*;modify*;")),
        session(
            "C-005",
            "OPTS MLST chooses facts, and the stars follow",
            wire -> {
              chosen(wire, "OPTS MLST type;size;", "MLST OPTS type;size;");
              assertThat(mlst(wire))
                  .contains("type*;", "size*;", "modify;")
                  .doesNotContain("modify*");
              assertThat(fact(wire)).isEqualTo(" type=file;size=12; /c-005/f.txt");
            }),
        session(
            "C-006",
            "OPTS MLST without facts leaves none",
            wire -> {
              chosen(wire, "OPTS MLST", "MLST OPTS");
              assertThat(mlst(wire)).doesNotContain("*");
              assertThat(fact(wire)).isEqualTo("  /c-006/f.txt");
            }),
        session(
            "C-007",
            "facts that are not known are passed over",
            wire -> {
              chosen(wire, "OPTS MLST bogus;", "MLST OPTS");
              chosen(wire, "OPTS MLST bogus;type;", "MLST OPTS type;");
            }),
        session(
            "C-008",
            "facts with blanks between them are 501 and change nothing",
            wire -> {
              String before = mlst(wire);
              wire.expect(501, "OPTS MLST type size;");
              assertThat(mlst(wire)).isEqualTo(before);
            }),
        session(
            "C-009",
            "facts are the same in any case, and the last semicolon may be missing",
            wire -> chosen(wire, "OPTS mlst Type;Modify", "MLST OPTS type;modify;")),
        session(
            "C-009.1",
            "a fact that is named twice is sent once",
            wire -> {
              chosen(wire, "OPTS MLST type;type;", "MLST OPTS type;");
              chosen(wire, "OPTS MLST type;;size;", "MLST OPTS type;size;");
            }));
  }

  private static List<Case> utf8() {
    return List.of(
        session(
            "C-010",
            "UTF8 can be asked for in each form that clients have",
            wire -> {
              wire.expect(200, "OPTS UTF8 ON");
              wire.expect(200, "opts utf8 on");
              wire.expect(200, "OPTS UTF-8 ON");
              wire.expect(200, "OPTS UTF8");
            }),
        stage(
            "C-010.1",
            "UTF8 can be asked for before the login",
            stage -> stage.stranger().expect(200, "OPTS UTF8 ON")),
        session(
            "C-011", "UTF8 can not be turned off: 504", wire -> wire.expect(504, "OPTS UTF8 OFF")),
        session(
            "C-011.2",
            "OPTS UTF8 of what is neither ON nor OFF is 501",
            wire -> wire.expect(501, "OPTS UTF8 MAYBE")),
        session(
            "C-011.1",
            "OPTS of what has no options is 501",
            wire -> {
              wire.expect(501, "OPTS");
              wire.expect(501, "OPTS NOOP x");
              wire.expect(501, "OPTS FOO");
            }));
  }

  private static List<Case> texts() {
    return List.of(
        session(
            "C-015",
            "LANG of another language is 504, of no language 501",
            wire -> {
              wire.expect(504, "LANG xx");
              wire.expect(501, "LANG 123");
              wire.expect(200, "LANG en");
              wire.expect(200, "LANG EN-us");
              wire.expect(200, "LANG");
            }),
        session(
            "C-017",
            "CSID tells name and version, and how names are",
            wire ->
                assertThat(wire.expect(200, "CSID Name=WinSCP;Version=6;").words())
                    .matches("Name=[^;]+;(Version=[^;]+;)?.*")
                    .contains("CaseSensitive=1;", "DirSep=/;")),
        session("C-018", "NOOP is 200", wire -> wire.expect(200, "NOOP")),
        session(
            "C-018.1",
            "CLNT is 200, also before the login",
            wire -> wire.expect(200, "CLNT Some Client 1.0")),
        session(
            "C-019",
            "SITE HELP is 214, SITEHELP 500",
            wire -> {
              assertThat(wire.expect(214, "SITE HELP").text()).contains("CHMOD");
              wire.expect(500, "SITEHELP");
            }),
        session(
            "C-020",
            "HELP SITE tells the commands of SITE",
            wire -> assertThat(wire.expect(214, "HELP SITE").text()).contains("CHMOD", "UTIME")),
        session(
            "C-021",
            "a command of SITE that is not known is 500, and the session goes on",
            wire -> {
              wire.expect(500, "SITE FOO");
              wire.expect(500, "SITE FIXrecfm 80 LRECL=80 RECFM=FB BLKSIZE=3120");
              wire.inStep();
            }),
        session("C-021.1", "SITE alone is 501", wire -> wire.expect(501, "SITE")));
  }

  private static void nothingIsHidden(Wire wire) throws IOException {
    Set<String> listed =
        features(wire).stream().map(line -> line.split("[ *]", 2)[0]).collect(Collectors.toSet());
    for (String usage : wire.expect(214, "HELP").body()) {
      String verb = usage.strip().split(" ", 2)[0];
      if (!CLASSIC.contains(verb) && !REFUSED.contains(verb)) {
        // MLSD comes with MLST (RFC 3659 section 7.8).
        assertThat(listed).contains(verb.equals("MLSD") ? "MLST" : verb);
      }
    }
  }

  private static List<String> features(Wire wire) throws IOException {
    return wire.expect(211, "FEAT").body().stream().map(line -> line.substring(1)).toList();
  }

  private static String mlst(Wire wire) throws IOException {
    return features(wire).stream()
        .filter(line -> line.startsWith("MLST"))
        .findFirst()
        .orElseThrow();
  }

  private static void chosen(Wire wire, String command, String answer) throws IOException {
    assertThat(wire.expect(200, command).words()).isEqualTo(answer);
  }

  private static String fact(Wire wire) throws IOException {
    return wire.expect(250, "MLST f.txt").body().getFirst();
  }
}

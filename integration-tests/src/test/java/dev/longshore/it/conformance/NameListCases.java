package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Users;
import dev.longshore.it.Wire;
import java.util.List;

/** NLST, patterns, and STAT of a path (RFC 959 section 4.1.3, RFC 1123 section 4.1.2.7). */
final class NameListCases {
  private static final String[] TEXTS = {"f.txt", "crlf.txt", "old.txt", "sp ace.txt", "ü中.txt"};

  private NameListCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "L-016",
            "LIST and NLST take a pattern in the last place",
            wire -> {
              assertThat(Text.lines(wire.listing("NLST *.txt"))).containsExactlyInAnyOrder(TEXTS);
              assertThat(Text.lines(wire.listing("LIST *.txt"))).hasSize(TEXTS.length);
              assertThat(Text.lines(wire.listing("LIST -la *.txt"))).hasSize(TEXTS.length);
            }),
        session(
            "L-017",
            "a pattern that matches nothing is an empty listing",
            wire -> {
              assertThat(wire.listing("LIST zz*")).isEmpty();
              assertThat(wire.listing("NLST zz*")).isEmpty();
              assertThat(wire.listing("NLST d/zz*")).isEmpty();
            }),
        session(
            "L-017.1",
            "a pattern in a directory that is not there is 550",
            wire -> {
              try (var _ = wire.passive()) {
                wire.expect(550, "NLST nope/*");
              }
            }),
        session(
            "L-018",
            "patterns are *, ? and [a-z]",
            wire -> {
              assertThat(Text.lines(wire.listing("NLST d/?.txt")))
                  .containsExactly("d/x.txt", "d/y.txt");
              assertThat(Text.lines(wire.listing("NLST d/[a-x]*"))).containsExactly("d/x.txt");
              assertThat(Text.lines(wire.listing("NLST d/[!x].txt"))).containsExactly("d/y.txt");
              assertThat(Text.lines(wire.listing("NLST ?.txt"))).containsExactly("f.txt");
            }),
        stage(
            "L-018.2",
            "a backslash in a pattern quotes what is behind it",
            stage -> {
              stage.odd().with(stage.prefix() + "q/a*b", "").with(stage.prefix() + "q/axb", "");
              Wire wire = stage.with(Profile.ODD_KEYS);
              assertThat(Text.lines(wire.listing("NLST q/a\\*b"))).containsExactly("q/a*b");
              assertThat(Text.lines(wire.listing("LIST q/a\\*b"))).hasSize(1);
              assertThat(wire.listing("NLST q/a\\*c")).isEmpty();
            }),
        session(
            "L-018.1",
            "a name that looks like a pattern wins over the pattern",
            wire -> {
              wire.upload("STOR ?.txt", "");
              wire.upload("STOR [f].txt", "");
              assertThat(Text.lines(wire.listing("NLST ?.txt"))).containsExactly("?.txt");
              assertThat(Text.lines(wire.listing("NLST [f].txt"))).containsExactly("[f].txt");
              wire.expect(250, "DELE [f].txt");
              assertThat(Text.lines(wire.listing("NLST [f].txt"))).containsExactly("f.txt");
            }),
        session(
            "L-019",
            "NLST is names and nothing else",
            wire ->
                assertThat(Text.lines(wire.listing("NLST")))
                    .containsExactlyInAnyOrder(
                        "f.txt",
                        "empty",
                        "crlf.txt",
                        "d",
                        "e",
                        "sp ace.txt",
                        " lead",
                        "old.txt",
                        "ü中.txt",
                        "q\"x")),
        session(
            "L-020",
            "each line of NLST with a path can be an argument of RETR",
            wire -> {
              for (String path : List.of("d", "d/", "./d", "../l-020/d", "d/*")) {
                List<String> names = Text.lines(wire.listing("NLST " + path));
                assertThat(names).hasSize(2).allMatch(name -> name.contains("/"));
                assertThat(wire.download("RETR " + names.getFirst()).text()).isEqualTo("x");
              }
              assertThat(Text.lines(wire.listing("NLST d"))).containsExactly("d/x.txt", "d/y.txt");
            }),
        session(
            "L-021",
            "NLST of an absolute path gives absolute paths",
            wire ->
                assertThat(Text.lines(wire.listing("NLST /l-021/d")))
                    .containsExactly("/l-021/d/x.txt", "/l-021/d/y.txt")),
        session(
            "L-022",
            "NLST of a file is its name as it was said",
            wire -> {
              for (String file : List.of("f.txt", "d/x.txt", "/l-022/f.txt", "sp ace.txt")) {
                assertThat(wire.listing("NLST " + file)).isEqualTo(file + "\r\n");
              }
            }),
        session(
            "L-023",
            "NLST of a pattern below a directory names the directory",
            wire ->
                assertThat(Text.lines(wire.listing("NLST d/*")))
                    .containsExactly("d/x.txt", "d/y.txt")),
        session(
            "L-024",
            "NLST of an empty directory is no bytes and 226",
            wire -> assertThat(wire.listing("NLST e")).isEmpty()),
        session(
            "L-025",
            "NLST with options is still names",
            wire -> {
              String plain = wire.listing("NLST");
              for (String options : List.of("-la", "-a", "-1", "-l", "-F")) {
                assertThat(wire.listing("NLST " + options)).isEqualTo(plain);
              }
              assertThat(Text.lines(wire.listing("NLST -1 d")))
                  .containsExactly("d/x.txt", "d/y.txt");
            }),
        session(
            "L-026",
            "names that begin with a dot are shown, . and .. never",
            wire -> {
              wire.upload("STOR .profile", "");
              wire.upload("STOR ...", "");
              assertThat(Text.lines(wire.listing("NLST -a")))
                  .contains(".profile", "...")
                  .doesNotContain(".", "..");
              assertThat(wire.listing("LIST")).contains(" .profile\r\n");
              assertThat(Facts.all(wire.listing("MLSD"))).containsKeys(".profile", "...");
              assertThat(Text.lines(wire.listing("NLST *"))).contains(".profile");
            }),
        session(
            "L-028",
            "STAT of a file is LIST's line in a reply of 213",
            wire ->
                assertThat(wire.expect(213, "STAT f.txt").body())
                    .containsExactly(" " + Text.lines(wire.listing("LIST f.txt")).getFirst())),
        session(
            "L-028.1",
            "STAT of a directory is LIST's lines",
            wire -> {
              assertThat(wire.expect(213, "STAT d").body()).hasSize(2);
              assertThat(wire.expect(213, "STAT -la d").body()).hasSize(2);
              assertThat(wire.expect(213, "STAT e").body()).isEmpty();
              assertThat(wire.expect(213, "STAT *.txt").body()).hasSize(TEXTS.length);
            }),
        session(
            "L-029",
            "STAT of what is not there is 450",
            wire -> {
              assertThat(wire.expect(450, "STAT nope").words()).contains("No such file");
              wire.expect(450, "STAT nope/nope");
            }),
        session(
            "L-030",
            "STAT tells user, TYPE, STRU and MODE, and no secret",
            wire -> {
              String text = wire.expect(211, "STAT").text();
              assertThat(text).contains(Users.NAME, "TYPE", "ASCII", "STRU", "MODE");
              assertThat(text.replace("as " + Users.NAME, "")).doesNotContain(Users.PASSWORD);
              wire.expect(200, "TYPE I");
              assertThat(wire.expect(211, "STAT").text()).contains("IMAGE");
            }),
        stage(
            "L-030.1",
            "STAT shows no other password either",
            stage ->
                assertThat(stage.as(Account.OTHER).expect(211, "STAT").text())
                    .contains(Account.OTHER.user())
                    .doesNotContain(Account.OTHER.password())));
  }
}

package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** LIST: its lines, its options, its patterns (RFC 959 section 4.1.3, and what clients parse). */
final class ListingCases {
  /** What commons-net's parser for Unix takes, held a little tighter. */
  private static final String LINE =
      "[-d]([r-][w-][xsStT-]){3} +\\d+ +\\S+ +\\S+ +\\d+ [A-Z][a-z]{2} [ \\d]\\d "
          + "(\\d\\d:\\d\\d| \\d{4}) .+";

  private ListingCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "L-001",
            "each line of LIST is one of ls -l",
            wire -> {
              List<String> lines = Text.lines(wire.listing("LIST"));
              assertThat(lines).hasSize(10).allMatch(line -> line.matches(LINE));
              assertThat(lines)
                  .anyMatch(
                      line ->
                          line.matches(
                              "-rw-r--r--   1 ftp      ftp              12 [A-Z][a-z]{2} [ \\d]\\d"
                                  + " \\d\\d:\\d\\d f\\.txt"))
                  .anyMatch(line -> line.matches("drwxr-xr-x   2 ftp      ftp .* d"));
            }),
        session(
            "L-002",
            "exactly one blank stands before a name, whose own blanks are kept",
            wire -> {
              wire.upload("STOR end ", "");
              assertThat(Text.lines(wire.listing("LIST")))
                  .anyMatch(line -> line.matches(".*(\\d\\d:\\d\\d| \\d{4})  lead"))
                  .anyMatch(line -> line.matches(".*(\\d\\d:\\d\\d| \\d{4}) end "));
            }),
        session(
            "L-003",
            "an old file shows its year, a recent one its time of day",
            wire -> {
              assertThat(wire.listing("LIST old.txt")).matches(".* [ \\d]\\d  20\\d\\d old.txt\\R");
              wire.upload("STOR new", "");
              assertThat(wire.listing("LIST new")).matches(".* [ \\d]\\d \\d\\d:\\d\\d new\\R");
            }),
        stage(
            "L-003.1",
            "half a year is the border, and the future shows its year",
            stage -> {
              Instant now = Instant.now();
              aged(stage, "almost", now.minus(Duration.ofDays(179)));
              aged(stage, "over", now.minus(Duration.ofDays(181)));
              aged(stage, "future", now.plus(Duration.ofDays(2)));
              var wire = stage.wire();
              assertThat(wire.listing("LIST almost")).matches(".* \\d\\d:\\d\\d almost\\R");
              assertThat(wire.listing("LIST over")).matches(".*  20\\d\\d over\\R");
              assertThat(wire.listing("LIST future")).matches(".*  20\\d\\d future\\R");
            }),
        stage(
            "L-004",
            "dates are UTC's, at the ends of months and years too, wherever the server stands",
            stage -> {
              aged(stage, "leap", Instant.parse("2024-02-29T12:00:00Z"));
              aged(stage, "eve", Instant.parse("2023-12-31T23:59:59Z"));
              aged(stage, "first", Instant.parse("2024-01-01T00:00:00Z"));
              var wire = stage.wire();
              assertThat(wire.listing("LIST leap")).contains(" Feb 29  2024 leap");
              assertThat(wire.listing("LIST eve")).contains(" Dec 31  2023 eve");
              assertThat(wire.listing("LIST first")).contains(" Jan  1  2024 first");
            }),
        stage(
            "L-006",
            "no line is a link's: what another tool stored as one is a file",
            stage -> {
              stage.s3().put(stage.prefix() + "l", new byte[] {'f'}, Map.of("mode", "41471"));
              assertThat(Text.lines(stage.wire().listing("LIST")))
                  .noneMatch(line -> line.startsWith("l") || line.contains("->"))
                  .anyMatch(line -> line.startsWith("-") && line.endsWith(" l"));
            }),
        session(
            "L-007",
            "no line tells a total",
            wire ->
                assertThat(Text.lines(wire.listing("LIST")))
                    .noneMatch(line -> line.startsWith("total"))),
        session(
            "L-008",
            "options are passed over, whatever clients send",
            wire -> {
              String plain = wire.listing("LIST");
              for (String options :
                  List.of(
                      "-a", "-al", "-la", "-l", "-L", "-aL", "-CF", "-F", "-d", "-t", "-A", "-lA",
                      "-l -a", "-la ", "-")) {
                assertThat(wire.listing("LIST " + options)).as(options).isEqualTo(plain);
              }
            }),
        session(
            "L-009",
            "behind options comes a path, which may have blanks in it",
            wire -> {
              assertThat(wire.listing("LIST -la d")).isEqualTo(wire.listing("LIST d"));
              assertThat(wire.listing("LIST -la sp ace.txt")).endsWith(" sp ace.txt\r\n");
              assertThat(wire.listing("LIST -l -a /l-009/d")).isEqualTo(wire.listing("LIST d"));
            }),
        session(
            "L-009.1",
            "a blank in front of a name is the name's, behind options too",
            wire -> {
              assertThat(wire.listing("LIST -la  lead")).endsWith("  lead\r\n");
              assertThat(wire.listing("LIST  lead")).endsWith("  lead\r\n");
            }),
        session(
            "L-010",
            "LIST -a lists what LIST lists",
            wire -> {
              wire.upload("STOR .hidden", "");
              assertThat(Text.lines(wire.listing("LIST -a")))
                  .containsAll(Text.lines(wire.listing("LIST")));
            }),
        session(
            "L-012",
            "a file whose name looks like options is reached",
            wire -> {
              wire.upload("STOR -a", "minus");
              assertThat(wire.listing("LIST ./-a")).endsWith(" -a\r\n");
              assertThat(wire.listing("NLST ./-a")).isEqualTo("./-a\r\n");
              assertThat(wire.download("RETR -a").text()).isEqualTo("minus");
            }),
        session(
            "L-013",
            "LIST of a file is one line",
            wire -> {
              assertThat(Text.lines(wire.listing("LIST f.txt")))
                  .singleElement()
                  .asString()
                  .matches(LINE)
                  .endsWith(" f.txt");
              assertThat(Text.lines(wire.listing("LIST d/x.txt")))
                  .singleElement()
                  .asString()
                  .matches(LINE);
            }),
        session(
            "L-014",
            "LIST of an empty directory is no bytes and 226",
            wire -> {
              assertThat(wire.listing("LIST e")).isEmpty();
              assertThat(wire.listing("LIST -la e/")).isEmpty();
            }),
        session(
            "L-015",
            "LIST and NLST of what is not there are 550, without a 150",
            wire -> {
              try (var data = wire.passive()) {
                wire.expect(550, "LIST nope");
                wire.expect(550, "NLST nope");
                wire.expect(550, "LIST nope/nope");
                wire.expect(550, "LIST f.txt/nope");
                wire.expect(150, "LIST e");
                assertThat(data.readAll()).isEmpty();
                wire.expect(226);
              }
            }),
        stage(
            "L-015.1",
            "who may not list is told so with 550, without a 150",
            stage -> {
              var wire = stage.as(Account.SENDER);
              try (var _ = wire.passive()) {
                for (String command : List.of("LIST", "NLST", "MLSD", "LIST -la", "STAT .")) {
                  wire.expect(550, command);
                }
              }
            }),
        stage(
            "L-031",
            "a directory can be listed while a file in it is uploaded, which shows it as it was",
            stage -> {
              var uploading = stage.another();
              try (var data = uploading.passive()) {
                uploading.expect(150, "STOR f.txt");
                data.write("x".repeat(100_000));
                assertThat(stage.wire().listing("LIST")).containsPattern(" 12 .* f.txt\r\n");
              }
              uploading.expect(226);
              assertThat(stage.wire().listing("LIST")).containsPattern(" 100000 .* f.txt\r\n");
            }),
        stage(
            "L-032",
            "control characters in names are listed as they are, but for names with CR or LF",
            stage -> {
              List<String> names =
                  List.of("a", "esc\u001b[2J", "tab\there", "del\u007f", "bell\u0007");
              names.forEach(name -> stage.odd().with(stage.prefix() + "c/" + name, ""));
              stage.odd().with(stage.prefix() + "c/line\r\n226 end", "");
              var wire = stage.with(Profile.ODD_KEYS);
              assertThat(Text.lines(wire.listing("LIST c")))
                  .hasSize(names.size())
                  .allMatch(line -> names.stream().anyMatch(name -> line.endsWith(" " + name)));
              wire.expect(250, "CWD c");
              assertThat(Text.lines(wire.listing("NLST")))
                  .containsExactlyInAnyOrderElementsOf(names);
            }));
  }

  /** A file with a time of its own, as rclone writes it. */
  private static void aged(Stage stage, String name, Instant modified) {
    stage
        .s3()
        .put(
            stage.prefix() + name,
            new byte[0],
            Map.of("mtime", Long.toString(modified.getEpochSecond())));
  }
}

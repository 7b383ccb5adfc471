package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Reply;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The form of every reply (RFC 959 section 4.2). What holds for each reply of the whole suite is
 * looked at where replies are read; here as many as possible are provoked.
 */
final class WireCases {
  private static final String NUMBER_OF_BYTES = "(?s).*\\d+ bytes.*";

  /** After these the session is another one, or a second reply comes later. */
  private static final Set<String> NOT_IN_PASSING =
      Set.of("USER", "PASS", "REIN", "QUIT", "PASV", "EPSV", "SPSV", "LPSV", "AUTH", "CCC");

  private WireCases() {}

  static List<Case> cases() {
    return Stream.of(forms(), framing(), texts()).flatMap(List::stream).toList();
  }

  private static List<Case> forms() {
    return List.of(
        stage(
            "W-01",
            "each line of each command's reply ends in CR LF and holds neither of them, nor NUL",
            stage -> eachCommand(stage, "")),
        stage(
            "W-02",
            "a reply of one line is three digits, a blank and text, whatever the argument",
            stage -> eachCommand(stage, " x")),
        session(
            "W-03",
            "a reply of several lines begins with the code and a minus and ends with the code and a"
                + " blank",
            wire -> {
              for (String command : List.of("FEAT", "HELP", "STAT", "SITE HELP", "MLST f.txt")) {
                Reply reply = wire.command(command);
                assertThat(reply.body()).as(command).isNotEmpty();
                assertThat(reply.lines().getFirst()).startsWith(reply.code() + "-");
              }
            }),
        stage(
            "W-04",
            "no line inside a reply looks like its end, whatever a file is called",
            stage -> {
              stage.put("213 End of status", "x");
              stage.put("d/250 End", "x");
              Wire wire = stage.wire();
              assertThat(wire.expect(213, "STAT 213 End of status").body()).hasSize(1);
              assertThat(wire.expect(213, "STAT d").body()).hasSize(3);
              assertThat(wire.expect(250, "MLST d/250 End").body()).hasSize(1);
            }),
        session(
            "W-05",
            "a line inside the replies of FEAT and MLST begins with one blank",
            wire -> {
              assertThat(wire.expect(211, "FEAT").body()).allMatch(line -> line.matches(" [^ ].*"));
              assertThat(wire.expect(250, "MLST f.txt").body())
                  .allMatch(line -> line.matches(" [^ ].*"));
            }),
        session(
            "W-06",
            "213 of SIZE and MDTM, 227 and 229 have one line",
            wire -> {
              wire.expect(200, "TYPE I");
              assertThat(wire.expect(213, "SIZE f.txt").words()).isEqualTo("12");
              assertThat(wire.expect(213, "MDTM f.txt").words()).matches("\\d{14}(\\.\\d+)?");
              assertThat(wire.expect(227, "PASV").words()).isNotEmpty();
              assertThat(wire.expect(229, "EPSV").words()).isNotEmpty();
            }));
  }

  private static List<Case> framing() {
    return List.of(
        session(
            "W-07",
            "a transfer has one preliminary reply and one final",
            wire -> {
              for (String command : List.of("RETR f.txt", "LIST", "NLST", "MLSD")) {
                assertThat(wire.download(command).begin().code()).isEqualTo(150);
                wire.inStep();
              }
              wire.upload("STOR new", "text");
              wire.inStep();
            }),
        session(
            "W-08",
            "what is no transfer has no preliminary reply",
            wire -> {
              wire.expect(211, "STAT");
              wire.expect(213, "STAT f.txt");
              wire.expect(257, "MKD new");
              wire.expect(350, "RNFR new");
              wire.expect(250, "RNTO newer");
              wire.expect(250, "RMD newer");
              wire.expect(250, "DELE f.txt");
              wire.inStep();
            }),
        session(
            "W-10",
            "two commands of one write are answered in a segment each",
            WireCases::answersArriveApart),
        session(
            "W-16",
            "no line of a reply is longer than clients read",
            wire -> {
              String name = "n".repeat(8000);
              for (String verb : List.of("CWD", "RETR", "MLST", "STAT", "MKD", "SITE", "OPTS")) {
                assertThat(wire.command(verb + " " + name).code()).isGreaterThanOrEqualTo(425);
              }
              wire.expect(500, name);
              wire.inStep();
            }));
  }

  private static List<Case> texts() {
    return List.of(
        stage("W-11", "the greeting is short and reminds of no other server", WireCases::greeting),
        stage(
            "W-12",
            "the 150 of a download in TYPE I has the number of bytes that come, and no name",
            stage -> {
              stage.put("5 bytes.txt", "0123456789");
              Wire wire = stage.wire();
              wire.expect(200, "TYPE I");
              assertThat(opening(wire, "RETR 5 bytes.txt"))
                  .contains("(10 bytes)")
                  .doesNotContain("5 bytes");
              wire.expect(350, "REST 7");
              assertThat(opening(wire, "RETR 5 bytes.txt")).contains("(3 bytes)");
              assertThat(opening(wire, "RETR empty")).contains("(0 bytes)");
            }),
        session(
            "W-13",
            "the 150 of text, listings and uploads has no number of bytes",
            wire -> {
              for (String command : List.of("RETR f.txt", "LIST", "NLST", "MLSD")) {
                assertThat(opening(wire, command)).doesNotMatch(NUMBER_OF_BYTES);
              }
              assertThat(wire.upload("STOR 3 bytes", "abc").begin().text())
                  .doesNotMatch(NUMBER_OF_BYTES);
            }),
        session(
            "W-14",
            "behind the path of a 257 there is no quote",
            wire -> {
              assertThat(wire.expect(257, "PWD").words()).matches("\"[^\"]*\"[^\"]*");
              assertThat(wire.expect(257, "MKD a\"b").words()).matches("\".*a\"\"b\"[^\"]*");
              wire.expect(250, "CWD a\"b");
              assertThat(wire.expect(257, "PWD").words()).matches("\".*a\"\"b\"[^\"]*");
            }),
        session(
            "W-15",
            "names in replies are UTF-8",
            wire -> {
              assertThat(wire.expect(257, "MKD über中😀").text()).contains("/über中😀\"");
              assertThat(wire.expect(250, "MLST ü中.txt").text()).contains("/ü中.txt");
              assertThat(wire.expect(213, "STAT ü中.txt").text()).contains(" ü中.txt");
            }),
        session(
            "W-17",
            "the reply of NOOP has the word NOOP in it",
            wire -> assertThat(wire.expect(200, "NOOP").words()).contains("NOOP")));
  }

  /**
   * Every command of HELP with this argument; the reader looks at the form of the replies. Without
   * active mode a transfer that has no data connection has one reply.
   */
  private static void eachCommand(Stage stage, String argument)
      throws IOException, InterruptedException {
    Wire wire = stage.with(Profile.PASSIVE_ONLY);
    List<String> usages = wire.expect(214, "HELP").body();
    assertThat(usages).hasSizeGreaterThan(40);
    for (String usage : usages) {
      String name = usage.strip().split(" *[<\\[]", 2)[0];
      if (!NOT_IN_PASSING.contains(name)) {
        assertThat(wire.command(name + argument).code()).as(name).isBetween(200, 599);
      }
    }
    wire.inStep();
  }

  /**
   * Two segments may be there before the first is looked at, so one time that they are seen apart
   * is enough: a server that sends them together never does.
   */
  private static void answersArriveApart(Wire wire) throws IOException {
    int together = 0;
    for (int tries = 0; tries < 1000; tries++) {
      wire.raw("TYPE I\r\nPASV\r\n");
      wire.expect(200);
      if (wire.available() == 0) {
        wire.expect(227);
        return;
      }
      wire.expect(227);
      together++;
    }
    throw new AssertionError("both answers were there at once " + together + " times");
  }

  private static void greeting(Stage stage) throws IOException, InterruptedException {
    String greeting = stage.close(Wire.unread(stage.gateway().ipv4())).expect(220).words();
    assertThat(greeting).hasSizeLessThan(120).doesNotMatch("\\d+ .*");
    assertThat(greeting)
        .doesNotContain("FileZilla", "Microsoft", "Windows", "Idea", "vsFTPd")
        .doesNotContain("ProFTPD", "Pure-FTPd");
  }

  private static String opening(Wire wire, String command) throws IOException {
    return wire.download(command).begin().text();
  }
}

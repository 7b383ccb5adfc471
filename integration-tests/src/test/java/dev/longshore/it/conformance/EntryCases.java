package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.longshore.it.EndlessDirectory;
import dev.longshore.it.Gateway;
import dev.longshore.it.Wire;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** MLSD: which facts are sent, and what of a bucket is shown (RFC 3659 sections 2.2, 6 and 7). */
final class EntryCases {
  private static final int MANY = 100_000;

  private EntryCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "K-017",
            "only the facts that OPTS MLST chose are sent",
            wire -> {
              wire.expect(200, "OPTS MLST size;");
              assertThat(Facts.of(wire.listing("MLSD d"), "y.txt").values())
                  .isEqualTo(Map.of("size", "2"));
              assertThat(Facts.only(wire.expect(250, "MLST f.txt").body()).values())
                  .isEqualTo(Map.of("size", "12"));
            }),
        session(
            "K-017.1",
            "without facts a line is a blank and the name; MLST's reply adds its own blank",
            wire -> {
              wire.expect(200, "OPTS MLST");
              assertThat(Text.lines(wire.listing("MLSD d"))).containsOnly(" x.txt", " y.txt");
              assertThat(wire.expect(250, "MLST f.txt").body()).containsExactly("  /k-017.1/f.txt");
            }),
        stage(
            "K-017.2",
            "a session's choice of facts is its own",
            stage -> {
              stage.wire().expect(200, "OPTS MLST");
              assertThat(Facts.of(stage.another().listing("MLSD d"), "x.txt").values())
                  .containsKeys("type", "size", "modify", "perm");
            }),
        stage(
            "K-019",
            "a name with CR or LF in it is left out, the others are there",
            stage -> {
              stage.put("c/one\r\n226 done", "");
              stage.put("c/two\nlines", "");
              stage.put("c/three\r", "");
              stage.put("c/dir\n/file", "");
              stage.put("c/plain", "");
              assertThat(Facts.all(stage.wire().listing("MLSD c"))).containsOnlyKeys("plain");
              assertThat(Text.lines(stage.wire().listing("NLST c"))).containsOnly("c/plain");
              assertThat(Text.lines(stage.wire().listing("LIST c"))).hasSize(1);
            }),
        stage(
            "K-020",
            "what no path can name is left out: empty segments and those of dots",
            stage -> {
              for (String name : List.of("seen", "/b", "./c", "../d")) {
                stage.odd().with(stage.prefix() + name, "");
              }
              Wire wire = stage.with(Profile.ODD_KEYS);
              assertThat(Facts.all(wire.listing("MLSD"))).containsOnlyKeys("seen");
              assertThat(Text.lines(wire.listing("NLST"))).containsExactly("seen");
              assertThat(Text.lines(wire.listing("LIST"))).hasSize(1);
              wire.expect(550, "MLST /" + stage.prefix() + "/b");
            }),
        stage(
            "K-020.1",
            "a key that begins with a slash is left out",
            stage -> {
              stage.odd().with("/leading", "").with(stage.prefix() + "seen", "");
              Wire wire = stage.with(Profile.ODD_KEYS);
              assertThat(Facts.all(wire.listing("MLSD /"))).containsKey("k-020.1");
              wire.expect(550, "MLST //leading");
            }),
        stage(
            "K-021",
            "there are no links: what another tool stored as one is a file",
            stage -> {
              stage.s3().put(stage.prefix() + "l", new byte[] {'f'}, Map.of("mode", "41471"));
              assertThat(Facts.of(stage.wire().listing("MLSD"), "l").fact("type"))
                  .isEqualTo("file");
              assertThat(stage.wire().download("RETR l").text()).isEqualTo("f");
            }),
        session(
            "K-022",
            "MLSD is the same bytes in every TYPE, each line ended by CR LF",
            wire -> {
              String text = wire.listing("MLSD");
              assertThat(Facts.all(text)).containsKeys("f.txt", "ü中.txt", " lead");
              wire.expect(200, "TYPE I");
              assertThat(wire.listing("MLSD")).isEqualTo(text);
            }),
        session(
            "K-023",
            "UNIX.mode is four octal digits, and no fact has a blank in it",
            wire ->
                assertThat(Facts.all(wire.listing("MLSD")))
                    .allSatisfy(
                        (_, facts) -> assertThat(facts.fact("unix.mode")).matches("0[0-7]{3}"))),
        session(
            "K-024",
            "facts are known in any case",
            wire -> {
              assertThat(wire.expect(200, "OPTS MLST SIZE;tYpE;unix.MODE;").words())
                  .isEqualTo("MLST OPTS type;size;UNIX.mode;");
              assertThat(Facts.of(wire.listing("MLSD d"), "x.txt").values())
                  .containsOnlyKeys("type", "size", "unix.mode");
            }),
        stage("K-025", "a hundred thousand entries stream through", EntryCases::streams),
        stage(
            "K-026",
            "a directory's marker and what is below it are one entry",
            stage -> {
              stage.put("m/", "");
              stage.put("m/file", "");
              assertThat(Text.lines(stage.wire().listing("NLST"))).containsOnlyOnce("m");
              assertThat(Facts.of(stage.wire().listing("MLSD"), "m").fact("type")).isEqualTo("dir");
              assertThat(Facts.all(stage.wire().listing("MLSD m"))).containsOnlyKeys("file");
            }),
        stage(
            "K-027",
            "of a file and a directory of one name each is listed, and reached by its commands",
            EntryCases::oneNameForTwo));
  }

  private static void oneNameForTwo(Stage stage) throws Exception {
    stage.odd().with(stage.prefix() + "b", "the file").with(stage.prefix() + "b/in", "within");
    Wire wire = stage.with(Profile.ODD_KEYS);
    assertThat(Text.lines(wire.listing("MLSD")).stream().map(Facts::of))
        .extracting(Facts::name, each -> each.fact("type"))
        .containsExactlyInAnyOrder(tuple("b", "file"), tuple("b", "dir"));
    assertThat(wire.download("RETR b").text()).isEqualTo("the file");
    assertThat(wire.download("RETR b/in").text()).isEqualTo("within");
    assertThat(Facts.only(wire.expect(250, "MLST b").body()).fact("type")).isEqualTo("dir");
    assertThat(Facts.all(wire.listing("MLSD b"))).containsOnlyKeys("in");
    wire.expect(250, "DELE b");
    assertThat(stage.odd().size(stage.prefix() + "b")).isEmpty();
    assertThat(stage.odd().size(stage.prefix() + "b/in")).hasValue(6);
  }

  private static void streams(Stage stage) throws Exception {
    var bucket = stage.close(new EndlessDirectory(MANY, Duration.ZERO));
    Wire wire =
        stage.close(
            Wire.loggedIn(stage.close(Gateway.with(bucket.endpoint()).heap("64m").start()).ipv4()));
    try (var data = wire.passive()) {
      long begin = System.nanoTime();
      wire.expect(150, "MLSD");
      var lines = new BufferedReader(new InputStreamReader(data.in(), StandardCharsets.UTF_8));
      assertThat(Facts.of(lines.readLine()).name()).isEqualTo("object-0000000");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      wire.inStep();
      assertThat(lines.lines().count()).isEqualTo(MANY - 1);
    }
    wire.expect(226);
  }
}

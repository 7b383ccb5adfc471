package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Transferred;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** STOR and STOU (RFC 959, RFC 1123 section 4.1.2.9). */
final class UploadCases {
  private UploadCases() {}

  static List<Case> cases() {
    return List.of(
        stage(
            "H-001",
            "what is stored is there as soon as the 226",
            stage -> {
              Wire wire = image(stage);
              wire.upload("STOR s", "12345");
              assertThat(wire.expect(213, "SIZE s").words()).isEqualTo("5");
              assertThat(stage.stored("s")).isEqualTo("12345");
            }),
        stage(
            "H-001.1",
            "every byte arrives as it was sent in TYPE I",
            stage -> {
              byte[] all = new byte[1 << 16];
              for (int i = 0; i < all.length; i++) {
                all[i] = (byte) (i * 31 + (i >> 8));
              }
              image(stage).upload("STOR s", all);
              assertThat(stage.s3().bytes(stage.prefix() + "s")).isEqualTo(all);
            }),
        stage(
            "H-001.2",
            "a name is what follows the blank, other blanks with it",
            stage -> {
              image(stage).upload("STOR  two  blanks ", "x");
              assertThat(stage.has(" two  blanks ")).isTrue();
            }),
        stage(
            "H-002",
            "a file that is there is replaced as a whole",
            stage -> {
              image(stage).upload("STOR f.txt", "ab");
              assertThat(stage.stored("f.txt")).isEqualTo("ab");
            }),
        stage(
            "H-003",
            "a file of no bytes is a file",
            stage -> {
              Wire wire = image(stage);
              wire.upload("STOR nothing", "");
              assertThat(wire.expect(213, "SIZE nothing").words()).isEqualTo("0");
              wire.upload("STOR f.txt", "");
              assertThat(stage.stored("f.txt")).isEmpty();
            }),
        stage(
            "H-014",
            "STOU with a name makes a new one like it, and leaves the other as it is",
            stage -> {
              String name = unique(image(stage).upload("STOU f.txt", "new"));
              assertThat(name).startsWith("f-").endsWith(".txt");
              assertThat(stage.stored(name)).isEqualTo("new");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "H-013",
            "the 150 of STOU says the name as RFC 1123 has it, and that name works",
            stage -> {
              Wire wire = image(stage);
              Transferred stored = wire.upload("STOU", "new");
              assertThat(stored.begin().words()).matches("FILE: [^ ]+");
              assertThat(wire.listing("RETR " + unique(stored))).isEqualTo("new");
            }),
        stage(
            "H-014.1",
            "STOU into another directory says the whole path",
            stage -> {
              Wire wire = image(stage);
              String path = unique(wire.upload("STOU d/x.txt", "new"));
              assertThat(path).startsWith(stage.directory() + "/d/x-");
              wire.expect(250, "CWD /");
              assertThat(wire.listing("RETR " + path)).isEqualTo("new");
            }),
        session(
            "H-014.2",
            "STOU into a directory that is not there is 550",
            wire -> {
              wire.pasv();
              wire.expect(550, "STOU nope/x");
            }),
        stage("H-015", "twenty STOUs at once have twenty names", stage -> twenty(stage)),
        stage(
            "H-016",
            "a new file can not be restarted: 503, and the next STOU works",
            stage -> {
              Wire wire = image(stage);
              Set<String> before = stage.names();
              wire.expect(350, "REST 5");
              wire.pasv();
              wire.expect(503, "STOU");
              assertThat(stage.names()).isEqualTo(before);
              unique(wire.upload("STOU", "x"));
            }),
        session(
            "H-017",
            "into a directory that is not there is 550 before any 150",
            wire -> {
              wire.pasv();
              wire.expect(550, "STOR nope/new");
              wire.expect(550, "STOR f.txt/new");
            }),
        stage(
            "H-017.1",
            "with missing-parents=make the directories are made, for who may make some",
            stage -> {
              stage.with(Profile.OBLIGING).upload("STOR 2026/11/26/a.jpg", "x");
              assertThat(stage.stored("2026/11/26/a.jpg")).isEqualTo("x");
              Wire camera = stage.as(Account.CAMERA);
              camera.upload("STOR cam/1/b.jpg", "y");
              camera.expect(250, "CWD cam/1");
              assertThat(stage.stored("cam/1/b.jpg")).isEqualTo("y");
              camera.pasv();
              camera.expect(550, "STOR b.jpg/c");
            }),
        stage(
            "H-017.2",
            "and for who may make none they are not",
            stage -> {
              Wire wire = stage.with(Profile.OBLIGING, Account.SENDER);
              wire.pasv();
              wire.expect(550, "STOR new/a");
              wire.expect(550, "CWD new");
            }),
        session(
            "H-018",
            "onto a directory is 550 before any 150",
            wire -> {
              wire.pasv();
              wire.expect(550, "STOR d");
              wire.expect(550, "STOR e");
              wire.expect(550, "APPE d");
            }),
        session(
            "H-019",
            "a name that ends with a slash is no file's: 553",
            wire -> {
              wire.pasv();
              wire.expect(553, "STOR name/");
              wire.expect(553, "STOR d/");
              wire.expect(553, "APPE f.txt/");
              wire.expect(553, "STOR /");
            }),
        stage(
            "H-021",
            "without the permission to write it is 550 before any 150, and to replace as well",
            stage -> {
              Wire reader = stage.as(Account.READER);
              reader.pasv();
              for (String command : List.of("STOR new", "STOR f.txt", "APPE f.txt", "STOU")) {
                reader.expect(550, command);
              }
              Wire keeper = stage.as(Account.KEEPER);
              keeper.pasv();
              keeper.expect(550, "STOR f.txt");
              keeper.upload("STOR new", "x");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "H-022",
            "a client may store under another name first and rename over the old file",
            stage -> {
              Wire wire = image(stage);
              wire.upload("STOR f.txt.tmp", "whole");
              wire.expect(213, "SIZE f.txt.tmp");
              wire.expect(350, "RNFR f.txt.tmp");
              wire.expect(250, "RNTO f.txt");
              assertThat(stage.stored("f.txt")).isEqualTo("whole");
              assertThat(stage.has("f.txt.tmp")).isFalse();
            }),
        stage("H-025", "of two sessions the one that ends last wins", stage -> race(stage)),
        stage(
            "H-027",
            "a hundred small uploads of one session leave no port taken",
            stage -> {
              Wire wire = image(stage);
              for (int i = 0; i < 100; i++) {
                wire.upload("STOR tiny", "x".repeat(i));
              }
              assertThat(stage.stored("tiny")).hasSize(99);
            }));
  }

  /** The case's session, in TYPE I. */
  static Wire image(Stage stage) throws IOException, InterruptedException {
    Wire wire = stage.wire();
    wire.expect(200, "TYPE I");
    return wire;
  }

  /** The name that STOU has given. */
  private static String unique(Transferred stored) {
    assertThat(stored.begin().words()).startsWith("FILE: ");
    return stored.begin().words().substring("FILE: ".length());
  }

  private static void twenty(Stage stage) throws Exception {
    List<Wire> sessions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sessions.add(stage.another());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> names =
          sessions.stream()
              .map(each -> threads.submit(() -> unique(each.upload("STOU same", "x"))))
              .toList();
      List<String> given = new ArrayList<>();
      for (Future<String> name : names) {
        given.add(name.get());
      }
      assertThat(given).hasSize(20).doesNotHaveDuplicates();
      assertThat(stage.names()).containsAll(given).doesNotContain("same");
    }
  }

  /** Both ways round: the one that began first ends last, and the other way. */
  private static void race(Stage stage) throws Exception {
    Wire one = image(stage);
    Wire other = stage.another();
    for (boolean oneFirst : new boolean[] {true, false}) {
      try (DataConnection first = one.passive();
          DataConnection second = other.passive()) {
        one.expect(150, "STOR f.txt");
        other.expect(150, "STOR f.txt");
        first.write("one");
        second.write("other");
        end(oneFirst ? first : second, oneFirst ? one : other);
        end(oneFirst ? second : first, oneFirst ? other : one);
      }
      assertThat(stage.stored("f.txt")).isEqualTo(oneFirst ? "other" : "one");
    }
  }

  private static void end(DataConnection data, Wire wire) throws IOException {
    data.finish();
    wire.expect(226);
  }
}

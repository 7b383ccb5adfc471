package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;

/** CWD, CDUP, PWD, MKD, RMD, DELE and their X-names (RFC 959 section 4.1). */
final class DirectoryCases {
  private DirectoryCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "M-001",
            "PWD and XPWD quote the working directory",
            wire -> {
              assertPath(wire, "/m-001");
              wire.expect(250, "CWD d");
              assertPath(wire, "/m-001/d");
              wire.expect(250, "CWD /");
              assertPath(wire, "/");
            }),
        session(
            "M-002",
            "a quote in a path is doubled",
            wire -> {
              assertThat(wire.expect(257, "MKD r\"y").words()).startsWith("\"/m-002/r\"\"y\" ");
              wire.expect(250, "CWD r\"y");
              assertPath(wire, "/m-002/r\"\"y");
              wire.expect(250, "CWD ../q\"x");
              assertPath(wire, "/m-002/q\"\"x");
            }),
        session(
            "M-004",
            "repeated and trailing slashes mean one",
            wire -> {
              for (String path : List.of("d//", "//m-004//d", "d/", ".//d/./", "/m-004/d")) {
                wire.expect(250, "CWD " + path);
                assertPath(wire, "/m-004/d");
                wire.expect(250, "CWD /m-004");
              }
            }),
        session(
            "M-005",
            "CWD to a file, and to what is not there, is 550",
            wire -> {
              for (String path : List.of("nope", "f.txt", "f.txt/", "nope/..x", "f.txt/x")) {
                wire.expect(550, "CWD " + path);
              }
              wire.expect(550, "XCWD nope");
              assertPath(wire, "/m-005");
            }),
        session(
            "M-008",
            "CDUP goes up, and stays at the root",
            wire -> {
              wire.expect(250, "CWD d");
              wire.expect(250, "CDUP");
              assertPath(wire, "/m-008");
              wire.expect(250, "XCUP");
              assertPath(wire, "/");
              wire.expect(250, "CDUP");
              wire.expect(250, "CWD ..");
              assertPath(wire, "/");
            }),
        session(
            "M-009",
            "no path leads out of the root",
            wire -> {
              wire.expect(550, "CWD /../../etc");
              wire.expect(250, "CWD /../../m-009/d/../../../../m-009/e");
              assertPath(wire, "/m-009/e");
            }),
        session(
            "M-010",
            "CWD ~ goes home, and another's home is 550",
            wire -> {
              wire.expect(550, "CWD ~other");
              wire.expect(257, "MKD ./~");
              wire.expect(250, "CWD ./~");
              assertPath(wire, "/m-010/~");
              wire.expect(250, "CWD ~");
              assertPath(wire, "/");
            }),
        stage(
            "M-011",
            "a new directory is named in full, and there at once",
            stage -> {
              Wire wire = stage.wire();
              assertThat(wire.expect(257, "MKD new").words()).startsWith("\"/m-011/new\" ");
              assertThat(Text.lines(stage.another().listing("NLST"))).contains("new");
              wire.expect(250, "CWD new");
              assertThat(wire.listing("LIST")).isEmpty();
              assertThat(wire.expect(257, "XMKD /m-011/second/").words())
                  .startsWith("\"/m-011/second\" ");
              assertThat(stage.names()).contains("new/", "second/");
            }),
        session(
            "M-011.1",
            "MKD of what is there, as a directory or as a file, is 550",
            wire -> {
              for (String path : List.of("d", "d/", "f.txt", "/", ".", "..")) {
                wire.expect(550, "MKD " + path);
              }
            }),
        session(
            "M-013",
            "MKD makes no parents",
            wire -> {
              wire.expect(550, "MKD a/b/c");
              wire.expect(550, "CWD a");
              wire.expect(257, "MKD a");
              wire.expect(257, "MKD a/b");
            }),
        stage(
            "M-013.1",
            "with missing-parents=make it makes them",
            stage -> {
              Wire wire = stage.with(Profile.OBLIGING);
              wire.expect(257, "MKD a/b/c");
              wire.expect(250, "CWD a/b");
              assertThat(Text.lines(wire.listing("NLST"))).containsExactly("c");
              wire.expect(550, "MKD ../../f.txt/a/b");
              wire.expect(550, "MKD " + "x/".repeat(40) + "y");
              wire.expect(550, "CWD x");
            }),
        session(
            "M-013.2",
            "MKD of a directory that is there says so in the words that clients look for, and of a"
                + " file does not",
            wire -> {
              assertThat(wire.expect(550, "MKD d").lines())
                  .containsExactly("550 Directory already exists");
              assertThat(wire.expect(550, "MKD f.txt").words()).doesNotContain("exist");
            }),
        stage(
            "M-014", "of two clients that make one directory one is told so", DirectoryCases::race),
        session(
            "M-015",
            "RMD takes away an empty directory and nothing else",
            wire -> {
              wire.expect(250, "RMD e");
              wire.expect(550, "CWD e");
              for (String path : List.of("e", "d", "nope", "f.txt", "/")) {
                wire.expect(550, "RMD " + path);
              }
              assertThat(Text.lines(wire.listing("NLST d"))).hasSize(2);
              wire.expect(257, "MKD e");
              wire.expect(250, "XRMD e/");
            }),
        stage(
            "M-015.1",
            "a directory whose last file goes is still there, and empty",
            stage -> {
              stage.put("only/file", "");
              Wire wire = stage.wire();
              wire.expect(250, "DELE only/file");
              wire.expect(250, "CWD only");
              assertThat(wire.listing("MLSD")).isEmpty();
              wire.expect(250, "CDUP");
              wire.expect(250, "RMD only");
            }),
        session(
            "M-015.2",
            "the working directory may be taken away; the session goes on",
            wire -> {
              wire.expect(250, "CWD e");
              wire.expect(250, "RMD .");
              wire.expect(250, "CDUP");
              assertPath(wire, "/m-015.2");
            }),
        stage(
            "M-017",
            "DELE deletes files alone, and says so when there is none",
            stage -> {
              Wire wire = stage.wire();
              wire.expect(250, "DELE f.txt");
              assertThat(stage.has("f.txt")).isFalse();
              for (String path : List.of("f.txt", "nope", "d", "e", "e/", "/")) {
                wire.expect(550, "DELE " + path);
              }
              assertThat(stage.names()).contains("d/x.txt", "e/");
            }),
        stage(
            "M-017.1",
            "who may not delete or make directories is told so",
            stage -> {
              Wire wire = stage.as(Account.READER);
              for (String command : List.of("DELE f.txt", "RMD e", "MKD new")) {
                wire.expect(550, command);
              }
            }),
        stage(
            "M-029",
            "the working directory may vanish: commands are refused, and nothing worse",
            stage -> {
              stage.put("gone/file", "");
              Wire wire = stage.wire();
              wire.expect(250, "CWD gone");
              stage.s3().remove(stage.prefix() + "gone/");
              try (var _ = wire.passive()) {
                wire.expect(550, "LIST");
                wire.expect(550, "RETR file");
                wire.expect(550, "STOR file");
              }
              assertPath(wire, "/m-029/gone");
              wire.expect(250, "CDUP");
              wire.inStep();
            }));
  }

  private static void assertPath(Wire wire, String quoted) throws Exception {
    assertThat(wire.expect(257, "PWD").words()).startsWith('"' + quoted + "\" ");
    assertThat(wire.expect(257, "XPWD").words()).startsWith('"' + quoted + "\" ");
  }

  private static void race(Stage stage) throws Exception {
    var start = new CyclicBarrier(2);
    stage.odd().with(stage.prefix() + "file", "");
    List<Wire> clients = List.of(stage.with(Profile.ODD_KEYS), stage.with(Profile.ODD_KEYS));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 5; round++) {
        String command = "MKD lock" + round;
        var replies =
            threads.invokeAll(
                clients.stream()
                    .<Callable<Integer>>map(
                        client ->
                            () -> {
                              start.await();
                              return client.command(command).code();
                            })
                    .toList());
        assertThat(List.of(replies.getFirst().get(), replies.getLast().get()))
            .containsExactlyInAnyOrder(257, 550);
      }
    }
  }
}

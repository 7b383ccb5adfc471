package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.util.List;

/** LIST -R, as {@code ls -R} writes a tree. */
final class TreeCases {
  private static final int MOST_DIRECTORIES = 10_000;

  private TreeCases() {}

  static List<Case> cases() {
    return List.of(
        stage(
            "L-011",
            "LIST -R lists the tree: behind the directory's own lines, for each directory below it an"
                + " empty line, its path with a colon, and its lines",
            TreeCases::tree),
        session(
            "L-011.1",
            "LIST -R of a file or a pattern is LIST of it",
            wire -> {
              assertThat(wire.listing("LIST -R f.txt")).isEqualTo(wire.listing("LIST f.txt"));
              assertThat(wire.listing("LIST -lR *.txt")).isEqualTo(wire.listing("LIST *.txt"));
            }),
        stage(
            "L-011.2",
            "a tree of more directories than are listed at once ends with 451",
            TreeCases::largeTree));
  }

  private static void tree(Stage stage) throws Exception {
    stage.put("t/a/b/x", "");
    stage.put("t/a/y", "");
    stage.put("t/c/", "");
    Wire wire = stage.wire();
    String below = "";
    for (String directory : List.of("a", "a/b", "c")) {
      below += "\r\n" + directory + ":\r\n" + wire.listing("LIST t/" + directory);
    }
    wire.expect(250, "CWD t");
    assertThat(wire.listing("LIST -R")).isEqualTo(wire.listing("LIST") + below);
    assertThat(wire.listing("LIST -alR a"))
        .isEqualTo(wire.listing("LIST a") + "\r\na/b:\r\n" + wire.listing("LIST a/b"));
  }

  private static void largeTree(Stage stage) throws Exception {
    for (int i = 0; i <= MOST_DIRECTORIES; i++) {
      stage.odd().with(stage.prefix() + "t/" + i + "/x", "");
    }
    Wire wire = stage.with(Profile.ODD_KEYS);
    try (var data = wire.passive()) {
      wire.expect(150, "LIST -R t");
      data.drain();
      wire.expect(451);
    }
    wire.inStep();
  }
}

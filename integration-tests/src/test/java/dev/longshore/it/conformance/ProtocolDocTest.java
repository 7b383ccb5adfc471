package dev.longshore.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Renders the part of {@code docs/protocol.md} that tells which cases hold. With {@code
 * -Dlongshore.docs=write} it writes it.
 */
final class ProtocolDocTest {
  private static final Path PAGE = Path.of("..", "docs", "protocol.md");
  private static final String BEGIN =
      """
      <!-- conformance: made from the cases by ProtocolDocTest; to make it anew, run
           ./mvnw test -pl integration-tests -am -Dtest=ProtocolDocTest -Dsurefire.failIfNoSpecifiedTests=false -Dlongshore.docs=write -->
      """;
  private static final String END = "<!-- end of conformance -->";

  @Test
  void thePageSaysWhichCasesHold() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    assertThat(begin).as("the first marker in " + PAGE).isNotNegative();
    assertThat(end).as("the second marker in " + PAGE).isGreaterThan(begin);
    String current = page.substring(0, begin + BEGIN.length()) + section() + page.substring(end);
    if ("write".equals(System.getProperty("longshore.docs"))) {
      Files.writeString(PAGE, current);
      page = current;
    }
    assertThat(page)
        .as("docs/protocol.md is out of date; the comment in it says how to write it anew")
        .isEqualTo(current);
  }

  private static String section() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("| | about | rules | hold | neighbours | hold |");
    lines.add("|---|---|---|---|---|---|");
    for (Families.Family family : Families.all()) {
      lines.add(row(family.letter(), family.about(), family.cases()));
    }
    lines.add(row("", "all", Families.cases().toList()));
    lines.add("");
    List<Case> open = Families.cases().filter(each -> !each.holds()).toList();
    if (!open.isEmpty()) {
      lines.add("What does not hold:");
      lines.add("");
      open.forEach(
          each ->
              lines.add("- " + each.number() + ", " + each.sentence() + ": " + reason(each) + "."));
      lines.add("");
    }
    return String.join("\n", lines) + "\n";
  }

  private static String row(String letter, String about, List<Case> cases) {
    return "| %s | %s | %d | %d | %d | %d |"
        .formatted(
            letter,
            about,
            count(cases, each -> !each.isNeighbour()),
            count(cases, each -> !each.isNeighbour() && each.holds()),
            count(cases, Case::isNeighbour),
            count(cases, each -> each.isNeighbour() && each.holds()));
  }

  private static long count(List<Case> cases, Predicate<Case> which) {
    return cases.stream().filter(which).count();
  }

  private static String reason(Case each) {
    return switch (each.content()) {
      case Case.Open(String reason) -> reason;
      case Case.Holds _ -> throw new IllegalStateException(each + " holds");
    };
  }
}

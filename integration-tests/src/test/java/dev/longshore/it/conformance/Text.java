package dev.longshore.it.conformance;

import java.util.Arrays;
import java.util.List;

/** What came over a data connection as lines. */
final class Text {
  private Text() {}

  /** The lines without their ends; each must end in CR LF and have neither within. */
  static List<String> lines(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    if (!text.endsWith("\r\n")) {
      throw new AssertionError("the last line has no end: " + text);
    }
    List<String> lines = Arrays.asList(text.substring(0, text.length() - 2).split("\r\n", -1));
    if (lines.stream().anyMatch(line -> line.contains("\r") || line.contains("\n"))) {
      throw new AssertionError("a line that ends in something else than CR LF: " + lines);
    }
    return lines;
  }
}

package dev.longshore.it;

import java.util.List;

/**
 * A whole reply as it came over the wire.
 *
 * @param text all lines without their ends, joined by LF
 */
public record Reply(int code, String text) {

  /** All lines, codes and marks with them. */
  public List<String> lines() {
    return text.lines().toList();
  }

  /** What stands between the first line and the last. */
  public List<String> body() {
    List<String> lines = lines();
    return lines.size() < 3 ? List.of() : lines.subList(1, lines.size() - 1);
  }

  /** What follows the code in a reply that must have one line. */
  public String words() {
    if (lines().size() != 1) {
      throw new AssertionError("more than one line: " + text);
    }
    return text.substring(4);
  }
}

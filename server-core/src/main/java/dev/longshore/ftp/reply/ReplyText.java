package dev.longshore.ftp.reply;

import java.util.List;

/** A text of the operator's, of one line or several, which is to be said in a reply. */
public final class ReplyText {
  /** Far more than a client shows; some keep a reply in a small buffer. */
  private static final int MAX_LINES = 50;

  private static final int MAX_LINE = 500;

  private ReplyText() {}

  /**
   * Its lines, at least one.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static List<String> lines(String text) {
    List<String> lines = text.stripTrailing().lines().toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    if (lines.size() > MAX_LINES) {
      throw new IllegalArgumentException("has more than " + MAX_LINES + " lines");
    }
    for (String line : lines) {
      if (line.length() > MAX_LINE) {
        throw new IllegalArgumentException("has a line of more than " + MAX_LINE + " characters");
      }
      if (line.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("has a control character other than the line feed");
      }
    }
    return lines;
  }
}

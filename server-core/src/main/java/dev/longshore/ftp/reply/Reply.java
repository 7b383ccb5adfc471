package dev.longshore.ftp.reply;

import java.util.ArrayList;
import java.util.List;

/**
 * One reply, of one line or of several (RFC 959 section 4.2).
 *
 * <p>No text can end a line early: CR, LF and NUL in it are sent as {@code ?}. The lines in the
 * middle begin with one blank, so that none of them looks like the last one, to any client (RFC
 * 2389 section 3.2 asks for it too).
 *
 * @param code the three digits
 * @param first the text of the first line, of the only one if {@code last} is empty
 * @param body the lines in the middle, without their leading blank
 * @param last the text of the last line; empty for a reply of one line
 */
public record Reply(ReplyCode code, String first, List<String> body, String last) {

  public Reply {
    body = List.copyOf(body);
  }

  public static Reply of(ReplyCode code, String text) {
    return new Reply(code, text, List.of(), "");
  }

  /** The same text in one line or in several; at least one. */
  public static Reply of(ReplyCode code, List<String> text) {
    int last = text.size() - 1;
    return last == 0
        ? of(code, text.getFirst())
        : new Reply(code, text.getFirst(), text.subList(1, last), text.get(last));
  }

  public static Reply lines(ReplyCode code, String first, List<String> body, String last) {
    return new Reply(code, first, body, last);
  }

  /** All its lines, each with its end. */
  public String text() {
    List<String> lines = new ArrayList<>(body.size() + 2);
    if (last.isEmpty()) {
      lines.add(code.number() + " " + first);
    } else {
      lines.add(code.number() + "-" + first);
      body.forEach(line -> lines.add(" " + line));
      lines.add(code.number() + " " + last);
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(withoutLineEnds(line)).append("\r\n"));
    return text.toString();
  }

  private static String withoutLineEnds(String line) {
    return line.replace('\r', '?').replace('\n', '?').replace('\0', '?');
  }
}

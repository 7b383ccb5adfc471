package dev.longshore.it;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads replies and forgives nothing: what is not as RFC 959 section 4.2 and the clients want it is
 * an {@link AssertionError}. Used by one thread.
 */
final class ReplyReader {
  /** What Python's ftplib reads of a line at most. */
  private static final int LONGEST_LINE = 8192;

  private static final Pattern FIRST = Pattern.compile("[1-5]\\d\\d[ -].*");
  private static final Pattern LOOKS_LIKE_THE_LAST = Pattern.compile("\\d{3} .*");

  private final InputStream in;
  private int before;

  ReplyReader(InputStream in) {
    this.in = in;
  }

  /** Reads a whole reply. */
  Reply read() throws IOException {
    String line = line();
    demand(FIRST.matcher(line).matches(), "no code and text", line);
    var text = new StringBuilder(line);
    String last = line.substring(0, 3) + " ";
    while (!line.startsWith(last)) {
      line = line();
      text.append('\n').append(line);
      // Many clients end a reply at any three digits and a space.
      demand(
          line.startsWith(last) || !LOOKS_LIKE_THE_LAST.matcher(line).matches(),
          "a line inside that looks like the last",
          text);
    }
    int code = Integer.parseInt(last.strip());
    demand(code >= 200 || before >= 200 || before == 0, "a second preliminary reply", text);
    before = code;
    return new Reply(code, text.toString());
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the control connection ended");
      }
      bytes.write(b);
      demand(b != 0, "a NUL", bytes);
      demand(bytes.size() <= LONGEST_LINE, "a line that is too long", bytes);
    }
    String line = text(bytes.toByteArray());
    demand(line.indexOf('\r') == line.length() - 1, "CR and LF are not at the end alone", line);
    return line.substring(0, line.length() - 1);
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError(
          "a reply that is not UTF-8: " + new String(bytes, StandardCharsets.ISO_8859_1), e);
    }
  }

  private static void demand(boolean holds, String what, Object reply) {
    if (!holds) {
      throw new AssertionError(what + ": " + reply);
    }
  }
}

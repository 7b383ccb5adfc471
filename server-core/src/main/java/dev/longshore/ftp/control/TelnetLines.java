package dev.longshore.ftp.control;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a control connection into lines: takes Telnet's commands out, refuses its
 * options, and forgets lines that are too long.
 *
 * <p>Clients send ABOR behind Telnet IP and DM in several ways, in urgent data or not, and stacks
 * differ in which of these bytes arrive. So in front of a verb every byte from 0x80 is dropped, and
 * an IAC before anything that is no Telnet command is dropped alone (RFC 854; RFC 959 section
 * 4.1.3). Used by one thread.
 */
final class TelnetLines {
  static final int IAC = 255;
  private static final int DONT = 254;
  private static final int DO = 253;
  private static final int WONT = 252;
  private static final int WILL = 251;
  private static final int SUBNEGOTIATION = 250;
  private static final int SUBNEGOTIATION_END = 240;

  private enum State {
    TEXT,
    COMMAND,
    OPTION,
    SUBNEGOTIATION,
    SUBNEGOTIATION_COMMAND
  }

  /** What a byte completed. */
  sealed interface Event {
    record Line(ByteBuffer bytes) implements Event {}

    record TooLong() implements Event {}

    /** IAC, this answer and this option must be sent back. */
    record Refusal(int answer, int option) implements Event {}
  }

  /** What most lines need; more is not kept for the next one. */
  private static final int USUAL = 128;

  private final int limit;
  private ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL);
  private State state = State.TEXT;
  private int verb;
  private boolean overflow;
  private boolean afterReturn;

  /**
   * @param limit how many bytes a line may have, without its end
   */
  TelnetLines(int limit) {
    this.limit = limit;
  }

  /** Whether the beginning of a line, or of a command of Telnet's, is here without its end. */
  boolean hasBegun() {
    return line.size() > 0 || overflow || state != State.TEXT;
  }

  /** Takes one byte, 0 to 255; says what it completed, if anything. */
  @Nullable Event accept(int b) {
    return switch (state) {
      case TEXT -> b == IAC ? enter(State.COMMAND) : text(b);
      case COMMAND -> command(b);
      case OPTION -> option(b);
      case SUBNEGOTIATION -> b == IAC ? enter(State.SUBNEGOTIATION_COMMAND) : null;
      case SUBNEGOTIATION_COMMAND ->
          enter(b == SUBNEGOTIATION_END ? State.TEXT : State.SUBNEGOTIATION);
    };
  }

  private @Nullable Event enter(State next) {
    state = next;
    return null;
  }

  private @Nullable Event command(int b) {
    if (b >= WILL && b <= DONT) {
      verb = b;
      return enter(State.OPTION);
    }
    if (b == SUBNEGOTIATION) {
      return enter(State.SUBNEGOTIATION);
    }
    state = State.TEXT;
    return b == IAC || b < SUBNEGOTIATION_END ? text(b) : null;
  }

  /** RFC 1123 section 4.1.2.12: an offer is refused, and a refusal needs no answer. */
  private @Nullable Event option(int b) {
    state = State.TEXT;
    return switch (verb) {
      case WILL -> new Event.Refusal(DONT, b);
      case DO -> new Event.Refusal(WONT, b);
      default -> null;
    };
  }

  private @Nullable Event text(int b) {
    if (b == '\n') {
      return end();
    }
    if (line.size() == 0 && b >= 0x80) {
      return null;
    }
    // A carriage return inside a name is sent as CR NUL (RFC 2640 section 3.1).
    boolean padding = afterReturn && b == 0;
    afterReturn = b == '\r';
    if (padding) {
      return null;
    }
    if (line.size() > limit) {
      overflow = true;
    } else {
      line.write(b);
    }
    return null;
  }

  private Event end() {
    byte[] bytes = line.toByteArray();
    boolean tooLong = overflow;
    if (bytes.length > USUAL) {
      line = new ByteArrayOutputStream(USUAL);
    } else {
      line.reset();
    }
    overflow = false;
    afterReturn = false;
    if (tooLong) {
      return new Event.TooLong();
    }
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    return new Event.Line(ByteBuffer.wrap(bytes, 0, length));
  }
}

package dev.longshore.ftp.server;

import dev.longshore.ftp.control.CommandLine;
import dev.longshore.ftp.control.Input;
import dev.longshore.ftp.session.Mailbox;
import dev.longshore.ftp.session.SessionEvent.Received;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Lines that wait in order for the end of what runs; used by the session's loop. They keep their
 * room in the mailbox until they are done, and so are bounded by it.
 */
final class WaitingLines {
  private final Mailbox mailbox;
  private final Queue<Received> lines = new ArrayDeque<>(2);

  WaitingLines(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  void add(Received line) {
    lines.add(line);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The first of them, to be done now. */
  Optional<Input> next() {
    Optional<Received> first = Optional.ofNullable(lines.poll());
    first.ifPresent(mailbox::done);
    return first.map(Received::input);
  }

  /** Whether the client is about to leave: what it said before is to end properly. */
  boolean quits() {
    return lines.stream().anyMatch(WaitingLines::isQuit);
  }

  /** Forgets all but a QUIT. */
  void giveUp() {
    lines.stream().filter(line -> !isQuit(line)).forEach(mailbox::done);
    lines.removeIf(line -> !isQuit(line));
  }

  private static boolean isQuit(Received received) {
    return received.input() instanceof Input.Line(CommandLine line) && line.verb().equals("QUIT");
  }
}

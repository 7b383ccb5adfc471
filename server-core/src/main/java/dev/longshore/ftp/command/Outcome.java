package dev.longshore.ftp.command;

import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.transfer.Transfer;

/** What a command comes to; the session loop carries it out. */
public sealed interface Outcome {

  /** A reply, and the next command. */
  record Answer(Reply reply) implements Outcome {}

  /** A transfer, which sends its own replies. */
  record Start(Transfer transfer, UserSession user) implements Outcome {}

  /** The end of what runs, which says it itself, or that nothing does. */
  record Abort() implements Outcome {}

  /**
   * A reply in the clear, then the handshake of the control connection.
   *
   * @param dataPrivate whether data connections are encrypted without being asked for
   */
  record StartTls(Reply reply, boolean dataPrivate) implements Outcome {}

  /** A reply, then the end of TLS on the control connection, if it was not there from the start. */
  record EndTls(Reply reply) implements Outcome {}

  /** A last reply. */
  record Close(Reply reply) implements Outcome {}

  static Outcome answer(ReplyCode code, String text) {
    return new Answer(Reply.of(code, text));
  }

  static Outcome close(ReplyCode code, String text) {
    return new Close(Reply.of(code, text));
  }
}

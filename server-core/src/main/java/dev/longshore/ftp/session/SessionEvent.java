package dev.longshore.ftp.session;

import dev.longshore.ftp.control.Input;
import dev.longshore.ftp.transfer.Running;
import dev.longshore.ftp.transfer.RunningTransfer;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSession;

/** What a session's loop is told. */
public sealed interface SessionEvent {

  /** From the reader: a line, one that is none, or the end of the client's side. */
  record Received(Input input) implements SessionEvent {
    /** What the objects around a line take, in bytes. */
    private static final int OVERHEAD = 64;

    /** How many bytes of memory it holds, roughly. */
    int cost() {
      return input instanceof Input.Line(var line)
          ? OVERHEAD + line.verb().length() + line.argument().length()
          : OVERHEAD;
    }
  }

  /** From the reader: the control connection is encrypted. */
  record Secured(SSLSession agreed) implements SessionEvent {}

  /** From the reader: it is not, and can not be used any more. */
  record NotSecured(String reason) implements SessionEvent {}

  /** Whoever asks waits for the answer. */
  sealed interface Question extends SessionEvent {
    CompletableFuture<Boolean> answered();

    /** Answers, with no if that can not be found out. */
    default void answer(BooleanSupplier yes) {
      try {
        answered().complete(yes.getAsBoolean());
      } finally {
        answered().complete(false);
      }
    }
  }

  /** A transfer asks for its 150; answered once that is sent. */
  record Opens(RunningTransfer transfer, CompletableFuture<Boolean> answered) implements Question {}

  /** A transfer asks whether it may publish what it uploaded. */
  record Commits(RunningTransfer transfer, CompletableFuture<Boolean> answered)
      implements Question {}

  /** What ran beside the loop has come to its end. */
  record Ended(Running running) implements SessionEvent {}

  /**
   * The server wants the session to end.
   *
   * @param atOnce whether what runs is called off, rather than waited for
   */
  record Dismissed(boolean atOnce) implements SessionEvent {}

  /** Nothing came before the deadline. */
  record Tick() implements SessionEvent {}

  /** The reader has a line for which there is no room, and the loop has seen all others. */
  record Full() implements SessionEvent {}
}

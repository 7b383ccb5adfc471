package dev.longshore.ftp.server;

import dev.longshore.ftp.command.Command;
import dev.longshore.ftp.command.CommandTable;
import dev.longshore.ftp.command.Outcome;
import dev.longshore.ftp.control.ControlConnection;
import dev.longshore.ftp.control.Input;
import dev.longshore.ftp.event.LogText;
import dev.longshore.ftp.reply.FailureReplies;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.session.LoginPhase;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.transfer.Running;
import dev.longshore.ftp.transfer.RunningCall;
import dev.longshore.ftp.transfer.RunningTransfer;
import dev.longshore.ftp.transfer.Transfer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one command after the other and acts on what it comes to; used by the session's loop. A
 * command that may have to wait runs beside the loop, which then hears of its end.
 *
 * <p>What is returned, if anything, is why the session ends.
 */
final class CommandExecution {
  private static final Logger LOG = LoggerFactory.getLogger(CommandExecution.class);

  /** What browsers send when a page makes them talk to this port. */
  private static final Set<String> HTTP_METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "PATCH", "TRACE");

  private static final Outcome FAILED_INSIDE =
      Outcome.answer(ReplyCode.LOCAL_ERROR, "Internal error");

  private final Session session;
  private final ControlConnection control;
  private final CommandTable table;
  private final ControlTls tls;

  /** The call that runs, and what it is of. */
  private @Nullable Called called;

  private record Called(Command command, long from, RunningCall<Outcome> call) {
    Outcome outcome() {
      return Optional.ofNullable(call.result()).orElse(FAILED_INSIDE);
    }
  }

  CommandExecution(Session session, CommandTable table, ControlTls tls) {
    this.session = session;
    this.control = session.control();
    this.table = table;
    this.tls = tls;
  }

  /** Does what the client said, or refuses it; nothing else runs. */
  Optional<String> execute(Input input) {
    if (session.login() instanceof LoginPhase.LoggedIn(UserSession user)) {
      if (!session.services().authenticator().isCurrent(user.user())) {
        return bye(ReplyCode.SERVICE_NOT_AVAILABLE, "This user is not known any more");
      }
    } else if (input instanceof Input.Line(var line) && HTTP_METHODS.contains(line.verb())) {
      return bye(ReplyCode.SERVICE_NOT_AVAILABLE, "This is an FTP server");
    }
    Optional<CommandTable.Call> call = table.find(input);
    if (call.isPresent()) {
      return begin(call.get());
    }
    control.send(
        switch (input) {
          case Input.TooLong() -> Reply.of(ReplyCode.UNKNOWN_COMMAND, "Line is too long");
          case Input.NotText() -> Reply.of(ReplyCode.BAD_ARGUMENT, "Not UTF-8");
          case Input.Line _, Input.End _ -> Reply.of(ReplyCode.UNKNOWN_COMMAND, "Unknown command");
        });
    return Optional.empty();
  }

  /** Does it on the loop's thread, or begins it beside the loop. */
  Optional<String> begin(CommandTable.Call call) {
    long from = System.nanoTime();
    Command command = call.command();
    boolean aside = command.timing() == Command.Timing.DURING_TRANSFER && call.argument().isEmpty();
    if (!command.waits() || aside) {
      return carryOut(command, outcome(call), from);
    }
    called = new Called(command, from, session.call(() -> outcome(call)));
    return Optional.empty();
  }

  /**
   * The call has ended; where ABOR was said, its replies say so.
   *
   * @param clientIsGone whether no transfer may begin any more
   */
  Optional<String> end(RunningCall<?> ended, boolean clientIsGone) {
    Called done = take(ended);
    Outcome outcome = done.outcome();
    if (ended.isAborting() || ended.hasEnded()) {
      if (outcome instanceof Outcome.Close) {
        return carryOut(done.command(), outcome, done.from());
      }
      discard(outcome);
      session.closeChannel();
      Optional<Reply> reply =
          outcome instanceof Outcome.Answer(Reply answer) ? Optional.of(answer) : Optional.empty();
      sendAborted(ended.end(reply));
      return Optional.empty();
    }
    var _ = ended.end(Optional.empty());
    if (clientIsGone && outcome instanceof Outcome.Start) {
      discard(outcome);
      return Optional.empty();
    }
    return carryOut(done.command(), outcome, done.from());
  }

  /** The call has ended, behind the session's last reply. */
  void forget(RunningCall<?> ended) {
    discard(take(ended).outcome());
  }

  private Called take(RunningCall<?> ended) {
    Called done = called;
    if (done == null || done.call() != ended) {
      throw new IllegalStateException("not the call that runs");
    }
    called = null;
    session.callIsGone();
    return done;
  }

  /** The transfer has ended; where ABOR was said, its reply follows. */
  void end(RunningTransfer ended) {
    boolean aborting = ended.isAborting();
    List<Reply> replies = ended.end();
    if (aborting) {
      sendAborted(replies);
    } else {
      replies.forEach(control::send);
    }
  }

  /** A transfer that does not begin lets go of what it would have read. */
  private static void discard(Outcome outcome) {
    if (outcome instanceof Outcome.Start(Transfer.Send send, _)) {
      send.source().close();
    }
  }

  /** Replies, of which the last is that of ABOR. */
  void sendAborted(List<Reply> replies) {
    long from = System.nanoTime();
    replies.forEach(control::send);
    if (!replies.isEmpty()) {
      tell("ABOR", replies.getLast(), from);
    }
  }

  private Optional<String> carryOut(Command command, Outcome outcome, long from) {
    if (!command.keepsRename()) {
      session.parameters().renameFrom(Optional.empty());
    }
    return switch (outcome) {
      case Outcome.Answer(Reply reply) -> {
        answer(command, reply, from);
        yield Optional.empty();
      }
      case Outcome.StartTls(Reply reply, boolean dataPrivate) -> {
        // Whatever came in the clear behind AUTH may be somebody else's, and is never carried out.
        if (!tls.mayChange()) {
          yield bye(ReplyCode.BAD_SEQUENCE, "Nothing may follow AUTH before the handshake");
        }
        answer(command, reply, from);
        session.reinitialize();
        yield tls.begin(dataPrivate);
      }
      case Outcome.EndTls(Reply reply) -> endTls(command, reply, from);
      case Outcome.Start start -> {
        session.start(start.transfer(), start.user());
        yield Optional.empty();
      }
      case Outcome.Abort() -> {
        abort();
        yield Optional.empty();
      }
      case Outcome.Close(Reply reply) -> {
        answer(command, reply, from);
        yield Optional.of(reply.first());
      }
    };
  }

  private Optional<String> endTls(Command command, Reply reply, long from) {
    if (tls.endsWithRein() && !tls.isStopped()) {
      return bye(ReplyCode.SERVICE_NOT_AVAILABLE, "REIN ends TLS: please connect again");
    }
    answer(command, reply, from);
    if (tls.endsWithRein()) {
      tls.end();
    }
    return Optional.empty();
  }

  private Optional<String> bye(ReplyCode code, String text) {
    control.send(Reply.of(code, text));
    return Optional.of(text);
  }

  /** ABOR: whatever runs ends, and what a transfer was prepared with is given up. */
  void abort() {
    Optional<Running> running = session.running();
    if (session.call().isEmpty()) {
      session.closeChannel();
    }
    sendAborted(
        running
            .map(Running::abort)
            .orElseGet(
                () ->
                    List.of(Reply.of(ReplyCode.NO_TRANSFER_IN_PROGRESS, "No transfer to abort"))));
  }

  private Outcome outcome(CommandTable.Call call) {
    try {
      return call.command().action().run(session, call.argument());
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.UNAVAILABLE
          && !Thread.currentThread().isInterrupted()) {
        LOG.warn(
            "session {}: storage failed: {}",
            session.id().id(),
            LogText.of(String.valueOf(e.getMessage())));
      }
      return new Outcome.Answer(FailureReplies.beforeData(e));
    } catch (IOException | RuntimeException e) {
      LOG.error("session {}: {} failed inside", session.id().id(), call.command().name(), e);
      return FAILED_INSIDE;
    }
  }

  private void answer(Command command, Reply reply, long from) {
    control.send(reply);
    tell(command.name(), reply, from);
  }

  private void tell(String command, Reply reply, long from) {
    session
        .services()
        .events()
        .commandAnswered(
            session.id(),
            command,
            reply.code().number(),
            Duration.ofNanos(System.nanoTime() - from));
  }
}

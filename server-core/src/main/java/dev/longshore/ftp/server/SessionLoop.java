package dev.longshore.ftp.server;

import dev.longshore.ftp.command.Command;
import dev.longshore.ftp.command.CommandTable;
import dev.longshore.ftp.command.Outcome;
import dev.longshore.ftp.control.CommandLine;
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
import dev.longshore.ftp.transfer.RunningTransfer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's session from the greeting to the end, on a thread of its own: read a line, do it,
 * answer.
 *
 * <p>While a transfer runs it reads on: some commands are answered at once, the others wait in
 * order for the end.
 */
final class SessionLoop {
  private static final Logger LOG = LoggerFactory.getLogger(SessionLoop.class);

  /** How many commands may wait for a transfer; a client that sends more is sent away. */
  private static final int WAITING_LIMIT = 256;

  /** How often the end of a transfer is looked for while commands wait for it. */
  private static final Duration WAITING_POLL = Duration.ofMillis(20);

  /** What browsers send when a page makes them talk to this port. */
  private static final Set<String> HTTP_METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "PATCH", "TRACE");

  private final Session session;
  private final ControlConnection control;
  private final ControlTls tls;
  private final CommandTable table;
  private final Deque<CommandLine> waiting = new ArrayDeque<>();
  private long lastActive = System.nanoTime();

  SessionLoop(Session session, CommandTable table) {
    this.session = session;
    this.control = session.control();
    this.tls = new ControlTls(session);
    this.table = table;
  }

  /**
   * Runs to the end of the session; says why it ended. The caller closes session and connection.
   */
  String run() {
    if (session.security().implicit()) {
      Optional<String> failed = tls.begin();
      if (failed.isPresent()) {
        return failed.get();
      }
    }
    control.send(Reply.of(ReplyCode.READY, session.services().settings().texts().greeting()));
    while (true) {
      if (!waiting.isEmpty() && !session.transferRuns()) {
        Optional<String> end = execute(waiting.remove());
        if (end.isPresent()) {
          return end.get();
        }
        continue;
      }
      Optional<String> end =
          switch (control.read(patience())) {
            case Input.Line(CommandLine line) -> received(line);
            case Input.TooLong() -> refuse(ReplyCode.UNKNOWN_COMMAND, "Line is too long");
            case Input.NotText() -> refuse(ReplyCode.BAD_ARGUMENT, "Not UTF-8");
            case Input.TimedOut() -> silent();
            case Input.End() -> ended();
          };
      if (end.isPresent()) {
        return end.get();
      }
    }
  }

  private Duration patience() {
    if (!waiting.isEmpty()) {
      return WAITING_POLL;
    }
    Duration left = left();
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  /** How long the client may still be silent. */
  private Duration left() {
    return session.login() instanceof LoginPhase.LoggedIn(UserSession user)
        ? user.idleTimeout().minus(silence())
        : session.services().settings().loginTimeout().minus(session.withoutLogin());
  }

  /** Since the last command or the end of the last transfer. */
  private Duration silence() {
    Duration sinceCommand = Duration.ofNanos(System.nanoTime() - lastActive);
    return session
        .transfer()
        .map(RunningTransfer::sinceEnd)
        .filter(sinceEnd -> sinceEnd.compareTo(sinceCommand) < 0)
        .orElse(sinceCommand);
  }

  private Optional<String> silent() {
    if (left().isPositive()) {
      return Optional.empty();
    }
    return bye(ReplyCode.SERVICE_NOT_AVAILABLE, "Timeout");
  }

  /** The client closed its side, or the server is shutting down. */
  private Optional<String> ended() {
    if (session.isDismissed()) {
      awaitTransfer();
      return bye(ReplyCode.SERVICE_NOT_AVAILABLE, "Shutting down");
    }
    if (waiting.stream().noneMatch(line -> line.verb().equals("QUIT"))) {
      // Before all else: an upload may be about to be published.
      session.transfer().ifPresent(RunningTransfer::controlLost);
      return Optional.of("connection lost");
    }
    // After a QUIT that waits, the transfer still ends properly (RFC 959 section 4.1.1).
    awaitTransfer();
    while (!waiting.isEmpty()) {
      Optional<String> end = execute(waiting.remove());
      if (end.isPresent()) {
        return end;
      }
      awaitTransfer();
    }
    return Optional.of("connection lost");
  }

  /** A transfer bounds its own waits, so this ends. */
  private void awaitTransfer() {
    while (session.transferRuns()) {
      session.transfer().ifPresent(t -> t.await(Duration.ofSeconds(1)));
    }
  }

  private Optional<String> received(CommandLine line) {
    lastActive = System.nanoTime();
    if (!mustWait(line)) {
      return execute(line);
    }
    if (waiting.size() == WAITING_LIMIT) {
      return bye(ReplyCode.SERVICE_NOT_AVAILABLE, "Too many commands wait for the transfer");
    }
    waiting.add(line);
    return Optional.empty();
  }

  /** Whether a command has to wait for a transfer, or for others that do. */
  private boolean mustWait(CommandLine line) {
    Optional<CommandTable.Call> call = table.find(line);
    return switch (call.map(c -> c.command().timing()).orElse(Command.Timing.IN_ORDER)) {
      case IN_ORDER -> session.transferRuns() || !waiting.isEmpty();
      case DURING_TRANSFER ->
          !waiting.isEmpty() || (session.transferRuns() && !line.argument().isEmpty());
      case AT_ONCE -> false;
    };
  }

  private Optional<String> execute(CommandLine line) {
    lastActive = System.nanoTime();
    if (session.login() instanceof LoginPhase.LoggedIn(UserSession user)) {
      if (!session.services().authenticator().isCurrent(user.user())) {
        return bye(ReplyCode.SERVICE_NOT_AVAILABLE, "This user is not known any more");
      }
    } else if (HTTP_METHODS.contains(line.verb())) {
      return bye(ReplyCode.SERVICE_NOT_AVAILABLE, "This is an FTP server");
    }
    Optional<CommandTable.Call> call = table.find(line);
    return call.isPresent()
        ? carryOut(call.get())
        : refuse(ReplyCode.UNKNOWN_COMMAND, "Unknown command");
  }

  private Optional<String> carryOut(CommandTable.Call call) {
    long from = System.nanoTime();
    Command command = call.command();
    Outcome outcome = outcome(call);
    if (!command.keepsRename()) {
      session.renameFrom(Optional.empty());
    }
    return switch (outcome) {
      case Outcome.Answer(Reply reply) -> {
        answer(command, reply, from);
        yield Optional.empty();
      }
      case Outcome.StartTls(Reply reply, boolean dataPrivate) -> {
        Optional<String> end = startTls(command, reply, from);
        session.security().protectData(dataPrivate);
        yield end;
      }
      case Outcome.EndTls(Reply reply) -> {
        answer(command, reply, from);
        if (tls.end()) {
          waiting.clear();
        }
        yield Optional.empty();
      }
      case Outcome.Start start -> {
        session.start(start.transfer(), start.user());
        yield Optional.empty();
      }
      case Outcome.StartReading start -> {
        session.start(start.reading(), start.user());
        yield Optional.empty();
      }
      case Outcome.Close(Reply reply) -> {
        answer(command, reply, from);
        yield Optional.of(reply.first());
      }
    };
  }

  /** Whatever came in the clear behind AUTH may be somebody else's and is never carried out. */
  private Optional<String> startTls(Command command, Reply reply, long from) {
    if (!waiting.isEmpty() || control.hasUnread()) {
      return bye(ReplyCode.BAD_SEQUENCE, "Nothing may follow AUTH before the handshake");
    }
    answer(command, reply, from);
    session.reinitialize();
    return tls.begin();
  }

  private Outcome outcome(CommandTable.Call call) {
    try {
      return call.command().action().run(session, call.argument());
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.UNAVAILABLE) {
        LOG.warn(
            "session {}: storage failed: {}",
            session.id().id(),
            LogText.of(String.valueOf(e.getMessage())));
      }
      return new Outcome.Answer(FailureReplies.beforeData(e));
    } catch (IOException | RuntimeException e) {
      LOG.error("session {}: {} failed inside", session.id().id(), call.command().name(), e);
      return Outcome.answer(ReplyCode.LOCAL_ERROR, "Internal error");
    }
  }

  private void answer(Command command, Reply reply, long from) {
    control.send(reply);
    session
        .services()
        .events()
        .commandAnswered(
            session.id(),
            command.name(),
            reply.code().number(),
            Duration.ofNanos(System.nanoTime() - from));
  }

  private Optional<String> refuse(ReplyCode code, String text) {
    control.send(Reply.of(code, text));
    return Optional.empty();
  }

  /** A last reply. */
  private Optional<String> bye(ReplyCode code, String text) {
    control.send(Reply.of(code, text));
    return Optional.of(text);
  }
}

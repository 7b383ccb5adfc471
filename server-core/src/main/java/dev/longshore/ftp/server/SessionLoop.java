package dev.longshore.ftp.server;

import dev.longshore.ftp.command.Command;
import dev.longshore.ftp.command.CommandTable;
import dev.longshore.ftp.control.ControlConnection;
import dev.longshore.ftp.control.Input;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.session.Mailbox;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.session.SessionEvent;
import dev.longshore.ftp.session.SessionEvent.Received;
import dev.longshore.ftp.transfer.Running;
import dev.longshore.ftp.transfer.RunningCall;
import dev.longshore.ftp.transfer.RunningTransfer;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * One client's session from the greeting to the end, on a thread of its own: take an event out of
 * the mailbox, do what it says, answer. It never waits for anything else, and nobody else answers.
 *
 * <p>While something runs beside it, a transfer or a command that waits for the storage, some
 * commands are answered at once and the others wait in order for the end. Methods return why the
 * session ends, if it does.
 */
final class SessionLoop {
  private static final Optional<String> GOES_ON = Optional.empty();

  private final Session session;
  private final ControlConnection control;
  private final CommandTable table;
  private final Mailbox mailbox;
  private final SessionReader reader;
  private final ControlTls tls;
  private final CommandExecution commands;
  private final SessionClock clock;
  private final WaitingLines waiting;
  private final CommandOrder order;
  private boolean clientIsGone;
  private boolean dismissed;

  SessionLoop(Session session, CommandTable table) {
    this.session = session;
    this.control = session.control();
    this.table = table;
    this.mailbox = session.mailbox();
    this.reader = new SessionReader(session, table);
    this.tls = new ControlTls(session, reader);
    this.commands = new CommandExecution(session, table, tls);
    this.clock = new SessionClock(session, tls);
    this.waiting = new WaitingLines(mailbox);
    this.order = new CommandOrder(session, tls, clock, waiting);
  }

  /**
   * Runs to the end of the session; says why it ended. The caller closes session and connection.
   */
  String run() {
    reader.start();
    try {
      Optional<String> end = begin();
      while (end.isEmpty()) {
        end = next();
      }
      return end.get();
    } finally {
      mailbox.refuseLines();
      reader.end();
      awaitCall();
    }
  }

  private Optional<String> begin() {
    if (session.security().implicit()) {
      return tls.begin(true);
    }
    reader.goOn();
    return greet();
  }

  private Optional<String> greet() {
    control.send(Reply.of(ReplyCode.READY, session.services().settings().texts().greeting()));
    return GOES_ON;
  }

  private Optional<String> next() {
    if (order.isIdle()) {
      if (dismissed) {
        return bye("Shutting down");
      }
      Optional<Input> first = waiting.next();
      if (first.isPresent()) {
        Optional<String> end = execute(first.get());
        boundQuit();
        return end;
      }
      if (clientIsGone) {
        return Optional.of("connection lost");
      }
    }
    return switch (mailbox.take(clock.next())) {
      case Received received -> received(received);
      case SessionEvent.Secured(SSLSession agreed) -> {
        tls.secured(agreed);
        yield session.security().implicit() && !dismissed ? greet() : GOES_ON;
      }
      case SessionEvent.NotSecured(String reason) -> Optional.of(tls.failed(reason));
      case SessionEvent.Question question -> answer(question);
      case SessionEvent.Ended(Running running) -> ended(running);
      case SessionEvent.Dismissed(boolean atOnce) -> dismiss(atOnce);
      case SessionEvent.Full() -> bye("Too many commands wait");
      case SessionEvent.Tick() -> tick();
    };
  }

  private Optional<String> answer(SessionEvent.Question question) {
    switch (question) {
      case SessionEvent.Opens(RunningTransfer transfer, _) ->
          question.answer(() -> opens(transfer));
      case SessionEvent.Commits(RunningTransfer transfer, _) -> question.answer(transfer::commit);
    }
    return GOES_ON;
  }

  private boolean opens(RunningTransfer transfer) {
    Optional<Reply> opening = transfer.open();
    opening.ifPresent(control::send);
    return opening.isPresent();
  }

  /**
   * What runs ends first. In the middle of a handshake nothing can be said, so it has a moment to
   * end.
   */
  private Optional<String> dismiss(boolean atOnce) {
    dismissed = true;
    if (!atOnce) {
      clock.dismissed();
      return GOES_ON;
    }
    session.running().flatMap(Running::shutDown).ifPresent(control::send);
    return tls.isHandshaking() ? cutOff() : GOES_ON;
  }

  private Optional<String> cutOff() {
    control.abort();
    return Optional.of("Shutting down");
  }

  private Optional<String> received(Received received) {
    if (received.input() instanceof Input.End end) {
      return clientEnded(end);
    }
    clock.heard();
    Optional<CommandTable.Call> call = table.find(received.input());
    call.filter(found -> found.command().stopsReading()).ifPresent(_ -> reader.hasStopped());
    if (order.mustWait(call)) {
      waiting.add(received);
      // Otherwise nobody would hear of the end of the connection while this waits.
      reader.goOn();
      boundQuit();
      return GOES_ON;
    }
    mailbox.done(received);
    return order.isIdle() ? execute(received.input()) : meanwhile(call.orElseThrow());
  }

  /** A transfer bounds itself; a command that QUIT waits for is called off some time. */
  private void boundQuit() {
    if (waiting.quits() && session.call().isPresent()) {
      clock.quits();
    }
  }

  private Optional<String> meanwhile(CommandTable.Call call) {
    if (call.command().timing() == Command.Timing.AT_ONCE) {
      commands.abort();
      if (session.running().map(Running::isAborting).orElse(false)) {
        clock.aborts();
      }
      return GOES_ON;
    }
    return commands.begin(call);
  }

  private Optional<String> execute(Input input) {
    Optional<String> end = commands.execute(input);
    if (!tls.isHandshaking()) {
      reader.goOn();
    }
    return end;
  }

  /**
   * The client closed its side or is gone, and takes back what has not been published; commands
   * that came before have a moment. After a QUIT that waits, all ends properly (RFC 959 section
   * 4.1.1).
   */
  private Optional<String> clientEnded(Input.End end) {
    clientIsGone = true;
    if (waiting.quits()) {
      session.transfer().ifPresent(RunningTransfer::controlEnded);
      return GOES_ON;
    }
    session.transfer().ifPresent(Running::controlLost);
    if (end.orderly()) {
      clock.clientEnds();
      return GOES_ON;
    }
    return giveUp();
  }

  private Optional<String> giveUp() {
    waiting.giveUp();
    session.call().ifPresent(Running::controlLost);
    return GOES_ON;
  }

  private Optional<String> ended(Running running) {
    return switch (running) {
      case RunningTransfer transfer -> {
        commands.end(transfer);
        // One that was called off may end much later, when something else runs.
        if (order.isIdle()) {
          clock.ended();
        }
        yield GOES_ON;
      }
      case RunningCall<?> call -> {
        clock.ended();
        yield commands.end(call, clientIsGone && !waiting.quits());
      }
    };
  }

  private Optional<String> tick() {
    if (clock.abortIsOver()) {
      session.running().ifPresent(running -> commands.sendAborted(running.abandon()));
      clock.ended();
    }
    if (clock.clientIsOver() || (clock.quitIsOver() && session.call().isPresent())) {
      return giveUp();
    }
    if (clock.dismissalIsOver() && tls.isHandshaking()) {
      return cutOff();
    }
    if (!clock.silenceIsOver()) {
      return GOES_ON;
    }
    if (tls.isHandshaking()) {
      control.abort();
      return Optional.of(tls.failed("it took too long"));
    }
    return bye("Timeout");
  }

  /** A last reply. */
  private Optional<String> bye(String text) {
    control.send(Reply.of(ReplyCode.SERVICE_NOT_AVAILABLE, text));
    return Optional.of(text);
  }

  /** A call uses the session, so the session is not left before; the storage bounds its calls. */
  private void awaitCall() {
    session.call().ifPresent(Running::controlLost);
    while (session.call().isPresent()) {
      SessionEvent event = mailbox.take(SessionClock.never());
      if (event instanceof SessionEvent.Ended(RunningCall<?> call)) {
        commands.forget(call);
      } else {
        Session.decline(event);
      }
    }
  }
}

package dev.longshore.ftp.server;

import dev.longshore.ftp.command.CommandTable;
import dev.longshore.ftp.control.ControlConnection;
import dev.longshore.ftp.control.Input;
import dev.longshore.ftp.session.Mailbox;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.session.SessionEvent;
import dev.longshore.ftp.tls.TlsSession;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a session's control connection into its mailbox, on a virtual thread of its own, to the
 * end.
 *
 * <p>Behind AUTH and REIN the next byte may belong to TLS or not to it any more, so there it stops
 * until the loop says how to go on; the loop calls the methods.
 */
final class SessionReader {
  private static final Logger LOG = LoggerFactory.getLogger(SessionReader.class);

  private final Session session;
  private final ControlConnection control;
  private final Mailbox mailbox;
  private final CommandTable table;

  private final BlockingQueue<Runnable> orders = new ArrayBlockingQueue<>(1);

  /** Whether it waits for an order, as the loop knows. */
  private boolean stopped = true;

  SessionReader(Session session, CommandTable table) {
    this.session = session;
    this.control = session.control();
    this.mailbox = session.mailbox();
    this.table = table;
  }

  /** Begins; it waits for an order first. */
  void start() {
    Thread.ofVirtual().name("reader-" + session.id().id()).start(this::run);
  }

  private void run() {
    try {
      obey();
      Input input = control.read();
      while (mailbox.put(new SessionEvent.Received(input)) && !(input instanceof Input.End)) {
        if (stops(input)) {
          obey();
        }
        input = control.read();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      LOG.error("session {}: its reader failed inside", session.id().id(), e);
      var _ = mailbox.post(new SessionEvent.Received(new Input.End(false)));
    }
    control.discard();
  }

  private boolean stops(Input input) {
    return table.find(input).filter(call -> call.command().stopsReading()).isPresent();
  }

  private void obey() throws InterruptedException {
    orders.take().run();
  }

  /** The loop has come to a line behind which nothing has been read. */
  void hasStopped() {
    stopped = true;
  }

  /** Whether nothing has been read behind the line that the loop has come to. */
  boolean isStopped() {
    return stopped;
  }

  /** To read on, if it has stopped. */
  void goOn() {
    order(() -> {});
  }

  /** The session is over: wherever it stops, it goes to its end, for its lines are refused. */
  void end() {
    var _ = orders.offer(() -> {});
  }

  /** To handshake; the mailbox tells what comes of it. */
  void secure(TlsSession tls) {
    order(() -> handshake(tls));
  }

  /** To read on in the clear. */
  void unsecure() {
    order(control::unsecure);
  }

  private void order(Runnable how) {
    if (stopped) {
      stopped = false;
      orders.add(how);
    }
  }

  private void handshake(TlsSession tls) {
    try {
      var _ = mailbox.post(new SessionEvent.Secured(control.secure(tls)));
    } catch (IOException e) {
      var _ =
          mailbox.post(new SessionEvent.NotSecured(Objects.toString(e.getMessage(), e.toString())));
    }
  }
}

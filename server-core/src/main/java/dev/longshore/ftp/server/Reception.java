package dev.longshore.ftp.server;

import dev.longshore.ftp.command.CommandTable;
import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ControlConnection;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.session.ControlSecurity;
import dev.longshore.ftp.session.Services;
import dev.longshore.ftp.session.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes clients in: a session for whoever may have one, else 421. The {@link FtpServer} owns it,
 * and its listeners call it, on a thread for each client.
 */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  /** So many at a time are told over TLS that the server ends; the others find out. */
  private static final int MOST_DISMISSED = 256;

  private final CommandTable table = new CommandTable();
  private final AtomicLong sessionIds = new AtomicLong();
  private final AtomicInteger attended = new AtomicInteger();
  private final SessionRegistry registry;
  private final Drain drain;
  private final Services services;

  Reception(SessionRegistry registry, Drain drain, Services services) {
    this.registry = registry;
    this.drain = drain;
    this.services = services;
  }

  /** Whether all control connections are closed, those that are refused among them. */
  boolean isEmpty() {
    return attended.get() == 0;
  }

  private int dismissed() {
    return attended.get() - registry.count();
  }

  /** Serves one client to its end; closes the connection. */
  void serve(Accepted connection, ListenerSettings listener) {
    attended.incrementAndGet();
    try {
      admit(connection, listener);
    } finally {
      attended.decrementAndGet();
    }
  }

  private void admit(Accepted connection, ListenerSettings listener) {
    InetAddress client = connection.client().getAddress();
    try (var _ = connection.socket();
        ControlConnection control =
            new ControlConnection(connection, services.watchdog(), listener.charset())) {
      if (listener.implicitTls() && drain.refusesClients() && dismissed() <= MOST_DISMISSED) {
        converse(control, client, listener);
        return;
      }
      Optional<String> refusal =
          drain.refusesClients() ? Optional.of("Shutting down") : registry.connect(client);
      if (refusal.isPresent()) {
        services.events().sessionRefused(client, refusal.get());
        if (!listener.implicitTls()) {
          control.send(Reply.of(ReplyCode.SERVICE_NOT_AVAILABLE, refusal.get()));
        }
        return;
      }
      try {
        converse(control, client, listener);
      } finally {
        registry.disconnect(client);
      }
    } catch (IOException e) {
      LOG.debug("a client was gone at once", e);
    } catch (RuntimeException e) {
      LOG.error("a session of {} failed inside", client.getHostAddress(), e);
    }
  }

  private void converse(ControlConnection control, InetAddress client, ListenerSettings listener) {
    ServerEvents.SessionId id = new ServerEvents.SessionId(sessionIds.incrementAndGet(), client);
    ControlSecurity security =
        new ControlSecurity(
            services.tls(),
            listener.closeNotify(),
            listener.implicitTls(),
            services.settings().exemptions(),
            client);
    try (Session session = new Session(id, control, services, security)) {
      registry.add(session);
      services.events().sessionOpened(id);
      if (drain.refusesClients()) {
        session.dismiss();
      }
      try {
        services.events().sessionClosed(id, new SessionLoop(session, table).run());
      } finally {
        registry.remove(session);
      }
    }
  }
}

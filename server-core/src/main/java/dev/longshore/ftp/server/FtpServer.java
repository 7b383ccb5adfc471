package dev.longshore.ftp.server;

import dev.longshore.ftp.command.CommandTable;
import dev.longshore.ftp.control.ControlConnection;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.data.PassivePorts;
import dev.longshore.ftp.data.PortUnavailable;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.session.Services;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.user.Authenticator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FTP server: listens from {@link #start} on until it is drained or closed. It owns the
 * listener, the passive ports and all sessions. Safe for several threads.
 */
public final class FtpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FtpServer.class);
  private static final int BACKLOG = 1024;

  /** How long {@link #close} waits for sessions and transfers to let go of the storage. */
  private static final Duration CLEAN_UP = Duration.ofSeconds(10);

  private final CommandTable table = new CommandTable();
  private final AtomicLong sessionIds = new AtomicLong();
  private final ServerSocket listener;
  private final PassivePorts passivePorts;
  private final ProgressWatchdog watchdog;
  private final SessionRegistry registry;
  private final Services services;
  private volatile boolean draining;

  private FtpServer(
      ServerSocket listener,
      PassivePorts passivePorts,
      ServerSettings settings,
      Authenticator authenticator,
      Storages storages,
      ServerEvents events) {
    this.listener = listener;
    this.passivePorts = passivePorts;
    this.watchdog = new ProgressWatchdog(settings.progressTimeout());
    this.registry = new SessionRegistry(settings.limits());
    this.services =
        new Services(
            settings.session(),
            authenticator,
            storages,
            passivePorts,
            watchdog,
            events,
            registry,
            new ChecksumLimit(settings.checksums()),
            Clock.systemUTC());
  }

  /**
   * Binds the control port and every passive port, and begins to accept.
   *
   * @throws PortUnavailable when a port can not be bound; nothing is bound then
   */
  public static FtpServer start(
      ServerSettings settings, Authenticator authenticator, Storages storages, ServerEvents events)
      throws IOException {
    PassivePorts passivePorts = PassivePorts.open(settings.passive());
    ServerSocket listener = new ServerSocket();
    try {
      listener.bind(settings.listen(), BACKLOG);
    } catch (IOException e) {
      passivePorts.close();
      listener.close();
      throw new PortUnavailable(settings.listen().getPort(), e);
    }
    FtpServer server =
        new FtpServer(listener, passivePorts, settings, authenticator, storages, events);
    Thread.ofVirtual().name("ftp-listener").start(server::acceptLoop);
    LOG.info(
        "Listening for FTP on {}:{}, passive ports {} to {}",
        settings.listen().getAddress().getHostAddress(),
        server.port(),
        settings.passive().plan().start(),
        settings.passive().plan().last());
    return server;
  }

  /** The control port. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Whether new clients are accepted. */
  public boolean isListening() {
    return !draining && !listener.isClosed();
  }

  /** How many clients are connected. */
  public int sessions() {
    return registry.count();
  }

  private void acceptLoop() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().name("session").start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("control port could not accept: {}", e.getMessage());
          // Out of descriptors, most likely: let some be closed before the next try.
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
      }
    }
  }

  private void serve(Socket socket) {
    InetAddress client = socket.getInetAddress();
    try (socket;
        ControlConnection control = new ControlConnection(socket, watchdog)) {
      Optional<String> refusal = draining ? Optional.of("shutting down") : registry.connect(client);
      if (refusal.isPresent()) {
        services.events().sessionRefused(client, refusal.get());
        control.send(Reply.of(ReplyCode.SERVICE_NOT_AVAILABLE, "No session now: " + refusal.get()));
        return;
      }
      try {
        converse(control, client);
      } finally {
        registry.disconnect(client);
      }
    } catch (IOException e) {
      LOG.debug("a client was gone at once", e);
    } catch (RuntimeException e) {
      LOG.error("a session of {} failed inside", client.getHostAddress(), e);
    }
  }

  private void converse(ControlConnection control, InetAddress client) {
    ServerEvents.SessionId id = new ServerEvents.SessionId(sessionIds.incrementAndGet(), client);
    try (Session session = new Session(id, control, services)) {
      registry.add(session);
      services.events().sessionOpened(id);
      if (draining) {
        session.dismiss();
      }
      try {
        services.events().sessionClosed(id, new SessionLoop(session, table).run());
      } finally {
        registry.remove(session);
      }
    }
  }

  /**
   * Ends gently: no new sessions, idle ones end with 421, running transfers end first.
   *
   * @param timeout how long transfers may take; then they are aborted
   */
  public void drain(Duration timeout) {
    draining = true;
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Session session : registry.sessions()) {
      session.transfer().ifPresentOrElse(t -> t.whenGone(session::dismiss), session::dismiss);
    }
    while (!registry.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    close();
  }

  /** Ends at once: transfers are aborted, nothing of theirs is published. */
  @Override
  public void close() {
    draining = true;
    try {
      listener.close();
    } catch (IOException e) {
      LOG.debug("closing the listener", e);
    }
    registry.sessions().forEach(session -> session.control().abort());
    // What transfers began in the storage is cleaned up while its clients are still open.
    long deadline = System.nanoTime() + CLEAN_UP.toNanos();
    while (!registry.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    passivePorts.close();
    watchdog.close();
  }
}

package dev.longshore.ftp.server;

import dev.longshore.ftp.command.CommandTable;
import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ControlConnection;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.data.PassivePorts;
import dev.longshore.ftp.data.PortUnavailable;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.relay.Replicas;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.session.ControlSecurity;
import dev.longshore.ftp.session.Services;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.user.Authenticator;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FTP server: listens from {@link #start} on until it is drained or closed. It owns the
 * listeners, the passive ports and all sessions. Safe for several threads.
 */
public final class FtpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FtpServer.class);

  /** How long {@link #close} waits for sessions and transfers to let go of the storage. */
  private static final Duration CLEAN_UP = Duration.ofSeconds(10);

  /** So many at a time are told over TLS that the server ends; the others find out. */
  private static final int MOST_DISMISSED = 256;

  private final CommandTable table = new CommandTable();
  private final AtomicLong sessionIds = new AtomicLong();
  private final List<ControlListener> listeners;
  private final PassivePorts passivePorts;
  private final Optional<Relaying> relaying;
  private final ProgressWatchdog watchdog;
  private final SessionRegistry registry;
  private final Services services;
  private final Drain drain;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Control connections that are not closed yet, those that are refused among them. */
  private final AtomicInteger attended = new AtomicInteger();

  private FtpServer(
      List<ControlListener> listeners,
      PassivePorts passivePorts,
      Optional<Relaying> relaying,
      ProgressWatchdog watchdog,
      ServerSettings settings,
      Authenticator authenticator,
      Storages storages,
      ServerEvents events) {
    this.listeners = listeners;
    this.passivePorts = passivePorts;
    this.relaying = relaying;
    this.watchdog = watchdog;
    this.registry = new SessionRegistry(settings.limits());
    this.drain = new Drain(registry, this::relaying);
    this.services =
        new Services(
            settings.session(),
            authenticator,
            storages,
            settings.tls(),
            passivePorts,
            watchdog,
            events,
            registry,
            new ChecksumLimit(settings.checksums()),
            Clock.systemUTC());
  }

  /**
   * Binds the control ports and every passive port, and begins to accept.
   *
   * @param replicas the others of which this is one; empty where it serves by itself
   * @throws PortUnavailable when a port can not be bound; nothing is bound then
   */
  public static FtpServer start(
      ServerSettings settings,
      Authenticator authenticator,
      Storages storages,
      ServerEvents events,
      Optional<Replicas> replicas)
      throws IOException {
    AcceptLoop.Troubles troubles = new AcceptLoop.Troubles();
    ProgressWatchdog watchdog = new ProgressWatchdog(settings.progressTimeout());
    Optional<Relaying> relaying = replicas.map(r -> new Relaying(r, watchdog));
    PassivePorts passivePorts;
    List<ControlListener> listeners = new ArrayList<>();
    try {
      passivePorts =
          PassivePorts.open(
              settings.passive(),
              events,
              settings.addresses(),
              troubles,
              relaying.map(Relaying::relay));
    } catch (IOException e) {
      relaying.ifPresent(Relaying::close);
      watchdog.close();
      throw e;
    }
    try {
      for (ListenerSettings listener : settings.listeners()) {
        listeners.add(ControlListener.bind(listener, troubles));
      }
    } catch (IOException e) {
      passivePorts.close();
      listeners.forEach(ControlListener::close);
      relaying.ifPresent(Relaying::close);
      watchdog.close();
      throw e;
    }
    FtpServer server =
        new FtpServer(
            List.copyOf(listeners),
            passivePorts,
            relaying,
            watchdog,
            settings,
            authenticator,
            storages,
            events);
    relaying.ifPresent(r -> r.start(passivePorts));
    listeners.forEach(listener -> listener.start(settings.addresses(), server::serve));
    LOG.info(
        "Passive ports {} to {}",
        settings.passive().plan().start(),
        settings.passive().plan().last());
    return server;
  }

  /** The control ports, in the order of the settings. */
  public List<Integer> ports() {
    return listeners.stream().map(ControlListener::port).toList();
  }

  /** Whether clients' connections are accepted, and stalled ones ended. */
  public boolean isListening() {
    return listeners.stream().allMatch(ControlListener::isListening)
        && passivePorts.isListening()
        && relaying.stream().allMatch(Relaying::isListening)
        && watchdog.isHealthy();
  }

  /** How many clients are connected. */
  public int sessions() {
    return registry.count();
  }

  /** How many data connections are being relayed for other replicas. */
  public int relaying() {
    return relaying.map(r -> r.relay().carrying()).orElse(0);
  }

  private void serve(Accepted connection, ListenerSettings listener) {
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
            new ControlConnection(connection, watchdog, listener.charset())) {
      if (listener.implicitTls() && drain.refusesClients() && attended.get() <= MOST_DISMISSED) {
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

  /** Whether it has been told to end; it may still serve everybody. */
  public boolean isEnding() {
    return drain.hasBegun();
  }

  /**
   * Ends gently, in steps that {@link #hurry} cuts short; returns when all is over.
   *
   * @param linger how long everything goes on as before, also where nobody is here: balancers still
   *     send clients, and those of other replicas
   * @param timeout how long transfers may take from then on, relayed ones too, while new sessions
   *     and idle ones are told 421; what has not ended is aborted
   */
  public void drain(Duration linger, Duration timeout) {
    if (drain.run(linger, timeout)) {
      stopListening();
      var _ = drain.await(this::nobodyIsAttended, Drain.FAREWELL);
    }
    close();
  }

  /** From any thread: the step of a drain that goes on is over at once, and the next one begins. */
  public void hurry() {
    drain.hurry();
  }

  /** Those who came last have been told 421, or have been handed on to their replica. */
  private boolean nobodyIsAttended() {
    return attended.get() == 0 && relaying.stream().allMatch(r -> r.relay().handedOn() == 0);
  }

  private void stopListening() {
    listeners.forEach(ControlListener::close);
    passivePorts.close();
  }

  /** Ends at once: transfers are aborted, nothing of theirs is published. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    drain.refuseClients();
    listeners.forEach(ControlListener::close);
    registry.sessions().forEach(session -> session.control().abort());
    // What transfers began in the storage is cleaned up while its clients are still open.
    var _ = drain.await(registry::isEmpty, CLEAN_UP);
    passivePorts.close();
    relaying.ifPresent(Relaying::close);
    watchdog.close();
  }
}

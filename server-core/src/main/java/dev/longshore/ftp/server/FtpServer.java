package dev.longshore.ftp.server;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.data.PassivePorts;
import dev.longshore.ftp.data.PortUnavailable;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.fleet.Replicas;
import dev.longshore.ftp.fleet.SharedSessions;
import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.session.Services;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.user.Authenticator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private final List<ControlListener> listeners;
  private final PassivePorts passivePorts;
  private final Optional<Relaying> relaying;
  private final ProgressWatchdog watchdog;
  private final SessionRegistry registry;
  private final Reception reception;
  private final Drain drain;
  private final AtomicBoolean closed = new AtomicBoolean();

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
    this.registry =
        new SessionRegistry(
            settings.limits(), relaying.map(Relaying::sessions).orElse(SharedSessions.NONE));
    this.drain = new Drain(registry, this::relaying);
    this.reception =
        new Reception(
            registry,
            drain,
            new Services(
                settings.session(),
                authenticator,
                storages,
                settings.tls(),
                passivePorts,
                watchdog,
                events,
                registry,
                new ChecksumLimit(settings.checksums(), settings.addresses().tell()),
                Clock.systemUTC()));
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
    Optional<Relaying> relaying =
        replicas.map(r -> new Relaying(r, settings.addresses().tell(), watchdog, events));
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
    listeners.forEach(listener -> listener.start(settings.addresses(), server.reception::serve));
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

  /**
   * Whether clients' connections are accepted, the other replicas known, and stalled ones ended.
   */
  public boolean isListening() {
    return listeners.stream().allMatch(ControlListener::isListening)
        && passivePorts.isListening()
        && relaying.stream().allMatch(r -> r.isListening() && r.isReady())
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
    relaying.ifPresent(Relaying::drain);
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
    return reception.isEmpty() && relaying.stream().allMatch(r -> r.relay().handedOn() == 0);
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

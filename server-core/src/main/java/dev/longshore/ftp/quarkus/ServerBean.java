package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.data.PortUnavailable;
import dev.longshore.ftp.event.EventLog;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.fleet.Replicas;
import dev.longshore.ftp.quarkus.health.ReadinessCondition;
import dev.longshore.ftp.server.FtpServer;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.user.Authenticator;
import dev.longshore.ftp.user.GuardedAuthenticator;
import dev.longshore.ftp.user.Lockout;
import dev.longshore.ftp.user.RecentLoginFailures;
import io.quarkus.arc.All;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server when settings and users are known to be right, and drains it when the process
 * is told to stop.
 */
@Singleton
final class ServerBean implements ReadinessCondition {
  private static final Logger LOG = LoggerFactory.getLogger(ServerBean.class);

  /** Some MiB at the most. */
  private static final int COUNTED_LOGIN_FAILURES = 20_000;

  private final FtpConfig config;
  private final Authenticator authenticator;
  private final Storages storages;
  private final ServerCertificate certificate;
  private final RelaySecrets secrets;
  private final AdvertisedName name;
  private final List<ServerEvents> listeners;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile @Nullable FtpServer server;

  ServerBean(
      FtpConfig config,
      Authenticator authenticator,
      Storages storages,
      ServerCertificate certificate,
      RelaySecrets secrets,
      AdvertisedName name,
      @All List<ServerEvents> listeners) {
    this.config = config;
    this.authenticator = authenticator;
    this.storages = storages;
    this.certificate = certificate;
    this.secrets = secrets;
    this.name = name;
    this.listeners = listeners;
  }

  void atStart(@Observes @Priority(10) StartupEvent event) {
    ServerEvents events =
        ServerEvents.all(Stream.concat(Stream.of(new EventLog()), listeners.stream()).toList());
    Optional<Replicas> replicas = RelaySettings.replicas(config, secrets);
    try {
      server =
          FtpServer.start(
              EngineSettings.of(config, certificate::keyManagers, name.followed()),
              guarded(events, replicas),
              storages,
              events,
              replicas);
    } catch (PortUnavailable e) {
      throw new BadSettings("longshore." + keyOf(e.port()), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new BadSettings("longshore.ftp.host", e.toString());
    }
  }

  private Authenticator guarded(ServerEvents events, Optional<Replicas> replicas) {
    Lockout lockout = EngineSettings.lockout(config);
    RecentLoginFailures failures =
        new RecentLoginFailures(COUNTED_LOGIN_FAILURES, lockout.time(), System::nanoTime);
    replicas.ifPresent(r -> r.fleet().share(failures));
    if (EngineSettings.knowsClients(config)) {
      return new GuardedAuthenticator(authenticator, failures, lockout, events);
    }
    LOG.warn(
        "longshore.client-address.source=none: sessions are not counted by address, wrong passwords"
            + " lock nobody out, active mode is off, and users that have allowed-networks can not"
            + " log in");
    return new GuardedAuthenticator(new FromNowhere(authenticator), failures, lockout, events);
  }

  private String keyOf(int port) {
    if (port == config.ftp().port()) {
      return "ftp.port";
    }
    return port == config.ftps().implicit().port() ? "ftps.implicit.port" : "passive.start";
  }

  /** A signal to stop: the first ends the process, each further one a step of that. */
  void stop() {
    FtpServer running = server;
    boolean further = told.getAndSet(true);
    if (running != null && (further || running.isEnding())) {
      running.hurry();
    } else {
      Quarkus.asyncExit();
    }
  }

  /**
   * Quarkus goes on with the end when this returns, and has no bound of its own for it: transfers
   * end first, within their time.
   */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    FtpServer running = server;
    if (running != null) {
      running.drain(config.drain().linger(), config.drain().timeout());
    }
  }

  void close(@Observes ShutdownEvent event) {
    FtpServer running = server;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public String name() {
    return "ftp-listeners";
  }

  @Override
  public boolean holds() {
    FtpServer running = server;
    return running != null && running.isListening();
  }
}

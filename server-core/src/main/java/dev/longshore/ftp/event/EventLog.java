package dev.longshore.ftp.event;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes the events that an operator reads into the log: one line each, never a password. */
public final class EventLog implements ServerEvents {
  private static final Logger LOG = LoggerFactory.getLogger("longshore.events");

  private final LogPace contests = new LogPace();
  private final LogPace foreigners = new LogPace(Duration.ofMinutes(1));
  private final LogPace unexpected = new LogPace(Duration.ofMinutes(1));
  private final LogPace ownerless = new LogPace(Duration.ofMinutes(1));
  private final LogPace refusals = new LogPace();
  private final LogPace handshakes = new LogPace();
  private final LogPace replicas = new LogPace(Duration.ofMinutes(1));
  private final Map<RelayTrouble, LogPace> relays = new ConcurrentHashMap<>();
  private final LogPace unproven = new LogPace(Duration.ofMinutes(1));

  @Override
  public void sessionClosed(SessionId session, String reason) {
    LOG.debug("session {} of {} ended: {}", session.id(), address(session), reason);
  }

  @Override
  public void sessionRefused(InetAddress client, String reason) {
    warn(refusals, "client {} refused: {}", client.getHostAddress(), reason);
  }

  @Override
  public void secured(SessionId session, String protocol, String cipherSuite) {
    LOG.debug("session {}: {} with {}", session.id(), protocol, cipherSuite);
  }

  @Override
  public void handshakeFailed(SessionId session, String reason) {
    warn(
        handshakes,
        "session {}: TLS handshake with {} failed: {}",
        session.id(),
        address(session),
        LogText.of(reason));
  }

  @Override
  public void loggedIn(SessionId session, String user) {
    LOG.info(
        "session {}: user {} logged in from {}", session.id(), LogText.of(user), address(session));
  }

  @Override
  public void loginFailed(SessionId session, String user, String reason) {
    LOG.warn(
        "session {}: login of {} from {} failed: {}",
        session.id(),
        LogText.of(user),
        address(session),
        reason);
  }

  @Override
  public void loginLocked(String network, Optional<String> user, int failed, Duration time) {
    LOG.warn(
        "no login of {} from {} for {} s: {} wrong passwords",
        user.map(name -> "user " + LogText.of(name)).orElse("anybody"),
        network,
        time.toSeconds(),
        failed);
  }

  @Override
  public void transferEnded(SessionId session, String user, TransferEnded transfer) {
    String line =
        "session %d: %s of %s by %s: %d, %d bytes in %d ms%s%s"
            .formatted(
                session.id(),
                word(transfer.direction()),
                LogText.of(transfer.path()),
                LogText.of(user),
                transfer.replyCode(),
                transfer.bytes(),
                transfer.duration().toMillis(),
                transfer.trace().map(trace -> ", trace " + trace.id()).orElse(""),
                transfer.detail().isEmpty() ? "" : ": " + LogText.of(transfer.detail()));
    if (transfer.replyCode() == 226) {
      LOG.info(line);
    } else {
      LOG.warn(line);
    }
  }

  @Override
  public void relayed(Relayed connection) {
    LOG.info(
        "trace {}: the data connection of {} to port {} {} {}: {} bytes up, {} down in {} ms",
        connection.trace().id(),
        connection.client().getAddress().getHostAddress(),
        connection.port(),
        connection.whole() ? "was carried to" : "was reset on its way to",
        connection.owner(),
        connection.up(),
        connection.down(),
        connection.duration().toMillis());
  }

  @Override
  public void replicaRefused(InetAddress replica, String why) {
    warn(replicas, "the replica at {} was refused: {}", replica.getHostAddress(), LogText.of(why));
  }

  @Override
  public void relayFailed(InetAddress client, int port, RelayTrouble trouble, String why) {
    warn(
        relays.computeIfAbsent(trouble, _ -> new LogPace(Duration.ofMinutes(1))),
        "the data connection of {} to passive port {} could not be handed on: {}",
        client.getHostAddress(),
        port,
        LogText.of(why));
  }

  @Override
  public void slotTaken(int slot, String newer) {
    LOG.error(
        "{} has slot {} as well and is newer: this replica lends no ports until that one has been"
            + " gone for some time; no two replicas may have one longshore.passive.slot",
        newer,
        slot);
  }

  @Override
  public void replicaUnproven(InetAddress other, String why) {
    warn(
        unproven,
        "what is at {} is not the replica of this installation that it should be: {}",
        other.getHostAddress(),
        LogText.of(why));
  }

  @Override
  public void foreignConnection(InetAddress client, InetAddress other, int port) {
    warn(
        foreigners,
        "a data connection from {} came to passive port {} where {} is awaited, and was"
            + " reset: somebody scans, or the network hides clients' addresses, which"
            + " longshore.client-address.source has to say",
        other.getHostAddress(),
        port,
        client.getHostAddress());
  }

  @Override
  public void unexpectedConnection(InetAddress other, int port) {
    info(
        unexpected,
        "a data connection from {} came to passive port {} where nobody is awaited, and was reset:"
            + " a health check, a scan, or a client that is late",
        other.getHostAddress(),
        port);
  }

  @Override
  public void ownerUnknown(InetAddress client, int port) {
    info(
        ownerless,
        "a data connection from {} came to passive port {}, of a slot of which this replica knows no"
            + " other, and was reset: a health check, a scan, or a client, where longshore.relay.mode"
            + " is off or replicas do not reach each other's longshore.relay.port",
        client.getHostAddress(),
        port);
  }

  @Override
  public void portContested(InetAddress client, InetAddress other, int port) {
    warn(
        contests,
        "a second connection came to passive port {} of client {}, from {}: one of the"
            + " two is a stranger",
        port,
        client.getHostAddress(),
        other.getHostAddress());
  }

  private static void warn(LogPace pace, String line, Object... values) {
    paced(pace, Level.WARN, line, values);
  }

  private static void info(LogPace pace, String line, Object... values) {
    paced(pace, Level.INFO, line, values);
  }

  /** A line now and then, with how many were held back since. */
  private static void paced(LogPace pace, Level level, String line, Object... values) {
    pace.turn()
        .ifPresent(others -> LOG.atLevel(level).log(line + LogPace.andOthers(others), values));
  }

  private static String word(Direction direction) {
    return switch (direction) {
      case UPLOAD -> "upload";
      case DOWNLOAD -> "download";
      case LISTING -> "listing";
    };
  }

  private static String address(SessionId session) {
    return session.client().getHostAddress();
  }
}

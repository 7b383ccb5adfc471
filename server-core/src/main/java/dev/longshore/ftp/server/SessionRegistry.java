package dev.longshore.ftp.server;

import dev.longshore.ftp.server.ServerSettings.Limits;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.session.SessionLimits;
import dev.longshore.ftp.transfer.RunningTransfer;
import dev.longshore.ftp.user.Network;
import dev.longshore.ftp.user.User;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All open sessions, and how many there are of each client and user. Safe for many threads. */
final class SessionRegistry implements SessionLimits {
  private final Limits limits;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final Set<RunningTransfer> ending = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final Counts<Network> clients = new Counts<>();
  private final Counts<String> users = new Counts<>();

  SessionRegistry(Limits limits) {
    this.limits = limits;
  }

  /** Counts a connection; says why there may not be one more, in which case it is not counted. */
  Optional<String> connect(InetAddress client) {
    if (connections.incrementAndGet() > limits.sessions()) {
      connections.decrementAndGet();
      return Optional.of("Too many connections");
    }
    if (!clients.increment(Network.of(client), limits.perAddress())) {
      connections.decrementAndGet();
      return Optional.of("Too many connections from this address");
    }
    return Optional.empty();
  }

  void disconnect(InetAddress client) {
    clients.decrement(Network.of(client));
    connections.decrementAndGet();
  }

  void add(Session session) {
    sessions.add(session);
  }

  /** A session has ended; its transfer may still have to let go of the storage. */
  void remove(Session session) {
    session
        .transfer()
        .ifPresent(
            transfer -> {
              ending.add(transfer);
              transfer.whenGone(() -> ending.remove(transfer));
            });
    sessions.remove(session);
  }

  /** Whether no session is left, and no transfer of one. */
  boolean isEmpty() {
    return connections.get() == 0 && ending.isEmpty();
  }

  /** The open sessions at this moment. */
  Collection<Session> sessions() {
    return List.copyOf(sessions);
  }

  int count() {
    return connections.get();
  }

  @Override
  public boolean enter(User user) {
    return users.increment(user.name(), user.maxSessions().orElse(limits.perUser()));
  }

  @Override
  public void leave(User user) {
    users.decrement(user.name());
  }

  /** Counters that vanish at zero. */
  private static final class Counts<K> {
    private final Map<K, Integer> counts = new HashMap<>();

    synchronized boolean increment(K key, int limit) {
      int count = counts.getOrDefault(key, 0);
      if (count >= limit) {
        return false;
      }
      counts.put(key, count + 1);
      return true;
    }

    synchronized void decrement(K key) {
      counts.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
    }
  }
}

package dev.longshore.ftp.server;

import dev.longshore.ftp.fleet.Key;
import dev.longshore.ftp.fleet.SharedSessions;
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
  private final Counts clients;
  private final Counts users;

  /**
   * @param shared how many sessions there are at other replicas; limits for a user and for an
   *     address hold over all
   */
  SessionRegistry(Limits limits, SharedSessions shared) {
    this.limits = limits;
    this.clients = new Counts(shared);
    this.users = new Counts(shared);
  }

  /** Counts a connection; says why there may not be one more, in which case it is not counted. */
  Optional<String> connect(InetAddress client) {
    if (connections.incrementAndGet() > limits.sessions()) {
      connections.decrementAndGet();
      return Optional.of("Too many connections");
    }
    if (!clients.increment(keyOf(client), limits.perAddress())) {
      connections.decrementAndGet();
      return Optional.of("Too many connections from this address");
    }
    return Optional.empty();
  }

  void disconnect(InetAddress client) {
    clients.decrement(keyOf(client));
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
    return users.increment(
        SharedSessions.ofUser(user.name()), user.maxSessions().orElse(limits.perUser()));
  }

  @Override
  public void leave(User user) {
    users.decrement(SharedSessions.ofUser(user.name()));
  }

  private static Key keyOf(InetAddress client) {
    return SharedSessions.ofAddress(Network.of(client).toString());
  }

  /** Counters that vanish at zero, and that the other replicas know. */
  private static final class Counts {
    private final SharedSessions shared;
    private final Map<Key, Integer> counts = new HashMap<>();

    private Counts(SharedSessions shared) {
      this.shared = shared;
    }

    /** What others have is asked anew before one is refused: it may be less by now. */
    boolean increment(Key key, int limit) {
      if (incrementAsKnown(key, limit)) {
        return true;
      }
      shared.refresh();
      return incrementAsKnown(key, limit);
    }

    private synchronized boolean incrementAsKnown(Key key, int limit) {
      int count = counts.getOrDefault(key, 0);
      if (count + shared.elsewhere(key) >= limit) {
        return false;
      }
      set(key, count + 1);
      return true;
    }

    synchronized void decrement(Key key) {
      set(key, Math.max(0, counts.getOrDefault(key, 0) - 1));
    }

    private void set(Key key, int count) {
      if (count == 0) {
        counts.remove(key);
      } else {
        counts.put(key, count);
      }
      shared.tell(key, count);
    }
  }
}

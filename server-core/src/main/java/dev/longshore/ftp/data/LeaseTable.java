package dev.longshore.ftp.data;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Which passive port is lent to whom; the arithmetic of {@link PassivePorts}, without sockets. Safe
 * for many threads.
 *
 * <p>A port is lent to one client while ports are free. Which one is chance among those that have
 * rested longest, so that ports are neither guessed (RFC 2577 section 8) nor met by somebody's late
 * connection.
 */
final class LeaseTable {

  /** One port lent to one client until the client connects, or until it expires. */
  static final class Entry {
    private final Port port;
    private final InetAddress client;
    private long expires;
    private boolean served;

    /** Where the client's connection is put; failed when the lease is given up. */
    final CompletableFuture<Socket> arrival = new CompletableFuture<>();

    private Entry(Port port, InetAddress client, long expires) {
      this.port = port;
      this.client = client;
      this.expires = expires;
    }

    int port() {
      return port.number;
    }
  }

  private static final class Port {
    private final int number;
    private final List<Entry> lent = new ArrayList<>(1);
    private long lastUse;
    private long quarantinedUntil;

    private Port(int number, long now) {
      this.number = number;
      this.lastUse = now;
      this.quarantinedUntil = now;
    }
  }

  private final PassiveSettings settings;
  private final LongSupplier clock;
  private final List<Port> ports;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  LeaseTable(PassiveSettings settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
    long now = clock.getAsLong();
    this.ports = settings.plan().portsOf(settings.slot()).mapToObj(n -> new Port(n, now)).toList();
  }

  /**
   * Lends a port; waits for one if all are lent.
   *
   * @param kept the port that this client asked for before without having connected to it
   * @return empty if none became free in time
   */
  Optional<Entry> take(InetAddress client, OptionalInt kept, Duration patience)
      throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        ports.forEach(this::expire);
        Optional<Port> port = kept(kept).or(this::free).or(() -> shared(client));
        if (port.isPresent()) {
          return port.map(p -> lend(p, client));
        }
        if (left <= 0) {
          return Optional.empty();
        }
        // An expiry wakes nobody, so look again now and then.
        long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(250));
        left -= slice - freed.awaitNanos(slice);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The lease that a connection to a port serves, which ends with that; empty if it serves none.
   */
  Optional<Entry> match(int port, InetAddress peer) {
    lock.lock();
    try {
      Optional<Port> own = ports.stream().filter(p -> p.number == port).findFirst();
      own.ifPresent(this::expire);
      Optional<Entry> entry =
          own.stream()
              .flatMap(p -> p.lent.stream())
              .filter(e -> settings.peer().accepts(e.client, peer))
              .findFirst();
      entry.ifPresent(
          e -> {
            e.served = true;
            end(e.port, e);
          });
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /** Lets a lease wait anew for its connection; false if it has expired without one. */
  boolean renew(Entry entry) {
    lock.lock();
    try {
      expire(entry.port);
      if (!entry.port.lent.contains(entry)) {
        return entry.served;
      }
      entry.expires = clock.getAsLong() + settings.pendingTimeout().toNanos();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a lease that nobody connected for; does nothing to one that has ended. */
  void giveBack(Entry entry) {
    lock.lock();
    try {
      if (entry.port.lent.contains(entry)) {
        end(entry.port, entry);
        quarantine(entry.port);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many leases wait for a connection. */
  int pending() {
    lock.lock();
    try {
      ports.forEach(this::expire);
      return ports.stream().mapToInt(p -> p.lent.size()).sum();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Port> kept(OptionalInt kept) {
    return kept.isEmpty()
        ? Optional.empty()
        : idle().filter(p -> p.number == kept.getAsInt()).findFirst();
  }

  private Optional<Port> free() {
    long now = clock.getAsLong();
    List<Port> rested =
        idle()
            .filter(p -> p.quarantinedUntil - now <= 0)
            .sorted(Comparator.comparingLong(p -> p.lastUse - now))
            .toList();
    return rested.isEmpty()
        ? idle().min(Comparator.comparingLong(p -> p.quarantinedUntil - now))
        : Optional.of(any(rested.subList(0, (rested.size() + 1) / 2)));
  }

  private Stream<Port> idle() {
    return ports.stream().filter(p -> p.lent.isEmpty());
  }

  private Optional<Port> shared(InetAddress client) {
    if (!settings.sharing()) {
      return Optional.empty();
    }
    List<Port> possible =
        ports.stream()
            .filter(p -> p.lent.stream().noneMatch(e -> e.client.equals(client)))
            .sorted(Comparator.comparingInt(p -> p.lent.size()))
            .toList();
    return possible.isEmpty()
        ? Optional.empty()
        : Optional.of(any(possible.subList(0, (possible.size() + 1) / 2)));
  }

  private static Port any(List<Port> candidates) {
    return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
  }

  private Entry lend(Port port, InetAddress client) {
    long now = clock.getAsLong();
    Entry entry = new Entry(port, client, now + settings.pendingTimeout().toNanos());
    port.lent.add(entry);
    port.lastUse = now;
    return entry;
  }

  private void end(Port port, Entry entry) {
    port.lent.remove(entry);
    port.lastUse = clock.getAsLong();
    freed.signalAll();
  }

  private void expire(Port port) {
    long now = clock.getAsLong();
    if (port.lent.removeIf(e -> e.expires - now <= 0)) {
      quarantine(port);
    }
  }

  private void quarantine(Port port) {
    port.quarantinedUntil = clock.getAsLong() + settings.quarantine().toNanos();
  }
}

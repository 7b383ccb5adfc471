package dev.longshore.ftp.data;

import dev.longshore.ftp.data.PassivePort.Entry;
import dev.longshore.ftp.data.PortQueue.Waiter;
import dev.longshore.ftp.user.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/**
 * Which passive port is lent to whom; the arithmetic of {@link PassivePorts}, without sockets. Safe
 * for many threads.
 *
 * <p>A port is lent to one client while ports are free. Which one is chance among those that have
 * rested longest, so that ports are neither guessed (RFC 2577 section 8) nor met by somebody's late
 * connection. Where none is free, those who hold fewest get the next one, and a lease that nobody
 * has connected for yields.
 */
final class LeaseTable {
  /** How long after its connection came another one to the same port contests a lease. */
  static final Duration CONTESTABLE = Duration.ofSeconds(10);

  /** How often those who wait look again. */
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);

  private final PassiveSettings settings;
  private final LongSupplier clock;
  private final List<PassivePort> ports;
  private final PortChoice choice;
  private final Strangers strangers;
  private final RivalRoom rivals = new RivalRoom();
  private final ReentrantLock lock = new ReentrantLock();
  private final PortQueue queue;

  /**
   * @param lendable which of the slot's ports may be lent now; asked again and again
   * @param byAddress whether an address says who a client is
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  LeaseTable(
      PassiveSettings settings, IntPredicate lendable, boolean byAddress, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
    this.strangers = new Strangers(settings.peer(), clock);
    long now = clock.getAsLong();
    this.ports =
        settings.plan().portsOf(settings.slot()).mapToObj(n -> new PassivePort(n, now)).toList();
    this.choice = new PortChoice(ports, lendable, settings.sharing(), byAddress, clock);
    this.queue = new PortQueue(byAddress);
  }

  /**
   * Lends a port; waits for one if all are lent.
   *
   * @param kept the port that this client asked for before without having connected to it
   * @return empty if none became free in time
   */
  Optional<Entry> take(Holder holder, OptionalInt kept, Duration patience)
      throws InterruptedException {
    if (!choice.mayLend()) {
      return Optional.empty();
    }
    long left = patience.toNanos();
    lock.lockInterruptibly();
    Waiter waiter = new Waiter(holder, kept, lock.newCondition());
    try {
      queue.enter(waiter);
      serveWaiters();
      while (!waiter.isDone() && left > 0) {
        long slice = queue.isFirst(waiter) ? Math.min(left, LOOK) : left;
        left -= slice - waiter.turn.awaitNanos(slice);
        if (queue.isFirst(waiter)) {
          serveWaiters();
        }
      }
      return Optional.ofNullable(waiter.lent);
    } catch (InterruptedException e) {
      if (waiter.lent != null) {
        end(waiter.lent);
      }
      throw e;
    } finally {
      queue.leave(waiter);
      lock.unlock();
    }
  }

  /** What a connection to a port is; a lease that it serves ends with that. */
  Match match(int port, InetAddress peer) {
    lock.lock();
    try {
      Optional<PassivePort> own = ports.stream().filter(p -> p.number == port).findFirst();
      Match match = own.map(p -> match(p, peer)).orElseGet(Match.Elsewhere::new);
      switch (match) {
        case Match.Serves(Entry entry) -> serve(entry);
        // One of the two is a stranger.
        case Match.Contests _ -> strangers.seen(peer);
        case Match.Foreign _, Match.Unexpected(), Match.Elsewhere() -> {}
      }
      return match;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody had a use for a connection to a port: to one of these it was a stranger's, or late. */
  void refused(int port, InetAddress peer) {
    lock.lock();
    try {
      for (PassivePort own : ports) {
        if (own.number != port) {
          continue;
        }
        if (own.lateFrom != null && settings.peer().accepts(own.lateFrom, peer)) {
          own.lateFrom = null;
        } else {
          strangers.seen(peer);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Match match(PassivePort port, InetAddress peer) {
    expire(port);
    for (Entry entry : port.lent) {
      if (settings.peer().accepts(entry.client(), peer)) {
        return new Match.Serves(entry);
      }
    }
    for (Entry entry : port.justServed) {
      if (settings.peer().accepts(entry.client(), peer)) {
        return new Match.Contests(entry);
      }
    }
    if (!choice.mayLend(port)) {
      return new Match.Elsewhere();
    }
    if (!port.lent.isEmpty()) {
      return new Match.Foreign(port.lent.getFirst());
    }
    return new Match.Unexpected();
  }

  private void serve(Entry entry) {
    entry.served = true;
    entry.servedAt = clock.getAsLong();
    entry.port.justServed.add(entry);
    end(entry);
  }

  /** Lets a lease wait anew for its connection; false if it has ended without one. */
  boolean renew(Entry entry) {
    lock.lock();
    try {
      expire(entry.port);
      if (!entry.port.lent.contains(entry)) {
        return entry.served;
      }
      entry.asked = clock.getAsLong();
      entry.expires = entry.asked + settings.pendingTimeout().toNanos();
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
        quarantine(entry);
        end(entry);
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

  /** How many wait for a port. */
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void serveWaiters() {
    ports.forEach(this::expire);
    queue.serve(choice::loads, this::lend);
  }

  private Optional<Entry> lend(Waiter waiter) {
    InetAddress client = waiter.holder.client();
    return choice
        .available(client, waiter.kept)
        .or(() -> choice.yielding(client).map(this::takeBack))
        .map(port -> lend(port, waiter.holder));
  }

  private PassivePort takeBack(Entry entry) {
    expire(entry);
    entry.arrival.completeExceptionally(
        new IOException("passive port " + entry.port() + " was given to others who waited"));
    return entry.port;
  }

  /** From now on a connection of this client's is for this lease. */
  private Entry lend(PassivePort port, Holder holder) {
    InetAddress client = holder.client();
    port.justServed.removeIf(e -> settings.peer().accepts(e.client(), client));
    long now = clock.getAsLong();
    Contest contest =
        new Contest(() -> strangers.lately(client), rivals, Network.of(holder.client()));
    Entry entry = new Entry(port, holder, contest);
    entry.asked = now;
    entry.expires = now + settings.pendingTimeout().toNanos();
    port.lent.add(entry);
    port.lastUse = now;
    return entry;
  }

  private void end(Entry entry) {
    entry.port.lent.remove(entry);
    entry.port.lastUse = clock.getAsLong();
    if (queue.size() > 0) {
      serveWaiters();
    }
  }

  private void expire(PassivePort port) {
    long now = clock.getAsLong();
    port.justServed.removeIf(e -> now - e.servedAt > CONTESTABLE.toNanos() && !e.contest.held());
    port.lent.stream().filter(e -> e.expires - now <= 0).toList().forEach(this::expire);
  }

  private void expire(Entry entry) {
    quarantine(entry);
    entry.port.lent.remove(entry);
  }

  private void quarantine(Entry entry) {
    entry.port.quarantinedUntil = clock.getAsLong() + settings.quarantine().toNanos();
    entry.port.lateFrom = entry.client();
  }
}

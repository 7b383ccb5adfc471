package dev.longshore.ftp.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  private static final Duration CONTESTABLE = Duration.ofSeconds(10);

  /** For how long nobody takes an unused lease away. */
  private static final Duration UNDISTURBED = Duration.ofSeconds(3);

  /** How many may wait for a port. */
  private static final int MOST_WAITING = 256;

  /**
   * How many connections may stand against leases in the whole process, until it is known whose.
   */
  private static final int MOST_RIVALS = 512;

  /** One port lent to one client until the client connects, or until it expires. */
  static final class Entry {
    private final Port port;
    private final Holder holder;
    private long expires;
    private long asked;
    private long servedAt;
    private boolean served;

    /** Where the client's connection is put; failed when the lease is given up. */
    final CompletableFuture<Socket> arrival = new CompletableFuture<>();

    /** Who else came to the port. */
    final Contest contest;

    private Entry(Port port, Holder holder, Contest contest) {
      this.port = port;
      this.holder = holder;
      this.contest = contest;
    }

    int port() {
      return port.number;
    }

    InetAddress client() {
      return holder.client();
    }
  }

  /** What a connection to a port is. */
  sealed interface Match {

    /** The one that a lease waits for. */
    record Serves(Entry entry) implements Match {}

    /** A second one to the port of a lease that was just served. */
    record Contests(Entry entry) implements Match {}

    /** One that was expected a while ago, and is too late. */
    record TooLate() implements Match {}

    /** Nobody's. */
    record Unexpected() implements Match {}
  }

  private static final class Port {
    private final int number;
    private final List<Entry> lent = new ArrayList<>(1);
    private final List<Entry> justServed = new ArrayList<>(1);
    private @Nullable InetAddress lateFrom;
    private long lastUse;
    private long quarantinedUntil;

    private Port(int number, long now) {
      this.number = number;
      this.lastUse = now;
      this.quarantinedUntil = now;
    }
  }

  private static final class Waiter {
    private final Holder holder;
    private final OptionalInt kept;
    private final Condition turn;
    private @Nullable Entry lent;

    private Waiter(Holder holder, OptionalInt kept, Condition turn) {
      this.holder = holder;
      this.kept = kept;
      this.turn = turn;
    }
  }

  private final PassiveSettings settings;
  private final LongSupplier clock;
  private final List<Port> ports;
  private final Strangers strangers;
  private final Semaphore rivals = new Semaphore(MOST_RIVALS);
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Waiter> waiters = new ArrayList<>();

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  LeaseTable(PassiveSettings settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
    this.strangers = new Strangers(settings.peer(), clock);
    long now = clock.getAsLong();
    this.ports = settings.plan().portsOf(settings.slot()).mapToObj(n -> new Port(n, now)).toList();
  }

  /**
   * Lends a port; waits for one if all are lent.
   *
   * @param kept the port that this client asked for before without having connected to it
   * @return empty if none became free in time
   */
  Optional<Entry> take(Holder holder, OptionalInt kept, Duration patience)
      throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    Waiter waiter = new Waiter(holder, kept, lock.newCondition());
    try {
      if (waiters.size() >= MOST_WAITING) {
        return Optional.empty();
      }
      waiters.add(waiter);
      while (true) {
        serveWaiters();
        if (waiter.lent != null || left <= 0) {
          return Optional.ofNullable(waiter.lent);
        }
        // Time that passes wakes nobody, so look again now and then.
        long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(250));
        left -= slice - waiter.turn.awaitNanos(slice);
      }
    } catch (InterruptedException e) {
      if (waiter.lent != null) {
        end(waiter.lent);
      }
      throw e;
    } finally {
      waiters.remove(waiter);
      lock.unlock();
    }
  }

  /** What a connection to a port is; a lease that it serves ends with that. */
  Match match(int port, InetAddress peer) {
    lock.lock();
    try {
      Optional<Port> own = ports.stream().filter(p -> p.number == port).findFirst();
      Match match = own.map(p -> match(p, peer)).orElseGet(Match.Unexpected::new);
      switch (match) {
        case Match.Serves(Entry entry) -> serve(entry);
        // One of the two is a stranger.
        case Match.Contests _, Match.Unexpected _ -> strangers.seen(peer);
        case Match.TooLate() -> own.ifPresent(p -> p.lateFrom = null);
      }
      return match;
    } finally {
      lock.unlock();
    }
  }

  private Match match(Port port, InetAddress peer) {
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
    InetAddress late = port.lateFrom;
    return late != null && settings.peer().accepts(late, peer)
        ? new Match.TooLate()
        : new Match.Unexpected();
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
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  private void serveWaiters() {
    ports.forEach(this::expire);
    List<Waiter> queue = new ArrayList<>(waiters);
    queue.removeIf(w -> w.lent != null);
    while (!queue.isEmpty()) {
      // The order of their coming stands among equals.
      queue.sort(Comparator.comparingLong(w -> load(w.holder)));
      Optional<Waiter> served = queue.stream().filter(this::serve).findFirst();
      if (served.isEmpty()) {
        return;
      }
      queue.remove(served.get());
    }
  }

  private boolean serve(Waiter waiter) {
    Optional<Port> port =
        kept(waiter.kept)
            .or(this::free)
            .or(() -> shared(waiter.holder.client()))
            .or(() -> yielded(waiter.holder.client()));
    port.ifPresent(
        p -> {
          waiter.lent = lend(p, waiter.holder);
          waiter.turn.signal();
        });
    return port.isPresent();
  }

  /** How many unused leases somebody's user has, and his address. */
  private long load(Holder holder) {
    return pendingEntries().filter(e -> e.holder.user().equals(holder.user())).count()
        + pendingEntries().filter(e -> e.client().equals(holder.client())).count();
  }

  private Stream<Entry> pendingEntries() {
    return ports.stream().flatMap(p -> p.lent.stream());
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

  /** One whose last lease is watched for a second connection stays out of it. */
  private Stream<Port> idle() {
    return ports.stream()
        .filter(p -> p.lent.isEmpty() && p.justServed.stream().noneMatch(e -> e.contest.held()));
  }

  private Optional<Port> shared(InetAddress client) {
    if (!settings.sharing()) {
      return Optional.empty();
    }
    List<Port> possible =
        ports.stream()
            .filter(p -> Stream.concat(p.lent.stream(), held(p)).noneMatch(e -> is(client, e)))
            .sorted(Comparator.comparingInt(p -> p.lent.size()))
            .toList();
    return possible.isEmpty()
        ? Optional.empty()
        : Optional.of(any(possible.subList(0, (possible.size() + 1) / 2)));
  }

  private static Stream<Entry> held(Port port) {
    return port.justServed.stream().filter(e -> e.contest.held());
  }

  private static boolean is(InetAddress client, Entry entry) {
    return entry.client().equals(client);
  }

  /** The port of a lease that has gone unused for a while, of whoever has most of them. */
  private Optional<Port> yielded(InetAddress client) {
    long now = clock.getAsLong();
    Optional<Entry> unused =
        pendingEntries()
            .filter(e -> now - e.asked >= UNDISTURBED.toNanos() && isAllThatBars(e, client))
            .max(
                Comparator.comparingLong((Entry e) -> load(e.holder))
                    .thenComparingLong(e -> now - e.asked));
    unused.ifPresent(
        e -> {
          quarantine(e);
          e.port.lent.remove(e);
          e.arrival.completeExceptionally(
              new IOException("passive port " + e.port() + " was given to others who waited"));
        });
    return unused.map(e -> e.port);
  }

  private boolean isAllThatBars(Entry entry, InetAddress client) {
    return held(entry.port).findAny().isEmpty()
        && (settings.sharing()
            ? entry.port.lent.stream().noneMatch(e -> e != entry && is(client, e))
            : entry.port.lent.size() == 1);
  }

  private static Port any(List<Port> candidates) {
    return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
  }

  /** From now on a connection of this client's is for this lease. */
  private Entry lend(Port port, Holder holder) {
    InetAddress client = holder.client();
    port.justServed.removeIf(e -> settings.peer().accepts(e.client(), client));
    long now = clock.getAsLong();
    Entry entry = new Entry(port, holder, new Contest(() -> strangers.lately(client), rivals));
    entry.asked = now;
    entry.expires = now + settings.pendingTimeout().toNanos();
    port.lent.add(entry);
    port.lastUse = now;
    return entry;
  }

  private void end(Entry entry) {
    entry.port.lent.remove(entry);
    entry.port.lastUse = clock.getAsLong();
    if (!waiters.isEmpty()) {
      serveWaiters();
    }
  }

  private void expire(Port port) {
    long now = clock.getAsLong();
    port.justServed.removeIf(e -> now - e.servedAt > CONTESTABLE.toNanos());
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

package dev.longshore.ftp.relay;

import dev.longshore.ftp.control.Accepted;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Connections to the relay port that have not proven yet whose they are. There may be few, for a
 * short time; where one too many comes the oldest goes, so that a replica that comes now has its
 * moment. Safe for many threads.
 */
final class Unproven implements AutoCloseable {
  static final int MOST = 64;

  private final int mostOfAddress;
  private final Duration patience;
  private final Set<Guest> guests = new LinkedHashSet<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("relay-unproven").factory());

  /**
   * @param mostOfAddress how many of one address there may be; never more than {@value #MOST} in
   *     all
   * @param patience how long one has to prove itself
   */
  Unproven(int mostOfAddress, Duration patience) {
    this.mostOfAddress = mostOfAddress;
    this.patience = patience;
  }

  /** One connection; ended from outside where it takes too long or has to make room. */
  final class Guest implements AutoCloseable {
    private final Accepted connection;
    private final Future<?> end;

    private Guest(Accepted connection) {
      this.connection = connection;
      this.end = clock.schedule(this::turnOut, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private InetAddress address() {
      return connection.client().getAddress();
    }

    private void turnOut() {
      close();
      connection.reset();
    }

    /** It is none of these any more; nothing bounds it from here. */
    @Override
    public void close() {
      end.cancel(false);
      synchronized (Unproven.this) {
        guests.remove(this);
      }
    }
  }

  /** Lets one in. */
  synchronized Guest enter(Accepted connection) {
    Guest guest = new Guest(connection);
    List<Guest> same = guests.stream().filter(g -> g.address().equals(guest.address())).toList();
    if (same.size() >= mostOfAddress) {
      same.getFirst().turnOut();
    } else if (guests.size() >= MOST) {
      guests.iterator().next().turnOut();
    }
    guests.add(guest);
    return guest;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    List<Guest> left;
    synchronized (this) {
      left = List.copyOf(guests);
    }
    left.forEach(Guest::turnOut);
  }
}

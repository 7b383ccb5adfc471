package dev.longshore.ftp.relay;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.event.ServerEvents;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Connections to the relay port that have not proven yet whose they are. There may be few, for a
 * short time; where one too many comes the oldest goes, so that a replica that comes now has its
 * moment. Safe for many threads.
 */
final class Unproven implements AutoCloseable {
  private final Duration patience;
  private final int most;
  private final int mostOfAddress;
  private final Set<Guest> guests = new LinkedHashSet<>();
  private final ScheduledExecutorService clock =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("relay-unproven").factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private boolean closed;

  /**
   * @param patience how long one has to prove itself
   * @param most how many there may be in all
   * @param mostOfAddress how many of one address
   */
  Unproven(Duration patience, int most, int mostOfAddress) {
    this.patience = patience;
    this.most = most;
    this.mostOfAddress = mostOfAddress;
  }

  /** One connection; ended from outside where it takes too long or has to make room. */
  final class Guest implements AutoCloseable {
    private final Accepted connection;
    private final ServerEvents events;
    private final Future<?> end;

    private Guest(Accepted connection, ServerEvents events) {
      this.connection = connection;
      this.events = events;
      this.end =
          clock.schedule(
              () -> turnOut("it proved nothing in " + patience.toSeconds() + " s"),
              patience.toNanos(),
              TimeUnit.NANOSECONDS);
    }

    private InetAddress address() {
      return connection.client().getAddress();
    }

    private void turnOut(String why) {
      if (leave()) {
        connection.reset();
        events.replicaUnproven(address(), why);
      }
    }

    /** Whether it was there. */
    private boolean leave() {
      end.cancel(false);
      synchronized (Unproven.this) {
        return guests.remove(this);
      }
    }

    /** It is none of these any more; nothing bounds it from here. */
    @Override
    public void close() {
      leave();
    }
  }

  /**
   * Lets one in; resets it where this is closed.
   *
   * @param events told if it is turned out
   */
  synchronized Guest enter(Accepted connection, ServerEvents events) {
    if (closed) {
      connection.reset();
    }
    Guest guest = new Guest(connection, events);
    List<Guest> same = guests.stream().filter(g -> g.address().equals(guest.address())).toList();
    if (same.size() >= mostOfAddress) {
      same.getFirst().turnOut("too many of its address have proven nothing");
    } else if (guests.size() >= most) {
      guests.iterator().next().turnOut("too many have proven nothing");
    }
    guests.add(guest);
    return guest;
  }

  @Override
  public void close() {
    List<Guest> left;
    synchronized (this) {
      closed = true;
      clock.shutdownNow();
      left = List.copyOf(guests);
      guests.clear();
    }
    left.forEach(guest -> guest.connection.reset());
  }
}

package dev.longshore.ftp.relay;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.event.LogPace;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.event.TraceContext;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands data connections that came to this replica on to the one that owns their port, and carries
 * their bytes there; what TLS has encrypted stays so. Each is on a virtual thread of its own. Safe
 * for many threads.
 */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final Fleet fleet;
  private final Hops hops;
  private final ProgressWatchdog watchdog;
  private final ServerEvents events;
  private final DialTurns turns = new DialTurns();
  private final Unanswered unanswered = new Unanswered();
  private final Set<Hop> carrying = ConcurrentHashMap.newKeySet();
  private final AtomicInteger handedOn = new AtomicInteger();
  private final LogPace troubles = new LogPace();
  private volatile boolean closed;

  /** A hop to a replica that has taken a data connection. */
  private record Taken(Member member, Hop hop) {}

  /**
   * @param keys the keys of now
   * @param watchdog of clients, and other replicas, that take no byte for too long
   * @param events told of each data connection that was carried
   */
  public Relay(
      Fleet fleet, Supplier<Keyring> keys, ProgressWatchdog watchdog, ServerEvents events) {
    this.fleet = fleet;
    this.hops = new Hops(keys);
    this.watchdog = watchdog;
    this.events = events;
  }

  /** Whether this replica may lend a passive port, as no other process does now. */
  public boolean mayLend(int port) {
    return fleet.mayLend(port);
  }

  /** How many data connections are being carried. */
  public int carrying() {
    return carrying.size();
  }

  /** The same with those for which another replica is being asked; strangers' are among them. */
  public int handedOn() {
    return handedOn.get();
  }

  /**
   * Carries a data connection to its owner, and closes it when that is over; blocks meanwhile.
   *
   * @return false where no other replica takes it; it is still the caller's then
   */
  public boolean handOn(Accepted connection) {
    handedOn.incrementAndGet();
    try {
      TraceContext trace = connection.trace().orElseGet(TraceContext::create);
      Optional<Taken> taken = ask(connection, trace);
      taken.ifPresent(t -> carry(connection, trace, t));
      return taken.isPresent();
    } finally {
      handedOn.decrementAndGet();
    }
  }

  private Optional<Taken> ask(Accepted connection, TraceContext trace) {
    InetAddress client = connection.client().getAddress();
    if (!unanswered.enter(client)) {
      trouble("too many data connections of {} wait for another replica", client);
      return Optional.empty();
    }
    try {
      HopRequest request = new HopRequest(connection.client(), connection.dialled(), trace);
      for (Member member : fleet.owners(connection.dialled().getPort())) {
        Optional<Taken> taken = ask(member, request);
        if (taken.isPresent()) {
          return taken;
        }
      }
      return Optional.empty();
    } finally {
      unanswered.leave(client);
    }
  }

  /** By a hop that is there, and where that has ended meanwhile by a new one. */
  private Optional<Taken> ask(Member member, HopRequest request) {
    Duration patience = fleet.lives(member) ? Hop.ANSWER : Hop.DOUBTFUL_ANSWER;
    try {
      Optional<Hop> kept = hops.kept(member);
      if (kept.isPresent()) {
        try {
          return ask(member, kept.get(), request, patience);
        } catch (SocketTimeoutException e) {
          throw e;
        } catch (IOException e) {
          LOG.debug("a hop to {} that was kept open had ended", member, e);
        }
      }
      return dial(member, request, patience);
    } catch (NotUnderstood e) {
      events.replicaRefused(member.address().getAddress(), e.why());
    } catch (ConnectException e) {
      fleet.refused(member);
      trouble("{} can not be reached: {}", member, e.toString());
    } catch (IOException e) {
      trouble("{} did not answer: {}", member, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private Optional<Taken> dial(Member member, HopRequest request, Duration patience)
      throws IOException, InterruptedException {
    try (var _ = turns.take(member, patience)) {
      Optional<Hop> fresh = hops.dial(member, patience);
      if (fresh.isEmpty()) {
        trouble("another replica than {} answers at its address", member);
        return Optional.empty();
      }
      return ask(member, fresh.get(), request, patience);
    }
  }

  private Optional<Taken> ask(Member member, Hop hop, HopRequest request, Duration patience)
      throws IOException {
    try {
      Verdict verdict = hop.ask(request, patience);
      if (verdict == Verdict.TAKEN) {
        return Optional.of(new Taken(member, hop));
      }
      LOG.debug("{} says {} to {}", member, verdict, request);
      hops.keep(member, hop);
      return Optional.empty();
    } catch (IOException e) {
      hop.close();
      throw e;
    }
  }

  private void carry(Accepted connection, TraceContext trace, Taken taken) {
    long began = System.nanoTime();
    carrying.add(taken.hop);
    if (closed) {
      taken.hop.close();
    }
    Carrier carrier = new Carrier(connection, trace, taken.hop, watchdog);
    boolean whole = false;
    try {
      whole = carrier.carry();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      carrying.remove(taken.hop);
      if (whole) {
        hops.keep(taken.member, taken.hop);
      } else {
        taken.hop.close();
      }
    }
    events.relayed(
        new ServerEvents.Relayed(
            trace,
            connection.client(),
            connection.dialled().getPort(),
            taken.member.toString(),
            carrier.bytesUp(),
            carrier.bytesDown(),
            Duration.ofNanos(System.nanoTime() - began),
            whole));
  }

  private void trouble(String line, Object... values) {
    troubles.turn().ifPresent(others -> LOG.atWarn().log(line + LogPace.andOthers(others), values));
  }

  /** Ends all hops: what they carry is aborted. */
  @Override
  public void close() {
    closed = true;
    carrying.forEach(Hop::close);
    hops.close();
  }
}

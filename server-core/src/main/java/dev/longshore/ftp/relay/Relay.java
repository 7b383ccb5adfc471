package dev.longshore.ftp.relay;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.event.ServerEvents.RelayTrouble;
import dev.longshore.ftp.event.TraceContext;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** How long nothing may move with an owner that is not known to live. */
  private static final Duration STILL = Duration.ofSeconds(30);

  private final Fleet fleet;
  private final Hops hops;
  private final RelayMemory memory;
  private final ProgressWatchdog watchdog;
  private final ServerEvents events;
  private final DialTurns turns = new DialTurns();
  private final Unanswered unanswered;
  private final Set<Carrier> carrying = ConcurrentHashMap.newKeySet();
  private final AtomicInteger handedOn = new AtomicInteger();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("relay-clock").factory());
  private volatile boolean closed;

  /**
   * @param keys the keys of now
   * @param memory of the data connections that are carried
   * @param byAddress whether an address says who a client is
   * @param watchdog of clients, and other replicas, that take no byte for too long
   * @param events told of each data connection that was carried
   */
  public Relay(
      Fleet fleet,
      Supplier<Keyring> keys,
      RelayMemory memory,
      boolean byAddress,
      ProgressWatchdog watchdog,
      ServerEvents events) {
    this.fleet = fleet;
    this.hops = new Hops(keys);
    this.memory = memory;
    this.unanswered = new Unanswered(byAddress);
    this.watchdog = watchdog;
    this.events = events;
    var _ =
        clock.scheduleWithFixedDelay(
            this::look, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
  }

  /** Whatever goes wrong once, it looks again. */
  private void look() {
    try {
      hops.expire();
      carrying.forEach(carrier -> carrier.judge(STILL, fleet::lives));
    } catch (RuntimeException e) {
      LOG.error("the relay's clock goes on after a failure", e);
    }
  }

  /** Whether this replica may lend a passive port, as no other process does now. */
  public boolean mayLend(int port) {
    return fleet.mayLend(port);
  }

  /** Whether another replica is known that may own a passive port. */
  public boolean knowsOwner(int port) {
    return !fleet.owners(port).isEmpty();
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
    try (RelayMemory.Share share = memory.share()) {
      if (!share.begin(Carrier.LEAST_BYTES)) {
        failed(
            connection,
            RelayTrouble.NO_MEMORY,
            "a quarter of the heap is taken by those that are carried, or wait for another replica");
        return false;
      }
      TraceContext trace = connection.trace().orElseGet(TraceContext::create);
      Optional<Hop> taken = ask(connection, trace);
      taken.ifPresent(hop -> carry(connection, trace, hop, share));
      return taken.isPresent();
    } finally {
      handedOn.decrementAndGet();
    }
  }

  private Optional<Hop> ask(Accepted connection, TraceContext trace) {
    InetAddress client = connection.client().getAddress();
    int port = connection.dialled().getPort();
    if (!unanswered.enter(client, port)) {
      failed(connection, RelayTrouble.CROWD, "too many wait for another replica");
      return Optional.empty();
    }
    try {
      HopRequest request = new HopRequest(connection.client(), connection.dialled(), trace);
      for (Member member : fleet.owners(port)) {
        Optional<Hop> taken = ask(member, connection, request);
        if (taken.isPresent()) {
          return taken;
        }
      }
      return Optional.empty();
    } finally {
      unanswered.leave(client, port);
    }
  }

  private Optional<Hop> ask(Member member, Accepted connection, HopRequest request) {
    try {
      return ask(member, request);
    } catch (Refusal e) {
      e.tell(events, member.address().getAddress());
    } catch (ConnectException e) {
      fleet.refused(member);
      failed(connection, RelayTrouble.UNREACHABLE, member + " can not be reached: " + e);
    } catch (DialTurns.Crowd e) {
      failed(connection, RelayTrouble.CROWD, member + " was not asked: " + e.getMessage());
    } catch (IOException e) {
      failed(connection, RelayTrouble.NO_ANSWER, member + " did not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private void failed(Accepted connection, RelayTrouble trouble, String why) {
    events.relayFailed(
        connection.client().getAddress(), connection.dialled().getPort(), trouble, why);
  }

  /** By a hop that is there, and where that has ended meanwhile by a new one. */
  private Optional<Hop> ask(Member member, HopRequest request)
      throws IOException, InterruptedException {
    boolean lives = fleet.lives(member);
    Duration patience = lives ? Hop.ANSWER : Hop.DOUBTFUL_ANSWER;
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
    try (var _ = turns.take(member, patience, lives && member.isKnown())) {
      Optional<Hop> fresh = hops.dial(member, patience);
      return fresh.isPresent() ? ask(member, fresh.get(), request, patience) : Optional.empty();
    }
  }

  /** Empty where the other replica does not take it. */
  private Optional<Hop> ask(Member member, Hop hop, HopRequest request, Duration patience)
      throws IOException {
    try {
      Verdict verdict = hop.ask(request, patience);
      if (verdict == Verdict.TAKEN) {
        return Optional.of(hop);
      }
      LOG.debug("{} says {} to {}", member, verdict, request);
      hops.keep(hop);
      return Optional.empty();
    } catch (IOException e) {
      hop.close();
      throw e;
    }
  }

  private void carry(Accepted connection, TraceContext trace, Hop hop, RelayMemory.Share share) {
    long began = System.nanoTime();
    Carrier carrier = new Carrier(connection, trace, hop, share, watchdog);
    carrying.add(carrier);
    if (closed) {
      carrier.abort();
    }
    try {
      carrier.carry();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      carrying.remove(carrier);
      if (carrier.leavesHop()) {
        hops.keep(hop);
      } else {
        hop.close();
      }
    }
    events.relayed(
        new ServerEvents.Relayed(
            trace,
            connection.client(),
            connection.dialled().getPort(),
            hop.member().toString(),
            carrier.bytesUp(),
            carrier.bytesDown(),
            Duration.ofNanos(System.nanoTime() - began),
            carrier.isWhole()));
  }

  /** Ends all hops: what they carry is aborted. */
  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
    carrying.forEach(Carrier::abort);
    hops.close();
  }
}

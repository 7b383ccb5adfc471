package dev.longshore.ftp.data;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ClientAddresses;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.relay.Relay;
import dev.longshore.ftp.relay.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passive ports: all bound from the start to the end of the process, each with a thread that
 * accepts. A session leases a port for as long as it takes the client to connect; a connection that
 * no lease expects is handed on to the replica that does, or reset. Safe for many threads.
 */
public final class PassivePorts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PassivePorts.class);
  private static final int BACKLOG = 256;

  private final PassiveSettings settings;
  private final ServerEvents events;
  private final Optional<Relay> relay;
  private final LeaseTable table;
  private final List<AcceptLoop> listeners = new ArrayList<>();

  private PassivePorts(
      PassiveSettings settings, boolean byAddress, ServerEvents events, Optional<Relay> relay) {
    this.settings = settings;
    this.events = events;
    this.relay = relay;
    this.table =
        new LeaseTable(
            settings,
            port -> relay.map(r -> r.mayLend(port)).orElse(true),
            byAddress,
            System::nanoTime);
  }

  /**
   * Binds every port of the plan and begins to accept.
   *
   * @param addresses says who has connected
   * @param troubles what all listeners of the process have in common
   * @param relay who hands on what is not for this replica; empty where there is no other
   * @throws PortUnavailable when one can not be bound; none is bound then
   */
  public static PassivePorts open(
      PassiveSettings settings,
      ServerEvents events,
      ClientAddresses addresses,
      AcceptLoop.Troubles troubles,
      Optional<Relay> relay)
      throws IOException {
    PassivePorts ports = new PassivePorts(settings, addresses.tell(), events, relay);
    try {
      for (int port : settings.plan().ports().toArray()) {
        ports.bind(port, troubles);
      }
    } catch (IOException e) {
      ports.close();
      throw e;
    }
    ports.listeners.forEach(
        l -> l.start("passive-" + l.port(), s -> addresses.resolve(s, ports::accepted)));
    return ports;
  }

  private void bind(int port, AcceptLoop.Troubles troubles) throws IOException {
    try {
      listeners.add(
          AcceptLoop.bind(new InetSocketAddress(settings.host(), port), BACKLOG, troubles));
    } catch (IOException e) {
      throw new PortUnavailable(port, e);
    }
  }

  /** Whether every port is accepted on. */
  public boolean isListening() {
    return listeners.stream().allMatch(AcceptLoop::isListening);
  }

  /**
   * Leases a port to a client; waits a few seconds for one if all are lent.
   *
   * @param kept the port of this session's last lease, if the client did not connect to it
   * @return empty if no port became free, or they are all another process's now
   */
  public Optional<Lease> lease(Holder holder, OptionalInt kept) throws InterruptedException {
    return table.take(holder, kept, settings.patience()).map(Lease::new);
  }

  /** How many leases wait for their connection. */
  public int pending() {
    return table.pending();
  }

  /** Does not block: another replica is asked on a thread of its own. */
  private void accepted(Accepted connection) {
    Verdict here = judge(connection);
    if (here == Verdict.TAKEN) {
      return;
    }
    if (relay.isPresent()) {
      Thread.ofVirtual()
          .name("relay-" + connection.client())
          .start(() -> handOn(connection, here, relay.get()));
    } else {
      refuse(connection, here);
    }
  }

  private void handOn(Accepted connection, Verdict here, Relay others) {
    try {
      if (!others.handOn(connection)) {
        refuse(connection, here);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("relaying the data connection of {} failed inside", connection.client(), e);
      connection.reset();
    }
  }

  /**
   * Takes a connection that another replica accepted, and never hands it on: so none goes round.
   * Does not block.
   */
  public Verdict relayed(Accepted connection) {
    Verdict verdict = judge(connection);
    noteStranger(connection, verdict);
    return verdict;
  }

  /** Gives it to the session of this replica that it is for, if there is one. */
  private Verdict judge(Accepted connection) {
    InetAddress peer = connection.client().getAddress();
    int port = connection.dialled().getPort();
    return switch (table.match(port, peer)) {
      case Match.Serves(PassivePort.Entry entry) -> taken(entry.arrival.complete(connection));
      case Match.Contests(PassivePort.Entry entry) -> taken(contested(entry, connection));
      case Match.Foreign(PassivePort.Entry awaited) -> {
        events.foreignConnection(awaited.client(), peer, awaited.port());
        yield Verdict.NO_LEASE;
      }
      case Match.Unexpected() -> {
        events.unexpectedConnection(peer, port);
        yield Verdict.NO_LEASE;
      }
      case Match.Elsewhere() -> Verdict.NOT_MY_SLOT;
    };
  }

  private static Verdict taken(boolean taken) {
    return taken ? Verdict.TAKEN : Verdict.NO_LEASE;
  }

  /** Ends what neither this replica nor another one has a use for. */
  private void refuse(Accepted connection, Verdict here) {
    noteStranger(connection, here);
    int port = connection.dialled().getPort();
    if (here == Verdict.NOT_MY_SLOT && relay.stream().noneMatch(r -> r.knowsOwner(port))) {
      events.ownerUnknown(connection.client().getAddress(), port);
    }
    connection.reset();
  }

  private void noteStranger(Accepted connection, Verdict verdict) {
    if (verdict == Verdict.NO_LEASE) {
      table.refused(connection.dialled().getPort(), connection.client().getAddress());
    }
  }

  private boolean contested(PassivePort.Entry entry, Accepted connection) {
    boolean taken = entry.contest.rival(connection);
    if (taken) {
      events.portContested(entry.client(), connection.client().getAddress(), entry.port());
    }
    return taken;
  }

  @Override
  public void close() {
    listeners.forEach(AcceptLoop::close);
  }

  /** A port that is lent to one session, from PASV or EPSV until the client has connected. */
  public final class Lease implements AutoCloseable {
    private final PassivePort.Entry entry;
    private final AtomicBoolean done = new AtomicBoolean();

    private Lease(PassivePort.Entry entry) {
      this.entry = entry;
    }

    public int port() {
      return entry.port();
    }

    /** Whether the client has connected to it. */
    public boolean arrived() {
      return entry.arrival.state() == Future.State.SUCCESS;
    }

    /** Who else comes to the port. */
    Contest contest() {
      return entry.contest;
    }

    /** The client's connection, which is the caller's from then on, and so is the contest. */
    Accepted await(Duration timeout) throws IOException {
      if (!table.renew(entry) && !entry.arrival.isDone()) {
        throw new IOException("the lease of passive port " + port() + " has expired");
      }
      try {
        Accepted connection = entry.arrival.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (done.compareAndSet(false, true)) {
          return connection;
        }
        throw givenUp();
      } catch (TimeoutException e) {
        throw new IOException("nobody connected to passive port " + port(), e);
      } catch (ExecutionException e) {
        throw new IOException(entry.arrival.exceptionNow().getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    private IOException givenUp() {
      return new IOException("passive port " + port() + " was given up");
    }

    /** Gives the port back, and resets a connection that came and was not used; from any thread. */
    @Override
    public void close() {
      table.giveBack(entry);
      if (!done.compareAndSet(false, true)) {
        return;
      }
      entry.contest.end();
      if (!entry.arrival.completeExceptionally(givenUp()) && arrived()) {
        entry.arrival.resultNow().reset();
      }
    }
  }
}

package dev.longshore.ftp.server;

import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.data.PassivePorts;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.fleet.LinkedFleet;
import dev.longshore.ftp.fleet.Replicas;
import dev.longshore.ftp.fleet.SharedSessions;
import dev.longshore.ftp.relay.HopService;
import dev.longshore.ftp.relay.Relay;
import dev.longshore.ftp.relay.RelayMemory;
import dev.longshore.ftp.relay.RelayPort;

/**
 * A server's part in relaying data connections: it hands on those that are others', and takes its
 * own from where others accepted them. Owned by the {@link FtpServer}.
 */
final class Relaying implements AutoCloseable {
  private final Replicas replicas;
  private final ProgressWatchdog watchdog;
  private final ServerEvents events;
  private final RelayMemory memory = RelayMemory.ofHeap();
  private final Relay relay;

  /**
   * @param byAddress whether an address says who a client is
   */
  Relaying(Replicas replicas, boolean byAddress, ProgressWatchdog watchdog, ServerEvents events) {
    this.replicas = replicas;
    this.watchdog = watchdog;
    this.events = events;
    this.relay = new Relay(replicas.fleet(), replicas.keys(), memory, byAddress, watchdog, events);
  }

  Relay relay() {
    return relay;
  }

  /** Begins to accept what others hand on. */
  void start(PassivePorts ports) {
    HopService hops =
        new HopService(replicas.fleet()::self, replicas.keys(), memory, ports::relayed, watchdog);
    LinkedFleet fleet = replicas.fleet();
    replicas.port().start(new RelayPort.Services(fleet.links(), hops, fleet::isLinkedAt), events);
    fleet.start(events);
  }

  /** Tells the others that this replica is about to end. */
  void drain() {
    replicas.fleet().draining();
  }

  SharedSessions sessions() {
    return replicas.fleet();
  }

  /** Whether the others are known, and this replica is the one of its slot. */
  boolean isReady() {
    return replicas.fleet().isReady();
  }

  boolean isListening() {
    return replicas.port().isListening();
  }

  @Override
  public void close() {
    replicas.fleet().close();
    relay.close();
    replicas.port().close();
  }
}

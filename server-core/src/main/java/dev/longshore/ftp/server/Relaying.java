package dev.longshore.ftp.server;

import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.data.PassivePorts;
import dev.longshore.ftp.relay.HopService;
import dev.longshore.ftp.relay.Relay;
import dev.longshore.ftp.relay.Replicas;

/**
 * A server's part in relaying data connections: it hands on those that are others', and takes its
 * own from where others accepted them. Owned by the {@link FtpServer}.
 */
final class Relaying implements AutoCloseable {
  private final Replicas replicas;
  private final ProgressWatchdog watchdog;
  private final Relay relay;

  Relaying(Replicas replicas, ProgressWatchdog watchdog) {
    this.replicas = replicas;
    this.watchdog = watchdog;
    this.relay = new Relay(replicas.fleet(), replicas.keys(), watchdog);
  }

  Relay relay() {
    return relay;
  }

  /** Begins to accept what others hand on. */
  void start(PassivePorts ports) {
    HopService hops = new HopService(replicas.fleet(), replicas.keys(), ports::relayed, watchdog);
    replicas.port().start(replicas.links(), hops);
  }

  boolean isListening() {
    return replicas.port().isListening();
  }

  @Override
  public void close() {
    relay.close();
    replicas.port().close();
  }
}

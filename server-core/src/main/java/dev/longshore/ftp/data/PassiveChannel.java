package dev.longshore.ftp.data;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import java.io.IOException;
import java.time.Duration;

/** A passive port that is leased to a session until the client has connected to it. */
public final class PassiveChannel implements DataChannel {
  private final PassivePorts.Lease lease;
  private final Duration acceptTimeout;
  private final ProgressWatchdog watchdog;
  private volatile boolean spent;

  /**
   * @param acceptTimeout how long {@link #open} waits for the client
   */
  public PassiveChannel(
      PassivePorts.Lease lease, Duration acceptTimeout, ProgressWatchdog watchdog) {
    this.lease = lease;
    this.acceptTimeout = acceptTimeout;
    this.watchdog = watchdog;
  }

  public int port() {
    return lease.port();
  }

  /** Whether the client has connected already. */
  public boolean arrived() {
    return lease.arrived();
  }

  @Override
  public DataConnection open() throws IOException {
    spent = true;
    Accepted connection = lease.await(acceptTimeout);
    try {
      return new DataConnection(connection, watchdog, lease.contest());
    } catch (IOException | RuntimeException | Error e) {
      lease.contest().end();
      connection.reset();
      throw e;
    }
  }

  @Override
  public boolean isSpent() {
    return spent;
  }

  @Override
  public void close() {
    spent = true;
    lease.close();
  }
}

package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.event.ServerEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The owner's side of hops: slot 2 of {@link #PLAN}, which takes all that comes to its ports. */
final class TestOwner implements AutoCloseable {
  static final PortPlan PLAN = new PortPlan(20_000, 48, 8);
  static final Keyring KEYS = Keyring.of(List.of("a secret that is long enough"), "ftp/longshore");
  private static final int SLOT = 2;

  /** Why replicas were refused. */
  final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

  final Member member;
  private final ProgressWatchdog watchdog = new ProgressWatchdog(Duration.ofSeconds(20));
  private final BlockingQueue<Accepted> taken = new LinkedBlockingQueue<>();
  private final RelayPort port;

  TestOwner() throws IOException {
    this.port =
        RelayPort.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> KEYS,
            new AcceptLoop.Troubles());
    this.member =
        new Member(SLOT, 7, new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port()));
    HopService hops = new HopService(() -> member, () -> KEYS, this::receive, watchdog);
    port.start(
        (connection, _, _) -> connection.reset(),
        hops,
        new ServerEvents() {
          @Override
          public void replicaRefused(InetAddress replica, String why) {
            refusals.add(why);
          }
        });
  }

  private Verdict receive(Accepted connection) {
    boolean own =
        PLAN.owner(connection.dialled().getPort()).stream().anyMatch(slot -> slot == SLOT);
    if (own) {
      taken.add(connection);
    }
    return own ? Verdict.TAKEN : Verdict.NOT_MY_SLOT;
  }

  /** The next data connection that it took; waits for it. */
  Accepted taken() throws InterruptedException {
    Accepted connection = taken.poll(10, TimeUnit.SECONDS);
    assertThat(connection).as("a data connection").isNotNull();
    return connection;
  }

  @Override
  public void close() {
    port.close();
    watchdog.close();
  }
}

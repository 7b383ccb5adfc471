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
import java.util.function.Function;

/** The owner's side of hops: slot 2 of {@link #PLAN}. */
final class TestOwner implements AutoCloseable {
  static final PortPlan PLAN = new PortPlan(20_000, 48, 8);
  static final Keyring KEYS = Keyring.of(List.of("a secret that is long enough"), "ftp/longshore");
  private static final int SLOT = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Why replicas were refused. */
  final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

  /** What was there instead of proofs. */
  final BlockingQueue<String> unproven = new LinkedBlockingQueue<>();

  final Member member;
  volatile Keyring keys = KEYS;
  private final ProgressWatchdog watchdog = new ProgressWatchdog(Duration.ofSeconds(20));
  private final BlockingQueue<Accepted> taken = new LinkedBlockingQueue<>();
  private final RelayPort port;

  /** One that takes all that comes to its ports. */
  TestOwner() throws IOException {
    this(TestOwner::ofItsSlot);
  }

  /**
   * @param verdict what it says of a data connection
   */
  TestOwner(Function<Accepted, Verdict> verdict) throws IOException {
    this.port =
        RelayPort.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> keys,
            new AcceptLoop.Troubles(),
            PATIENCE);
    this.member =
        new Member(SLOT, 7, new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port()));
    HopService hops =
        new HopService(
            () -> member,
            () -> keys,
            RelayMemory.ofHeap(),
            c -> remembered(c, verdict.apply(c)),
            watchdog);
    port.start(
        new RelayPort.Services((connection, _, _) -> connection.reset(), hops, _ -> false),
        new ServerEvents() {
          @Override
          public void replicaRefused(InetAddress replica, String why) {
            refusals.add(why);
          }

          @Override
          public void replicaUnproven(InetAddress other, String why) {
            unproven.add(why);
          }
        });
  }

  private static Verdict ofItsSlot(Accepted connection) {
    return PLAN.owner(connection.dialled().getPort()).stream().anyMatch(slot -> slot == SLOT)
        ? Verdict.TAKEN
        : Verdict.NOT_MY_SLOT;
  }

  private Verdict remembered(Accepted connection, Verdict verdict) {
    if (verdict == Verdict.TAKEN) {
      taken.add(connection);
    }
    return verdict;
  }

  /** The next data connection that it took; waits for it. */
  Accepted taken() throws InterruptedException {
    Accepted connection = taken.poll(10, TimeUnit.SECONDS);
    assertThat(connection).as("a data connection").isNotNull();
    return connection;
  }

  /** How many it took that nobody has asked for. */
  int left() {
    return taken.size();
  }

  /** What was there instead of the next proof; waits for it. */
  String unproven() throws InterruptedException {
    String why = unproven.poll(10, TimeUnit.SECONDS);
    assertThat(why).as("an event").isNotNull();
    return why;
  }

  @Override
  public void close() {
    port.close();
    watchdog.close();
  }
}

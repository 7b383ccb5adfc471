package dev.longshore.ftp.data;

import dev.longshore.ftp.relay.PortPlan;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/** Tables of leases over ports from 20,000 on, by a clock of the test's own. */
final class TestLeases {
  static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");
  static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::1");

  private final AtomicLong now = new AtomicLong(42);

  /** Of one slot. */
  LeaseTable table(int ports, boolean sharing) {
    return table(settings(ports, 1, 0, sharing, PeerPolicy.EXACT));
  }

  LeaseTable table(PassiveSettings settings) {
    return table(settings, port -> true, this::now);
  }

  LeaseTable table(PassiveSettings settings, IntPredicate lendable, LongSupplier clock) {
    return new LeaseTable(settings, lendable, true, clock);
  }

  static PassiveSettings settings(
      int ports, int slots, int slot, boolean sharing, PeerPolicy peer) {
    return new PassiveSettings(
        InetAddress.ofLiteral("0.0.0.0"),
        new PortPlan(20_000, ports, slots),
        slot,
        sharing,
        peer,
        Duration.ofSeconds(30),
        Duration.ZERO,
        Duration.ofMinutes(1));
  }

  long now() {
    return now.get();
  }

  void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  static Optional<PassivePort.Entry> take(LeaseTable table, InetAddress client)
      throws InterruptedException {
    return table.take(new Holder("u", client), OptionalInt.empty(), Duration.ZERO);
  }

  static PassivePort.Entry take(LeaseTable table, String user, InetAddress client)
      throws InterruptedException {
    return table.take(new Holder(user, client), OptionalInt.empty(), Duration.ZERO).orElseThrow();
  }

  /** The lease that a connection serves. */
  static Optional<PassivePort.Entry> match(LeaseTable table, int port, InetAddress peer) {
    return table.match(port, peer) instanceof Match.Serves(PassivePort.Entry entry)
        ? Optional.of(entry)
        : Optional.empty();
  }
}

package dev.longshore.ftp.fleet;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.relay.Keyring;
import dev.longshore.ftp.relay.Member;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.relay.RelayPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A replica that has nothing but its links. */
final class TestReplica implements AutoCloseable {
  static final PortPlan PLAN = new PortPlan(20_000, 48, 8);
  static final Keyring KEYS = keys("a secret that all of them have");
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();

  final RelayPort port;
  final InetSocketAddress address;
  final LinkedFleet fleet;

  /** Why replicas were refused. */
  final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

  /** What was there instead of proofs. */
  final BlockingQueue<String> unproven = new LinkedBlockingQueue<>();

  private volatile Keyring keys;

  private TestReplica(
      PortPlan plan, int slot, long clock, Keyring keys, Set<InetSocketAddress> others)
      throws IOException {
    this.keys = keys;
    ServerEvents events =
        new ServerEvents() {
          @Override
          public void replicaRefused(InetAddress replica, String why) {
            refusals.add(why);
          }

          @Override
          public void replicaUnproven(InetAddress other, String why) {
            unproven.add(why);
          }
        };
    this.port =
        RelayPort.bind(new InetSocketAddress(0), () -> this.keys, new AcceptLoop.Troubles());
    this.address = new InetSocketAddress(HOST, port.port());
    Set<InetSocketAddress> all =
        Stream.concat(others.stream(), Stream.of(address)).collect(Collectors.toSet());
    this.fleet =
        new LinkedFleet(
            new LinkedFleet.Identity(plan, slot, "", port.port()),
            clock,
            () -> this.keys,
            () -> all);
    port.start(
        new RelayPort.Services(
            fleet.links(), (connection, _, _) -> connection.reset(), fleet::isLinkedAt),
        events);
    fleet.start(events);
  }

  static Keyring keys(String... secrets) {
    return Keyring.of(List.of(secrets), "ftp/longshore");
  }

  /** One that finds itself and these. */
  static TestReplica start(int slot, TestReplica... others) throws IOException {
    return start(PLAN, slot, System.currentTimeMillis(), KEYS, others);
  }

  static TestReplica start(PortPlan plan, int slot, long clock, Keyring keys, TestReplica... others)
      throws IOException {
    return new TestReplica(
        plan,
        slot,
        clock,
        keys,
        Arrays.stream(others).map(o -> o.address).collect(Collectors.toSet()));
  }

  /** One that finds itself and these addresses. */
  static TestReplica start(int slot, Set<InetSocketAddress> others) throws IOException {
    return new TestReplica(PLAN, slot, System.currentTimeMillis(), KEYS, others);
  }

  UUID run() {
    return fleet.run();
  }

  Keyring keys() {
    return keys;
  }

  void use(Keyring now) {
    keys = now;
  }

  /** The slots of those that it knows to live. */
  List<Integer> known() {
    return fleet.members().stream().map(Member::slot).sorted().toList();
  }

  @Override
  public void close() {
    fleet.close();
    port.close();
  }
}

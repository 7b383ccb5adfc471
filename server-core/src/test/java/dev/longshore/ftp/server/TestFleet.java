package dev.longshore.ftp.server;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.data.PortUnavailable;
import dev.longshore.ftp.relay.Fleet;
import dev.longshore.ftp.relay.Keyring;
import dev.longshore.ftp.relay.Member;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.relay.RelayPort;
import dev.longshore.ftp.relay.Replicas;
import dev.longshore.ftp.storage.MemoryStorages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Three servers over the same files, each at an address of its own, that know each other. */
final class TestFleet implements AutoCloseable {
  static final int SIZE = 3;
  private static final int PORTS = 12;

  final MemoryStorages files = new MemoryStorages();
  private final List<TestServer> servers = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private final List<Keyring> keys;
  private final AtomicInteger refusals = new AtomicInteger();

  private TestFleet(List<Keyring> keys) {
    this.keys = keys;
  }

  static TestFleet start(TestOptions options) throws IOException {
    Keyring same = keyring("a secret that all of them have");
    return start(options, List.of(same, same, same));
  }

  static Keyring keyring(String secret) {
    return Keyring.of(List.of(secret), "ftp/longshore");
  }

  /** The plan needs ports in a row, so it is tried until some are free at all addresses. */
  static TestFleet start(TestOptions options, List<Keyring> keys) throws IOException {
    IOException last = new IOException("no ports in a row");
    for (int attempt = 0; attempt < 50; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(10_000, 30_000);
      TestFleet fleet = new TestFleet(keys);
      try {
        fleet.open(options, new PortPlan(first, PORTS, SIZE));
        return fleet;
      } catch (PortUnavailable e) {
        fleet.close();
        last = e;
      }
    }
    throw last;
  }

  private void open(TestOptions options, PortPlan plan) throws IOException {
    List<RelayPort> relayPorts = new ArrayList<>();
    for (int slot = 0; slot < SIZE; slot++) {
      Keyring own = keys.get(slot);
      RelayPort port =
          RelayPort.bind(
              new InetSocketAddress(host(slot), 0), () -> own, new AcceptLoop.Troubles());
      relayPorts.add(port);
      members.add(new Member(slot, slot + 1, new InetSocketAddress(host(slot), port.port())));
    }
    for (int slot = 0; slot < SIZE; slot++) {
      Keyring own = keys.get(slot);
      Replicas replicas =
          new Replicas(
              new Known(plan, members.get(slot)),
              () -> own,
              relayPorts.get(slot),
              (connection, _, _) -> connection.reset());
      servers.add(
          TestServer.start(
              options, files, new TestServer.Place(host(slot), plan, slot, Optional.of(replicas))));
    }
  }

  /** Who all the others are, from the start on. */
  private final class Known implements Fleet {
    private final PortPlan plan;
    private final Member self;

    private Known(PortPlan plan, Member self) {
      this.plan = plan;
      this.self = self;
    }

    @Override
    public Member self() {
      return self;
    }

    @Override
    public List<Member> owners(int port) {
      return plan.owner(port).stream()
          .filter(slot -> slot != self.slot())
          .mapToObj(members::get)
          .toList();
    }

    @Override
    public void refused(Member member) {
      refusals.incrementAndGet();
    }
  }

  static InetAddress host(int slot) {
    return InetAddress.ofLiteral("127.0.0." + (11 + slot));
  }

  TestServer server(int slot) {
    return servers.get(slot);
  }

  /** How often a replica was told to refuse connections to its relay port. */
  int refusals() {
    return refusals.get();
  }

  /** How many data connections all of them carry for others. */
  int carrying() {
    return IntStream.range(0, SIZE).map(slot -> servers.get(slot).server().relaying()).sum();
  }

  /** A client of one whose data connections go to another. */
  RawClient connect(int slot, int entrance) throws IOException {
    return new RawClient(new InetSocketAddress(host(slot), server(slot).port()))
        .entering(() -> host(entrance));
  }

  RawClient login(int slot, int entrance) throws IOException {
    return TestServer.loggedIn(connect(slot, entrance));
  }

  @Override
  public void close() {
    servers.forEach(TestServer::close);
  }
}

package dev.longshore.ftp.server;

import dev.longshore.ftp.Await;
import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.data.PortUnavailable;
import dev.longshore.ftp.fleet.LinkedFleet;
import dev.longshore.ftp.fleet.Replicas;
import dev.longshore.ftp.relay.Keyring;
import dev.longshore.ftp.relay.Member;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.relay.RelayPort;
import dev.longshore.ftp.storage.MemoryStorages;
import dev.longshore.ftp.storage.Storages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three servers over the same files, each at an address of its own, that know each other. */
final class TestFleet implements AutoCloseable {
  static final int SIZE = 3;
  private static final int PORTS = 12;

  final MemoryStorages files = new MemoryStorages();
  private final List<TestServer> servers = new ArrayList<>();
  private final List<LinkedFleet> fleets = new ArrayList<>();
  private final Storages storages;
  private final List<Keyring> keys;

  private TestFleet(UnaryOperator<Storages> before, List<Keyring> keys) {
    this.storages = before.apply(files);
    this.keys = keys;
  }

  static TestFleet start(TestOptions options) throws IOException {
    return start(options, UnaryOperator.identity());
  }

  /** With what a test needs in front of the files. */
  static TestFleet start(TestOptions options, UnaryOperator<Storages> before) throws IOException {
    Keyring same = keyring("a secret that all of them have");
    return start(options, before, List.of(same, same, same));
  }

  static Keyring keyring(String secret) {
    return Keyring.of(List.of(secret), "ftp/longshore");
  }

  /** The plan needs ports in a row, so it is tried until some are free at all addresses. */
  static TestFleet start(TestOptions options, UnaryOperator<Storages> before, List<Keyring> keys)
      throws IOException {
    IOException last = new IOException("no ports in a row");
    for (int attempt = 0; attempt < 50; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(10_000, 30_000);
      TestFleet fleet = new TestFleet(before, keys);
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
    Set<InetSocketAddress> all = new HashSet<>();
    for (int slot = 0; slot < SIZE; slot++) {
      Keyring own = keys.get(slot);
      RelayPort port =
          RelayPort.bind(
              new InetSocketAddress(host(slot), 0), () -> own, new AcceptLoop.Troubles());
      relayPorts.add(port);
      all.add(new InetSocketAddress(host(slot), port.port()));
    }
    for (int slot = 0; slot < SIZE; slot++) {
      Keyring own = keys.get(slot);
      LinkedFleet fleet =
          new LinkedFleet(
              new LinkedFleet.Identity(
                  plan, slot, host(slot).getHostAddress(), relayPorts.get(slot).port()),
              System.currentTimeMillis(),
              () -> own,
              () -> all);
      fleets.add(fleet);
      Replicas replicas = new Replicas(fleet, () -> own, relayPorts.get(slot));
      servers.add(
          TestServer.start(
              options,
              files,
              storages,
              new TestServer.Place(host(slot), plan, slot, Optional.of(replicas))));
    }
    Await.await(() -> fleets.stream().allMatch(LinkedFleet::isReady));
  }

  static InetAddress host(int slot) {
    return InetAddress.ofLiteral("127.0.0." + (11 + slot));
  }

  /** So many bytes, always the same ones. */
  static byte[] content(int length) {
    byte[] bytes = new byte[length];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  /** Whether a connection to a port there is refused or reset within a second. */
  static boolean resets(InetAddress host, int port) {
    try (Socket data = new Socket(host, port)) {
      data.setSoTimeout(1000);
      return RawClient.isReset(data);
    } catch (IOException e) {
      return true;
    }
  }

  TestServer server(int slot) {
    return servers.get(slot);
  }

  /** The slots of the other replicas that one knows of. */
  Set<Integer> known(int slot) {
    return fleets.get(slot).members().stream().map(Member::slot).collect(Collectors.toSet());
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

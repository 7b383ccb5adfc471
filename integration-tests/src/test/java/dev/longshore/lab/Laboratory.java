package dev.longshore.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longshore.it.Gateway;
import dev.longshore.it.S3;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One network with nodes, a balancer, a name server and the way to an S3; replicas and clients come
 * into it as a scene needs them. A scene opens it and closes it.
 */
final class Laboratory implements AutoCloseable {
  private static final List<String> PROGRAMS =
      List.of("unshare", "nsenter", "ip", "nft", "haproxy", "dnsmasq", "curl", "python3");

  private final Path folder;
  private final Ground ground;
  private final StorageDoor door;
  private final S3 s3;
  private final Network network;
  private final Balancer balancer;
  private final Names names;
  private final List<Replica> replicas = new ArrayList<>();

  private Laboratory(S3 s3, Path folder, Ground ground, int nodes, Balancer.Policy policy)
      throws IOException, InterruptedException {
    this.s3 = s3;
    this.folder = folder;
    this.ground = ground;
    this.network = Network.lay(ground, nodes);
    this.balancer = new Balancer(network.nodes(), policy);
    Path socket = folder.resolve("s3");
    this.door = StorageDoor.open(s3, socket);
    HaProxy.leadTo(socket, network.services(), 9000, folder);
    this.names = Names.serve(network.services(), folder);
  }

  /**
   * Where it can not run, the test is passed over with the reason; but with {@code
   * LONGSHORE_REQUIRE_LAB=true} it fails.
   */
  static void demand() {
    boolean demanded = Boolean.parseBoolean(System.getenv("LONGSHORE_REQUIRE_LAB"));
    Optional<String> obstacle = obstacle();
    if (demanded && obstacle.isPresent()) {
      throw new AssertionError("the network laboratory can not run: " + obstacle.get());
    }
    assumeTrue(obstacle.isEmpty(), () -> "no network laboratory: " + obstacle.orElse(""));
  }

  private static Optional<String> obstacle() {
    List<String> missing = PROGRAMS.stream().filter(each -> !installed(each)).toList();
    if (!missing.isEmpty()) {
      return Optional.of("not installed: " + String.join(", ", missing));
    }
    try (Ground ground = Ground.open(Network.SERVICES)) {
      ground.script("ip netns add try\nip netns exec try nft list ruleset\n");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("root on Linux is needed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static boolean installed(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }

  /** One with so many nodes, which the balancer delivers to by this policy. */
  static Laboratory of(S3 s3, int nodes, Balancer.Policy policy)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("laboratory-");
    Ground ground = Ground.open(Network.SERVICES);
    try {
      return new Laboratory(s3, folder, ground, nodes, policy);
    } catch (IOException | InterruptedException | RuntimeException e) {
      ground.close();
      throw e;
    }
  }

  /** Starts replicas, one a slot, by turns on the nodes; the balancer and DNS know them all. */
  List<Replica> replicas(int count, UnaryOperator<Gateway.Builder> settings)
      throws IOException, InterruptedException {
    for (int slot = 0; slot < count; slot++) {
      replicas.add(replica(slot, count, settings));
    }
    for (Replica each : replicas) {
      each.awaitReady();
    }
    balancer.knows(replicas);
    names.knows(replicas);
    return List.copyOf(replicas);
  }

  /** Starts one that nobody knows yet, and does not wait for it. */
  Replica replica(int slot, int slots, UnaryOperator<Gateway.Builder> settings)
      throws IOException, InterruptedException {
    int node = 1 + slot % network.nodes().size();
    Host pod = network.pod(node);
    Gateway.Builder builder =
        Gateway.with(URI.create("http://" + Network.SERVICES + ":9000"))
            .set("longshore.s3.access-key-id", "demo")
            .set("longshore.s3.secret-access-key", "demo-secret")
            .set("longshore.ftp.port", "21")
            .set("quarkus.management.port", "9000")
            .set("longshore.passive.start", Integer.toString(Replica.FIRST_PASSIVE_PORT))
            .set("longshore.passive.count", Integer.toString(Replica.PASSIVE_COUNT))
            .set("longshore.passive.slots", Integer.toString(slots))
            .set("longshore.passive.slot", Integer.toString(slot))
            .set("longshore.passive.advertise.mode", "static")
            .set("longshore.passive.advertise.address", Network.ADDRESS);
    return Replica.start(pod, node, slot, settings.apply(builder));
  }

  Balancer balancer() {
    return balancer;
  }

  Names names() {
    return names;
  }

  Network network() {
    return network;
  }

  S3 s3() {
    return s3;
  }

  /** HAProxy before these, on the services' host, which is then the address to go to. */
  String haProxyBefore(List<Replica> behind, String header)
      throws IOException, InterruptedException {
    HaProxy.before(behind, network.services(), header, folder);
    return network.services().ipv4();
  }

  @Override
  public void close() throws IOException {
    ground.close();
    door.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }
}

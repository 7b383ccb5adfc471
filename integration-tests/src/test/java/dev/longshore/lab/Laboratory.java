package dev.longshore.lab;

import dev.longshore.it.Gateway;
import dev.longshore.it.S3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One network with nodes, a balancer, a name server and the way to an S3; replicas and clients come
 * into it as a scene needs them. A scene opens it and closes it.
 */
final class Laboratory implements AutoCloseable {
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

  /** One with so many nodes, which the balancer delivers to by this policy. */
  static Laboratory of(S3 s3, int nodes, Balancer.Policy policy)
      throws IOException, InterruptedException {
    Path folder = Leftovers.newFolder();
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
    return ready();
  }

  private List<Replica> ready() throws IOException, InterruptedException {
    for (Replica each : replicas) {
      each.awaitReady();
    }
    balancer.knows(replicas);
    names.knows(replicas);
    return List.copyOf(replicas);
  }

  /** The same with replicas that hand data connections on to each other, and find them by DNS. */
  List<Replica> fleet(int count, UnaryOperator<Gateway.Builder> settings)
      throws IOException, InterruptedException {
    return fleet(count, count, settings);
  }

  /** The same where there are more slots than replicas. */
  List<Replica> fleet(int count, int slots, UnaryOperator<Gateway.Builder> settings)
      throws IOException, InterruptedException {
    for (int slot = 0; slot < count; slot++) {
      replicas.add(replica(slot, slots, relayed(settings)));
    }
    names.knows(replicas);
    return ready();
  }

  /** The settings of a fleet's replicas. */
  UnaryOperator<Gateway.Builder> relayed(UnaryOperator<Gateway.Builder> settings)
      throws IOException {
    secrets("a secret of the laboratory");
    return each ->
        settings.apply(
            each.set("longshore.relay.mode", "on")
                .set("longshore.relay.secrets", folder.resolve("secrets").toString())
                .set("longshore.fleet.discovery", "dns")
                .set("longshore.fleet.dns-name", Names.FLEET));
  }

  /** What the file with the relay's secrets holds from now on, the one in use first. */
  void secrets(String... lines) throws IOException {
    Path next = Files.writeString(folder.resolve("secrets.next"), String.join("\n", lines));
    Files.move(next, folder.resolve("secrets"), StandardCopyOption.ATOMIC_MOVE);
  }

  private int node(int slot) {
    return 1 + slot % network.nodes().size();
  }

  /** Starts one that nobody knows yet, and does not wait for it. */
  Replica replica(int slot, int slots, UnaryOperator<Gateway.Builder> settings)
      throws IOException, InterruptedException {
    Host pod = network.pod(node(slot));
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
    return Replica.start(pod, node(slot), slot, settings.apply(builder));
  }

  /** Those that are there now, in the order of their slots. */
  List<Replica> replicas() {
    return List.copyOf(replicas);
  }

  /** From now on these are the ones that are there. */
  void replaced(List<Replica> now) {
    replicas.clear();
    replicas.addAll(now);
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
    Leftovers.remove(folder);
  }
}

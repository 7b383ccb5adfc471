package dev.longshore.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The hosts of a laboratory and the cables between them; the package's comment has the picture.
 *
 * <p>The middle routes the balanced address to all nodes, and chooses the node of each connection
 * by its addresses and ports.
 */
final class Network {
  static final String ADDRESS = "198.51.100.21";
  static final String ADDRESS_6 = "2001:db8:ff::21";
  static final String SERVICES = "192.168.7.2";

  private static final String SYSCTLS =
      """
      sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
        net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 \
        net.ipv4.fib_multipath_hash_policy=1 net.ipv6.fib_multipath_hash_policy=1
      """;

  private final Ground ground;
  private final List<Host> nodes = new ArrayList<>();
  private final Host services;
  private int clients;
  private int pods;
  private int moreAddresses;

  private Network(Ground ground, int nodeCount) throws IOException, InterruptedException {
    this.ground = ground;
    host("middle");
    bridge("middle", "outside", "203.0.113.1/24", "2001:db8:1::1/64");
    bridge("middle", "fabric", "192.168.7.1/24", "fd00:7::1/64");
    this.services = new Host(ground, "services", SERVICES, "fd00:7::2");
    host("services");
    plug("services", "middle", "fabric");
    address("services", SERVICES + "/24", "192.168.7.1");
    address("services", "fd00:7::2/64", "fd00:7::1");
    for (int number = 1; number <= nodeCount; number++) {
      nodes.add(node(number));
    }
    ground.script(toAllNodes("ip -n middle", ADDRESS, Host::ipv4));
    ground.script(toAllNodes("ip -n middle -6", ADDRESS_6, Host::ipv6));
  }

  static Network lay(Ground ground, int nodes) throws IOException, InterruptedException {
    return new Network(ground, nodes);
  }

  List<Host> nodes() {
    return List.copyOf(nodes);
  }

  /** Where DNS and the way to the S3 are. */
  Host services() {
    return services;
  }

  /** One more client, which has IPv4 and IPv6. */
  Host client() throws IOException, InterruptedException {
    int number = 10 + clients++;
    return client("client" + number, "203.0.113." + number, "2001:db8:1::" + number);
  }

  /** Gives a client so many IPv4 addresses beside its own, at most 250 in all of a laboratory. */
  List<String> moreAddresses(Host client, int count) throws IOException, InterruptedException {
    List<String> addresses = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      String address = "203.0.114." + (1 + moreAddresses++);
      ground.script("ip -n %s addr add %s/32 dev eth0".formatted(client.name(), address));
      ground.script("ip -n middle route add %s via %s".formatted(address, client.ipv4()));
      addresses.add(address);
    }
    return addresses;
  }

  /** One more client, which has IPv6 alone. */
  Host clientWithIpv6Alone() throws IOException, InterruptedException {
    int number = 10 + clients++;
    return client("client" + number, "", "2001:db8:1::" + number);
  }

  private Host client(String name, String ipv4, String ipv6)
      throws IOException, InterruptedException {
    host(name);
    plug(name, "middle", "outside");
    if (!ipv4.isEmpty()) {
      address(name, ipv4 + "/24", "203.0.113.1");
    }
    address(name, ipv6 + "/64", "2001:db8:1::1");
    return new Host(ground, name, ipv4, ipv6);
  }

  /** One more pod, on the node with this number, from 1. */
  Host pod(int node) throws IOException, InterruptedException {
    int number = 10 + pods++;
    String name = "pod" + number;
    String ipv4 = "10.244." + node + "." + number;
    String ipv6 = "fd00:244:" + node + "::" + number;
    host(name);
    plug(name, "node" + node, "pods");
    address(name, ipv4 + "/24", "10.244." + node + ".1");
    address(name, ipv6 + "/64", "fd00:244:" + node + "::1");
    return new Host(ground, name, ipv4, ipv6);
  }

  private Host node(int number) throws IOException, InterruptedException {
    var node =
        new Host(ground, "node" + number, "192.168.7." + (10 + number), "fd00:7::" + (10 + number));
    host(node.name());
    plug(node.name(), "middle", "fabric");
    address(node.name(), node.ipv4() + "/24", "192.168.7.1");
    address(node.name(), node.ipv6() + "/64", "fd00:7::1");
    String net = "10.244." + number;
    String net6 = "fd00:244:" + number + "::";
    bridge(node.name(), "pods", net + ".1/24", net6 + "1/64");
    ground.script("ip -n middle route add " + net + ".0/24 via " + node.ipv4());
    ground.script("ip -n middle route add " + net6 + "/64 via " + node.ipv6());
    return node;
  }

  private String toAllNodes(String ip, String address, Function<Host, String> of) {
    return nodes.stream()
        .map(node -> " nexthop via " + of.apply(node))
        .collect(Collectors.joining("", ip + " route add " + address, ""));
  }

  private void host(String name) throws IOException, InterruptedException {
    ground.script(
        """
        ip netns add %1$s
        ip -n %1$s link set lo up
        """
            .formatted(name));
    ground.run(name, List.of("sh", "-eu"), SYSCTLS);
  }

  private void bridge(String host, String name, String ipv4, String ipv6)
      throws IOException, InterruptedException {
    ground.script(
        """
        ip -n %1$s link add %2$s type bridge
        ip -n %1$s link set %2$s up
        ip -n %1$s addr add %3$s dev %2$s
        ip -n %1$s addr add %4$s dev %2$s nodad
        """
            .formatted(host, name, ipv4, ipv6));
  }

  private void plug(String host, String into, String bridge)
      throws IOException, InterruptedException {
    ground.script(
        """
        ip -n %1$s link add eth0 type veth peer name to-%1$s netns %2$s
        ip -n %1$s link set eth0 up
        ip -n %2$s link set to-%1$s master %3$s up
        """
            .formatted(host, into, bridge));
  }

  private void address(String host, String address, String gateway)
      throws IOException, InterruptedException {
    String noDad = address.contains(":") ? " nodad" : "";
    ground.script(
        """
        ip -n %1$s addr add %2$s dev eth0%4$s
        ip -n %1$s route add default via %3$s
        """
            .formatted(host, address, gateway, noDad));
  }
}

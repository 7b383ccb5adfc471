package dev.longshore.lab;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What kube-proxy does with nftables on every node: each new connection to the balanced address
 * goes to a replica that is picked at random, whatever its port and its client. Connections that
 * exist stay where they are when the map changes.
 */
final class Balancer {
  /** Whom a node delivers to, as {@code externalTrafficPolicy} has it. */
  enum Policy {
    /** To its own pods alone; the client's address stays. */
    LOCAL,
    /** To all pods, with the node's address in place of the client's. */
    CLUSTER
  }

  private final List<Host> nodes;
  private final Policy policy;

  Balancer(List<Host> nodes, Policy policy) {
    this.nodes = nodes;
    this.policy = policy;
  }

  /** From now on new connections, to whatever port, go to these and to no others. */
  void knows(List<Replica> replicas) throws IOException, InterruptedException {
    knowsByPort(List.of(new Share(replicas, "21, 990, " + Replica.PASSIVE_PORTS)));
  }

  /**
   * Which replicas are registered for which ports.
   *
   * @param ports as nftables has a set: {@code 21, 20000-20007}
   */
  record Share(List<Replica> replicas, String ports) {}

  /** The same where the ports are not all registered for the same ones. */
  void knowsByPort(List<Share> shares) throws IOException, InterruptedException {
    for (int number = 1; number <= nodes.size(); number++) {
      nodes.get(number - 1).feed(rules(number, shares), "nft", "-f", "-");
    }
  }

  private String rules(int node, List<Share> shares) {
    String masquerade = policy == Policy.CLUSTER ? "ct status dnat masquerade" : "";
    return """
        table inet balancer
        delete table inet balancer
        table inet balancer {
          chain in {
            type nat hook prerouting priority dstnat;
            %s
          }
          chain out {
            type nat hook postrouting priority srcnat;
            %s
          }
        }
        """
        .formatted(
            shares.stream().map(share -> rule(node, share)).collect(Collectors.joining("\n    ")),
            masquerade);
  }

  private String rule(int node, Share share) {
    List<Host> pods =
        share.replicas().stream()
            .filter(each -> policy == Policy.CLUSTER || each.node() == node)
            .map(Replica::host)
            .toList();
    if (pods.isEmpty()) {
      return "";
    }
    return rule("ip", Network.ADDRESS, share.ports(), pods, Host::ipv4)
        + "\n    "
        + rule("ip6", Network.ADDRESS_6, share.ports(), pods, Host::ipv6);
  }

  private static String rule(
      String family, String address, String ports, List<Host> pods, Function<Host, String> of) {
    String map =
        IntStream.range(0, pods.size())
            .mapToObj(i -> i + " : " + of.apply(pods.get(i)))
            .collect(Collectors.joining(", "));
    return "%1$s daddr %2$s tcp dport { %3$s } dnat %1$s to numgen random mod %4$d map { %5$s }"
        .formatted(family, address, ports, pods.size(), map);
  }
}

package dev.longshore.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** HAProxy on a host of the laboratory, in the foreground, until the laboratory ends. */
final class HaProxy {
  private static final String HEAD =
      """
      global
        maxconn 4096
      defaults
        mode tcp
        timeout connect 5s
        timeout client 10m
        timeout server 10m
      """;

  private HaProxy() {}

  /** Leads a port of the host to a Unix socket. */
  static void leadTo(Path socket, Host host, int port, Path folder)
      throws IOException, InterruptedException {
    start(
        host,
        folder.resolve("door.cfg"),
        """
        listen door
          bind :::%d v4v6
          server socket unix@%s
        """
            .formatted(port, socket));
  }

  /**
   * Stands before the replicas on a host: each connection to its control port or to a passive one
   * goes to the same port of a replica that is picked at random.
   *
   * @param header what is said of the client: {@code ""}, {@code send-proxy} or {@code
   *     send-proxy-v2}
   */
  static void before(List<Replica> replicas, Host host, String header, Path folder)
      throws IOException, InterruptedException {
    String servers =
        replicas.stream()
            .map(each -> "  server %s %s %s\n".formatted(each.name(), each.host().ipv4(), header))
            .collect(Collectors.joining());
    start(
        host,
        folder.resolve("balancer.cfg"),
        """
        listen ftp
          bind :21
          bind :%s
          balance random
        %s"""
            .formatted(Replica.PASSIVE_PORTS, servers));
  }

  private static void start(Host host, Path file, String text)
      throws IOException, InterruptedException {
    Files.writeString(file, HEAD + text);
    host.run("haproxy", "-c", "-q", "-f", file.toString());
    // -D: it returns when the ports are bound, and what goes on in the background ends with the
    // ground.
    host.run("haproxy", "-D", "-f", file.toString());
  }
}

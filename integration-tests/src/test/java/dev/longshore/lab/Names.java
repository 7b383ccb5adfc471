package dev.longshore.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The name server that every host of the laboratory asks: dnsmasq, which answers what it was told
 * last, and so goes on with old addresses until somebody tells it new ones.
 */
final class Names {
  /** What a headless Service's name is here. */
  static final String FLEET = "longshore.fleet.test";

  private final Host host;
  private final Path hosts;
  private final Path pid;

  private Names(Host host, Path folder) {
    this.host = host;
    this.hosts = folder.resolve("hosts");
    this.pid = folder.resolve("dnsmasq.pid");
  }

  static Names serve(Host host, Path folder) throws IOException, InterruptedException {
    var names = new Names(host, folder);
    Files.writeString(names.hosts, "");
    host.run(
        "dnsmasq",
        "--no-resolv",
        "--no-hosts",
        "--conf-file=/dev/null",
        "--user=root",
        "--local=/test/",
        "--local-ttl=1",
        "--addn-hosts=" + names.hosts,
        "--pid-file=" + names.pid);
    return names;
  }

  /** From now on the fleet's name has the addresses of these. */
  void knows(List<Replica> replicas) throws IOException, InterruptedException {
    Files.writeString(
        hosts,
        replicas.stream()
            .map(each -> each.host().ipv4() + " " + FLEET + "\n")
            .collect(Collectors.joining()));
    host.run("kill", "-HUP", Files.readString(pid).strip());
  }

  /** The addresses that a host gets for the fleet's name now. */
  List<String> askedBy(Host asker) throws IOException, InterruptedException {
    String script =
        """
        import socket
        try:
            found = socket.getaddrinfo("%s", 21, socket.AF_INET, socket.SOCK_STREAM)
            print("\\n".join(sorted({each[4][0] for each in found})))
        except socket.gaierror:
            pass
        """
            .formatted(FLEET);
    return asker.run("python3", "-c", script).lines().toList();
  }
}

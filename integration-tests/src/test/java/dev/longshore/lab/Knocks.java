package dev.longshore.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections to all passive ports that say nothing and close at once, as health checks and scans
 * make them, from a host until it is stopped.
 */
final class Knocks {
  private static final Path SCRIPT =
      Path.of("src/test/resources/dev/longshore/lab/knock.py").toAbsolutePath();

  private final Process process;

  private Knocks(Process process) {
    this.process = process;
  }

  /** How it went: connections that were made and closed, and such that were not made. */
  record Count(long made, long refused) {}

  /** A balancer's health check: every passive port of every replica once a second. */
  static Knocks healthChecks(Host from, List<Replica> replicas) throws IOException {
    int rate = replicas.size() * Replica.PASSIVE_COUNT;
    return start(from, rate, replicas.stream().map(each -> each.host().ipv4()).toList());
  }

  /** A scan of all passive ports of an address. */
  static Knocks scan(Host from, int perSecond, String address) throws IOException {
    return start(from, perSecond, List.of(address));
  }

  private static Knocks start(Host from, int perSecond, List<String> addresses) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("python3", SCRIPT.toString(), Integer.toString(perSecond)));
    command.add(Integer.toString(Replica.FIRST_PASSIVE_PORT));
    command.add(Integer.toString(Replica.FIRST_PASSIVE_PORT + Replica.PASSIVE_COUNT - 1));
    command.addAll(addresses);
    return new Knocks(from.start(command));
  }

  /** Ends them. */
  Count stop() throws IOException {
    process.getOutputStream().close();
    String said = process.inputReader(StandardCharsets.UTF_8).readAllAsString().strip();
    String[] counts = said.split(" ", -1);
    return new Count(Long.parseLong(counts[0]), Long.parseLong(counts[1]));
  }
}

package dev.longshore.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Namespaces of network, mounts and processes that live as long as this object, and no longer than
 * the JVM of the test: their first process reads from a pipe of the JVM, and at its end the kernel
 * kills every process inside and takes the network away. Nothing of it is seen outside.
 */
final class Ground implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** The network's names and the resolver are this laboratory's own. */
  private static final String FIRST_PROCESS =
      """
      set -eu
      resolver=$(readlink -m /etc/resolv.conf)
      mount -t tmpfs laboratory /run
      mkdir -p /run/netns "$(dirname "$resolver")"
      [ -e "$resolver" ] || touch "$resolver"
      printf 'nameserver %s\\noptions timeout:1 attempts:2\\n' "$1" >/run/resolver
      mount --bind /run/resolver "$resolver"
      echo ready
      exec cat
      """;

  private final Process holder;
  private final long first;
  private final Set<Process> entered = ConcurrentHashMap.newKeySet();

  private Ground(Process holder, long first) {
    this.holder = holder;
    this.first = first;
  }

  /**
   * Makes them.
   *
   * @param resolver the address of the name server that every process in them asks
   */
  static Ground open(String resolver) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child"));
    command.addAll(List.of("--mount-proc", "sh", "-c", FIRST_PROCESS, "laboratory", resolver));
    Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader out = holder.inputReader(StandardCharsets.UTF_8);
    String said = out.readLine();
    if (!"ready".equals(said)) {
      holder.destroyForcibly();
      throw new IOException("no namespaces of our own: " + said);
    }
    long first = holder.toHandle().children().findFirst().orElseThrow().pid();
    return new Ground(holder, first);
  }

  /** Runs a script of commands inside, in no particular host; status 0 is demanded. */
  void script(String text) throws IOException, InterruptedException {
    run(List.of("sh", "-eu"), text);
  }

  /** Runs a program of a host to its end and returns what it printed; status 0 is demanded. */
  String run(String host, List<String> command, String input)
      throws IOException, InterruptedException {
    return run(inHost(host, command), input);
  }

  /** Starts a program of a host; its errors come with its output. Its paths must be absolute. */
  Process start(String host, List<String> command) throws IOException {
    return start(inHost(host, command));
  }

  private String run(List<String> command, String input) throws IOException, InterruptedException {
    Process process = start(command);
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = process.inputReader(StandardCharsets.UTF_8).readAllAsString();
    if (!process.waitFor(BOUND) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + "\n" + input + "\n" + said);
    }
    return said;
  }

  private Process start(List<String> command) throws IOException {
    List<String> inside = new ArrayList<>();
    inside.addAll(List.of("nsenter", "--target", Long.toString(first), "--net", "--mount"));
    inside.addAll(List.of("--pid", "--"));
    inside.addAll(command);
    Process process =
        new ProcessBuilder(inside)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    entered.add(process);
    var _ = process.onExit().thenAccept(entered::remove);
    return process;
  }

  private static List<String> inHost(String host, List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", host));
    all.addAll(command);
    return all;
  }

  @Override
  public void close() {
    holder.destroyForcibly(); // Its child gets SIGKILL with it, and all others with that one.
    // These are outside, and one stops for ever when what it entered with is stopped.
    entered.forEach(Process::destroyForcibly);
  }
}

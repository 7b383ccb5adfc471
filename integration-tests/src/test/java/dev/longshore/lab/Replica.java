package dev.longshore.lab;

import dev.longshore.it.Gateway;
import dev.longshore.it.ProcessLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One packaged gateway as a process in a pod of its own. A scene starts it and ends it. */
final class Replica {
  static final int FIRST_PASSIVE_PORT = 20_000;
  static final int PASSIVE_COUNT = 48;
  static final String PASSIVE_PORTS = FIRST_PASSIVE_PORT + "-" + (FIRST_PASSIVE_PORT + 47);
  private static final Duration START = Duration.ofSeconds(90);

  private final Host host;
  private final int node;
  private final int slot;
  private final Process process;
  private final ProcessLog log;

  private Replica(Host host, int node, int slot, Process process, ProcessLog log) {
    this.host = host;
    this.node = node;
    this.slot = slot;
    this.process = process;
    this.log = log;
  }

  /** Starts one; {@link #awaitReady} tells when it serves. */
  static Replica start(Host host, int node, int slot, Gateway.Builder settings)
      throws IOException, InterruptedException {
    Path file = Gateway.Builder.newLog();
    List<String> command = new ArrayList<>(List.of("env", "LABORATORY=" + host.name()));
    settings.environment().forEach((key, value) -> command.add(key + "=" + value));
    command.addAll(settings.command(file));
    Process process = host.start(command);
    return new Replica(host, node, slot, process, ProcessLog.of(process, file));
  }

  Replica awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!"200".equals(health("ready"))) {
      if (System.nanoTime() > end || process.waitFor(Duration.ofMillis(200))) {
        throw new IllegalStateException(name() + " is not ready:\n" + log.text());
      }
    }
    return this;
  }

  /** The HTTP status of one of its health checks; {@code 000} where nobody answers. */
  String health(String which) throws IOException, InterruptedException {
    String curl =
        "curl -s -m 5 -o /dev/null -w '%{http_code}' http://127.0.0.1:9000/q/health/" + which;
    return host.run("sh", "-c", curl + " || true");
  }

  Host host() {
    return host;
  }

  int node() {
    return node;
  }

  int slot() {
    return slot;
  }

  String name() {
    return "replica-" + slot + "-" + host.name();
  }

  /** Its log so far. */
  String log() {
    return log.text();
  }

  /** How others name it in their logs. */
  String inLogs() {
    return "replica " + slot + " at " + host.ipv4().replace(".", "\\.") + ":2190";
  }

  /** Waits for a line of its log in which the pattern is found. */
  void awaitLog(String pattern) throws InterruptedException {
    if (log.await(Pattern.compile(pattern), Duration.ofSeconds(60)).isEmpty()) {
      throw new AssertionError("no line \"" + pattern + "\" in:\n" + log.text());
    }
  }

  /** SIGTERM, as the kubelet sends it. */
  void terminate() {
    itself().destroy();
  }

  /** SIGKILL. */
  void kill() {
    itself().destroyForcibly();
  }

  /** SIGSTOP: it stands still, and its connections are there as before. */
  void halt() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(itself().pid())).start().waitFor();
  }

  /** Whether it ends by itself within this time. */
  boolean ends(Duration within) throws InterruptedException {
    return process.waitFor(within);
  }

  /** The process that was started enters the namespaces; its only child is the gateway. */
  private ProcessHandle itself() {
    return process.toHandle().children().findFirst().orElse(process.toHandle());
  }
}

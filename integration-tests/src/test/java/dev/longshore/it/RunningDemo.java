package dev.longshore.it;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The demo as a process of its own, with its data in a folder of its own and on ports that nobody
 * else uses. A test starts it and closes it; its log stays in {@code target/gateways}.
 */
final class RunningDemo implements Closeable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Pattern READY = Pattern.compile("Longshore is ready");

  /** Control, implicit TLS, management, relay. */
  private static final int PORTS = 4;

  private static final int PASSIVE_PORTS = 48;

  private final Process process;
  private final ProcessLog log;
  private final Path data;
  private final int firstPort;

  private RunningDemo(Process process, ProcessLog log, Path data, int firstPort) {
    this.process = process;
    this.log = log;
    this.data = data;
    this.firstPort = firstPort;
  }

  /** Starts it with these arguments. */
  static RunningDemo start(String... arguments) throws IOException {
    Path file = Gateway.Builder.newLog();
    Path folder = Files.createTempDirectory(file.getParent(), "demo-").toAbsolutePath();
    Files.createSymbolicLink(
        folder.resolve("deploy-k8s"), Path.of("..", "deploy-k8s").toRealPath());
    int first = FreePorts.range(PORTS + PASSIVE_PORTS);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.longshore.demo.Demo", folder.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(ports(first));
    Process process = builder.start();
    return new RunningDemo(
        process, ProcessLog.of(process, file), folder.resolve("demo-data"), first);
  }

  private static Map<String, String> ports(int first) {
    return Map.of(
        "LONGSHORE_FTP_PORT", Integer.toString(first),
        "LONGSHORE_FTPS_IMPLICIT_PORT", Integer.toString(first + 1),
        "QUARKUS_MANAGEMENT_PORT", Integer.toString(first + 2),
        "LONGSHORE_RELAY_PORT", Integer.toString(first + 3),
        "LONGSHORE_PASSIVE_START", Integer.toString(first + PORTS),
        "LONGSHORE_PASSIVE_COUNT", Integer.toString(PASSIVE_PORTS));
  }

  RunningDemo awaitReady() throws InterruptedException {
    if (log.await(READY, START).isEmpty()) {
      close();
      throw new IllegalStateException("the demo is not ready:\n" + log.text());
    }
    return this;
  }

  InetSocketAddress ipv4() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), firstPort);
  }

  InetSocketAddress implicitTls() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), firstPort + 1);
  }

  /** A client that trusts its certificate. */
  TlsClient tls() throws IOException {
    Path keyStore = data.resolve("certificate.p12");
    return TlsClient.trusting(new Certificate(keyStore, keyStore));
  }

  /** The processes of its gateways. */
  List<ProcessHandle> gateways() {
    return process.children().toList();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Waits for its end, which must come by itself; its exit status. */
  int ended() throws InterruptedException {
    if (!process.waitFor(STOP)) {
      throw new AssertionError("the demo did not end within " + STOP + ":\n" + log.text());
    }
    log.awaitEnd(STOP);
    return process.exitValue();
  }

  /** What it has printed, its gateways' logs among it. */
  String log() {
    return log.text();
  }

  /** The names of what it has in its folder now. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Kills it and its gateways; a test that cares how it ends calls {@link #ended} before. */
  @Override
  public void close() {
    gateways().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}

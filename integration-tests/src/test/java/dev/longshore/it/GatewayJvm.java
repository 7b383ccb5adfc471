package dev.longshore.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JVMs that gateways of tests run in. There are hundreds, most live for seconds and share few
 * processors, so a start has to be cheap: they have the quick compiler alone, and classes that a
 * first gateway has read and linked for all (class data sharing, JEP 350). That halves the
 * processor time of a start, and then takes a third of what is left.
 */
final class GatewayJvm {
  private static final Path APPLICATION =
      Path.of("..", "deploy-k8s", "target", "quarkus-app", "quarkus-run.jar");
  private static final Pattern STARTED = Pattern.compile("Listening for FTP on ");
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final ReentrantLock ONCE = new ReentrantLock();
  private static @Nullable Path archive;

  private GatewayJvm() {}

  /** The command that runs a gateway of which something is measured: all is as in production. */
  static List<String> measured(String heap, List<String> settings) {
    return command(heap, List.of(), settings);
  }

  /**
   * The command that runs any other.
   *
   * @throws IllegalStateException when the first gateway, for the classes of all, does not start
   */
  static List<String> quick(String heap, List<String> settings)
      throws IOException, InterruptedException {
    var options = List.of("-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile=" + archive());
    return command(heap, options, settings);
  }

  private static List<String> command(String heap, List<String> options, List<String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(options);
    command.addAll(settings);
    command.add("-jar");
    command.add(APPLICATION.toAbsolutePath().normalize().toString());
    return command;
  }

  private static Path archive() throws IOException, InterruptedException {
    ONCE.lock();
    try {
      Path made = archive == null ? newArchive() : archive;
      archive = made;
      return made;
    } finally {
      ONCE.unlock();
    }
  }

  /** Written by a gateway that stops as soon as it has started. */
  private static Path newArchive() throws IOException, InterruptedException {
    Path log = Gateway.Builder.newLog();
    Path file = Files.createTempFile(log.getParent(), "classes-", ".jsa").toAbsolutePath();
    Files.delete(file); // The JVM writes none where one is.
    List<String> settings = Gateway.with(URI.create("http://127.0.0.1:1")).settings(log);
    var options = List.of("-XX:TieredStopAtLevel=1", "-XX:ArchiveClassesAtExit=" + file);
    Process process =
        new ProcessBuilder(command("256m", options, settings)).redirectErrorStream(true).start();
    try {
      ProcessLog lines = ProcessLog.of(process, log);
      boolean started = lines.await(STARTED, BOUND).isPresent();
      process.destroy();
      if (!started || !process.waitFor(BOUND) || Files.notExists(file)) {
        throw new IllegalStateException("no archive of the gateway's classes:\n" + lines.text());
      }
      file.toFile().deleteOnExit();
      return file;
    } finally {
      process.destroyForcibly();
    }
  }
}

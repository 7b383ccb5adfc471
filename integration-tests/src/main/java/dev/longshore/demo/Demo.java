package dev.longshore.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the packaged gateway, or several behind a balancer, against an S3 on this machine until it
 * is stopped; {@code ./longshore demo} starts it with the project's folder as the first argument,
 * and {@link DemoArguments} after it.
 */
final class Demo {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(15);

  private final DemoArguments wanted;
  private final Path project;
  private final Path data;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean stopped;

  private Demo(DemoArguments wanted, Path project) throws IOException {
    this.wanted = wanted;
    this.project = project;
    this.data = Files.createDirectories(project.resolve("demo-data"));
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
      List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
      new Demo(DemoArguments.of(rest), project).run();
    } catch (DemoFailure e) {
      System.err.println("longshore: " + e.getMessage());
      System.exit(e.status());
    }
  }

  /** Runs until it is stopped by a signal, or fails. */
  private void run() throws DemoFailure, IOException, InterruptedException {
    List<InetAddress> addresses =
        wanted.isBalanced() ? Loopback.replicas(wanted.replicas()) : List.of(Loopback.FRONT);
    List<ProcessBuilder> builders = builders(addresses);
    DemoPorts ports = DemoPorts.from(builders.getFirst().environment());
    Optional<String> taken = ports.taken();
    if (taken.isPresent()) {
      throw new DemoFailure(taken.get());
    }
    try (LocalS3 s3 = LocalS3.inDirectory(data.resolve("s3"));
        RandomBalancer balancer = balancer(ports, addresses);
        Gateways gateways = new Gateways()) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateways), "demo-stop"));
      DemoFiles.into(s3.store());
      for (int i = 0; i < builders.size(); i++) {
        access(builders.get(i).environment(), s3);
        gateways.start(
            wanted.isBalanced() ? "replica " + i : "the gateway",
            builders.get(i),
            Gateway.ready(addresses.get(i), ports));
      }
      gateways.awaitReady(START);
      balancer.serve();
      System.out.println(new DemoText(wanted, ports, s3, data).ready());
      gateways.awaitEnd();
    } catch (DemoFailure e) {
      if (!stopped) {
        throw e;
      }
    } finally {
      over.countDown();
    }
  }

  /** At a signal: the gateways end first, and the main thread closes the rest. */
  private void stop(Gateways gateways) {
    stopped = true;
    gateways.close();
    try {
      over.await(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What starts each of the gateways, all but the access to the S3, which is not there yet. */
  private List<ProcessBuilder> builders(List<InetAddress> addresses)
      throws IOException, InterruptedException {
    List<ProcessBuilder> builders = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      ProcessBuilder builder = gateway();
      settings(builder.environment());
      builders.add(builder);
    }
    if (wanted.isBalanced()) {
      asReplicas(builders, new ReplicaSettings(addresses));
    }
    return builders;
  }

  private void asReplicas(List<ProcessBuilder> builders, ReplicaSettings settings)
      throws IOException {
    for (int slot = 0; slot < builders.size(); slot++) {
      settings.into(builders.get(slot).environment(), slot);
    }
    if (wanted.relay()) {
      Path secret = ReplicaSettings.secret(data);
      for (int slot = 0; slot < builders.size(); slot++) {
        settings.relayInto(builders.get(slot).environment(), slot, secret);
      }
    }
  }

  /** In front of a single gateway it has nothing to do. */
  private RandomBalancer balancer(DemoPorts ports, List<InetAddress> replicas) throws IOException {
    return RandomBalancer.bind(
        Loopback.FRONT,
        wanted.isBalanced() ? ports.ofClients() : List.of(),
        replicas,
        (port, replica) -> System.out.println(DemoText.choice(ports, port, replica)));
  }

  private ProcessBuilder gateway() {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            project.resolve("deploy-k8s/target/quarkus-app/quarkus-run.jar").toString())
        .inheritIO();
  }

  /** What the caller has set is stronger, so that the demo can be tried with other settings. */
  private void settings(Map<String, String> environment) throws IOException, InterruptedException {
    DemoCertificate.into(environment, data);
    environment.putIfAbsent("LONGSHORE_USERS_FILE", DemoFiles.users(data).toString());
    environment.putIfAbsent("LONGSHORE_DRAIN_LINGER", "0s");
    environment.putIfAbsent("LONGSHORE_DRAIN_TIMEOUT", "2s");
  }

  private static void access(Map<String, String> environment, LocalS3 s3) {
    environment.put("LONGSHORE_S3_ENDPOINT", s3.endpoint().toString());
    environment.put("LONGSHORE_S3_PATH_STYLE", "true");
    environment.put("LONGSHORE_S3_ACCESS_KEY_ID", s3.accessKeyId());
    environment.put("LONGSHORE_S3_SECRET_ACCESS_KEY", s3.secretAccessKey());
  }
}

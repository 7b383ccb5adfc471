package dev.longshore.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the packaged gateway against an S3 on this machine until it is stopped; {@code ./longshore
 * demo} starts it with the project's folder as the only argument.
 */
final class Demo {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(15);

  private Demo() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
    Path data = Files.createDirectories(project.resolve("demo-data"));
    ProcessBuilder builder = gateway(project);
    DemoCertificate.into(builder.environment(), data);
    DemoPorts ports = DemoPorts.from(builder.environment());
    Optional<String> taken = ports.taken();
    if (taken.isPresent()) {
      fail(taken.get());
    }
    LocalS3 s3 = LocalS3.inDirectory(data.resolve("s3"));
    DemoFiles.into(s3.store());
    settings(builder.environment(), s3, DemoFiles.users(data));
    Process gateway = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, s3), "demo-stop"));
    if (ports.awaitGreeting(gateway, START)) {
      System.out.println(DemoText.ready(ports, s3, data));
    } else if (gateway.isAlive()) {
      fail("the gateway did not answer within " + START.toSeconds() + " seconds");
    }
    System.exit(gateway.waitFor());
  }

  private static ProcessBuilder gateway(Path project) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            project.resolve("deploy-k8s/target/quarkus-app/quarkus-run.jar").toString())
        .inheritIO();
  }

  private static void settings(Map<String, String> environment, LocalS3 s3, Path users) {
    environment.put("LONGSHORE_S3_ENDPOINT", s3.endpoint().toString());
    environment.put("LONGSHORE_S3_PATH_STYLE", "true");
    environment.put("LONGSHORE_S3_ACCESS_KEY_ID", s3.accessKeyId());
    environment.put("LONGSHORE_S3_SECRET_ACCESS_KEY", s3.secretAccessKey());
    // What the caller has set is stronger, so that the demo can be tried with other settings.
    environment.putIfAbsent("LONGSHORE_USERS_FILE", users.toString());
    environment.putIfAbsent("LONGSHORE_DRAIN_LINGER", "0s");
    environment.putIfAbsent("LONGSHORE_DRAIN_TIMEOUT", "2s");
  }

  private static void stop(Process gateway, LocalS3 s3) {
    gateway.destroy();
    try {
      if (!gateway.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        gateway.destroyForcibly();
      }
      s3.close();
    } catch (InterruptedException | IOException e) {
      gateway.destroyForcibly();
    }
  }

  private static void fail(String message) {
    System.err.println("longshore: " + message);
    System.exit(1);
  }
}

package dev.longshore.it;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The packaged application, run as a process of its own on ports that nobody else uses.
 *
 * <p>A test starts it and closes it. Its log stays in {@code target/gateways}.
 */
public final class Gateway implements Closeable {
  private static final Path LOGS = Path.of("target", "gateways");
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final String PORT_TAKEN = "Address already in use";
  private static final int MOST_TRIES = 5;
  private static final Pattern LISTENING = Pattern.compile("Listening for FTP on .*:(\\d+)\\b");
  private static final Pattern IMPLICIT_TLS =
      Pattern.compile("Listening for FTP over implicit TLS on .*:(\\d+)\\b");
  private static final Pattern MANAGEMENT =
      Pattern.compile("Management interface listening on http://[^ ]*:(\\d+)\\b");

  private final Process process;
  private final ProcessLog log;
  private final int controlPort;
  private final int managementPort;

  private Gateway(Process process, ProcessLog log) throws InterruptedException {
    this.process = process;
    this.log = log;
    try {
      this.controlPort = port(LISTENING);
      this.managementPort = port(MANAGEMENT);
    } catch (InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private int port(Pattern pattern) throws InterruptedException {
    MatchResult found =
        log.await(pattern, START)
            .orElseThrow(
                () -> new IllegalStateException("no \"" + pattern + "\" in:\n" + log.text()));
    return Integer.parseInt(found.group(1));
  }

  private void awaitReady() throws InterruptedException, IOException {
    long end = System.nanoTime() + START.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end || process.waitFor(Duration.ofMillis(50))) {
        process.destroyForcibly();
        throw new IllegalStateException("the gateway is not ready:\n" + log.text());
      }
    }
  }

  /** Where there is no processor for a moment nobody answers in time, and is asked again. */
  private boolean isReady() throws IOException, InterruptedException {
    try {
      return health("ready") == 200;
    } catch (HttpTimeoutException e) {
      return false;
    }
  }

  /** A gateway in front of this S3, whose user's home is the bucket; nothing is started yet. */
  public static Builder with(S3 s3) {
    return with(s3.endpoint())
        .set("longshore.s3.access-key-id", s3.accessKeyId())
        .set("longshore.s3.secret-access-key", s3.secretAccessKey());
  }

  /** A gateway in front of something that speaks S3 and does not look at keys. */
  public static Builder with(URI endpoint) {
    return new Builder()
        .set("longshore.s3.endpoint", endpoint.toString())
        .set("longshore.s3.path-style", "true")
        .set("longshore.s3.access-key-id", "any")
        .set("longshore.s3.secret-access-key", "any");
  }

  public InetSocketAddress ipv4() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), controlPort);
  }

  /** Where TLS begins before the greeting; only of one that was given a certificate. */
  public InetSocketAddress implicitTls() throws InterruptedException {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port(IMPLICIT_TLS));
  }

  public InetSocketAddress ipv6() {
    return new InetSocketAddress(InetAddress.ofLiteral("::1"), controlPort);
  }

  /**
   * The HTTP status of one of its health checks: {@code live}, {@code ready}, {@code started}, or
   * {@code group/serving}.
   */
  int health(String which) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + managementPort + "/q/health/" + which);
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  /** Its JVM, seen from outside. */
  JvmProbe jvm() {
    return new JvmProbe(process.toHandle());
  }

  /** Its log so far. */
  public String log() {
    return log.text();
  }

  /** Waits for a line of its log in which this pattern is found. */
  public MatchResult awaitLog(String pattern) throws InterruptedException {
    return log.await(Pattern.compile(pattern), STOP)
        .orElseThrow(() -> new AssertionError("no line \"" + pattern + "\" in:\n" + log.text()));
  }

  /** SIGTERM, as Kubernetes sends it; may be sent more than once. */
  void terminate() {
    process.destroy();
  }

  /** Waits for its end, which must come by itself; its exit status. */
  int ended() throws InterruptedException {
    if (!process.waitFor(STOP)) {
      throw new AssertionError("the gateway did not end within " + STOP + ":\n" + log.text());
    }
    log.awaitEnd(STOP);
    return process.exitValue();
  }

  /** Whether it has not ended. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Stops it as an operator does: sessions end first. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP)) {
      process.destroyForcibly();
      throw new AssertionError("the gateway did not stop within " + STOP + ":\n" + log.text());
    }
    log.awaitEnd(STOP);
  }

  /** Kills it; a test that cares how it ends calls {@link #stop} before. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** How a gateway ended that refused to start. */
  record Refusal(int status, String log) {}

  /** What a gateway is given; each method gives this builder back. */
  public static final class Builder {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private boolean measured;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String heap = "256m";
    private int passivePorts = 48;
    private String bucket = S3.BUCKET;

    private Builder() {
      set("longshore.ftp.port", "0");
      set("longshore.tls.mode", "off");
      set("longshore.drain.linger", "0s");
      set("longshore.drain.timeout", "5s");
      set("quarkus.management.port", "0");
    }

    /** A setting, in place of whatever it was. */
    public Builder set(String key, String value) {
      settings.put(key, value);
      return this;
    }

    /**
     * Gives it TLS, explicit and implicit.
     *
     * @param mode {@code optional} or {@code required}
     */
    public Builder tls(Certificate certificate, String mode) {
      set("longshore.tls.mode", mode);
      set("longshore.ftps.implicit.enabled", "true");
      set("longshore.ftps.implicit.port", "0");
      set("quarkus.tls.longshore.key-store.p12.path", certificate.keyStore().toString());
      return set("quarkus.tls.longshore.key-store.p12.password", Certificate.PASSWORD);
    }

    /** Gives it a clock of the test's own; the time that passes is not changed. */
    public Builder clock(FakeClock clock) {
      environment.putAll(clock.environment());
      return this;
    }

    /** As {@code -Xmx} has it. */
    public Builder heap(String size) {
      heap = size;
      return this;
    }

    /** What it costs is measured, so it has all compilers, as in production. */
    Builder measured() {
      measured = true;
      return this;
    }

    /** The user's home, in place of the bucket of the tests. */
    Builder bucket(String name) {
      bucket = name;
      return this;
    }

    Builder passivePorts(int count) {
      passivePorts = count;
      return this;
    }

    /** Starts it and waits until it says that it is ready. */
    public Gateway start() throws IOException, InterruptedException {
      Gateway gateway = startUnready();
      gateway.awaitReady();
      return gateway;
    }

    /** Starts it and waits until clients can connect, whether or not its S3 answers. */
    Gateway startUnready() throws IOException, InterruptedException {
      boolean chosen = !settings.containsKey("longshore.passive.start");
      for (int tries = 1; ; tries++) {
        Path log = newLog();
        Process process = process(log);
        try {
          return new Gateway(process, ProcessLog.of(process, log));
        } catch (IllegalStateException e) {
          // Somebody else on this machine took a port that was free a moment ago.
          boolean taken = chosen && String.valueOf(e.getMessage()).contains(PORT_TAKEN);
          if (!taken || tries == MOST_TRIES) {
            throw e;
          }
          settings.remove("longshore.passive.start");
        }
      }
    }

    /** Starts it and waits for its end, which must come by itself. */
    Refusal startRefused() throws IOException, InterruptedException {
      Path file = newLog();
      Process process = process(file);
      ProcessLog log = ProcessLog.of(process, file);
      if (!process.waitFor(START)) {
        process.destroyForcibly();
        throw new AssertionError("the gateway started in spite of its settings:\n" + log.text());
      }
      log.awaitEnd(STOP);
      return new Refusal(process.exitValue(), log.text());
    }

    /** A file for the log of one more gateway. */
    public static Path newLog() throws IOException {
      return Files.createTempFile(Files.createDirectories(LOGS), "gateway-", ".log");
    }

    private Process process(Path log) throws IOException, InterruptedException {
      ProcessBuilder process = new ProcessBuilder(command(log)).redirectErrorStream(true);
      process.environment().putAll(environment);
      return process.start();
    }

    /** What is set for its process beside the command. */
    public Map<String, String> environment() {
      return Map.copyOf(environment);
    }

    /**
     * The command that runs it in the foreground, for who starts it by other means; all paths in it
     * are absolute.
     *
     * @param log where its log will be; the users file is written beside it
     */
    public List<String> command(Path log) throws IOException, InterruptedException {
      return measured
          ? GatewayJvm.measured(heap, settings(log))
          : GatewayJvm.quick(heap, settings(log));
    }

    /** Its settings, as the words of the command that carry them. */
    List<String> settings(Path log) throws IOException {
      Path users = Users.write(Files.createTempDirectory(log.getParent(), "users-"), bucket);
      settings.putIfAbsent("longshore.users.file", users.toAbsolutePath().toString());
      settings.putIfAbsent("longshore.passive.count", Integer.toString(passivePorts));
      settings.putIfAbsent(
          "longshore.passive.start", Integer.toString(FreePorts.range(passivePorts)));
      List<String> words = new ArrayList<>();
      settings.forEach((key, value) -> words.add("-D" + key + "=" + value));
      return words;
    }
  }
}

package dev.longshore.it.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longshore.it.Certificate;
import dev.longshore.it.Gateway;
import dev.longshore.it.S3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each client with each action, by each way that it has; what was run is printed as a table, which
 * is also {@code target/clients.md}. {@code -Dlongshore.clients=curl,rclone} runs only those.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientMatrixTest {
  private static final Path TABLE = Path.of("target", "clients.md");

  private final boolean required =
      Boolean.parseBoolean(System.getenv().getOrDefault("LONGSHORE_REQUIRE_CLIENTS", "false"));
  private final MatrixTable table = new MatrixTable();
  private final List<RealClient> clients;
  private final Certificate certificate;
  private final S3 s3;
  private final Gateway gateway;
  private final int implicitPort;
  private final Path temporary;

  ClientMatrixTest(@TempDir Path temporary) throws IOException, InterruptedException {
    this.temporary = temporary;
    this.clients = clients(NodeModules.fetchedInto(Path.of("target", "basic-ftp")));
    this.certificate = Certificate.create();
    this.s3 = S3.inMemory();
    // Where every processor is busy, the sign that a client was killed takes its time.
    this.gateway =
        Gateway.with(s3)
            .tls(certificate, "optional")
            .set("longshore.upload.commit-grace", "100ms")
            .start();
    this.implicitPort = gateway.implicitTls().getPort();
  }

  private static List<RealClient> clients(NodeModules modules) {
    return List.of(
        new Curl(),
        new Lftp(),
        new Ncftp(),
        new BsdFtp(BsdFtp.Kind.TNFTP),
        new BsdFtp(BsdFtp.Kind.INETUTILS),
        new BsdFtp(BsdFtp.Kind.NETKIT),
        new Wget(),
        new Ftplib(),
        new CommonsNet(),
        new BasicFtp(modules),
        new Rclone());
  }

  @BeforeAll
  void fillTheBucket() {
    Bench.largeNames().forEach(name -> s3.put(Bench.LARGE + "/" + name, new byte[0]));
    OddNames.ALL.forEach(name -> s3.put(Bench.ODD + "/" + name, new byte[1]));
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    System.out.println(table);
    Files.writeString(TABLE, table.toString());
    gateway.close();
    s3.close();
  }

  private Stream<Arguments> everything() {
    List<String> wanted = Arrays.asList(System.getProperty("longshore.clients", "").split(",", -1));
    return clients.stream()
        .filter(client -> wanted.contains("") || wanted.contains(client.name()))
        .peek(client -> client.limits().forEach(limit -> table.reference(note(client, limit))))
        .flatMap(client -> client.ways().stream().flatMap(way -> row(client, way)));
  }

  private Stream<Arguments> row(RealClient client, Way way) {
    table.open(client, way);
    return Stream.of(Action.values())
        .filter(action -> isPossible(client, way, action))
        .map(action -> Arguments.of(client.name(), way.label(), action, way, client));
  }

  private static String note(RealClient client, String text) {
    return client.name() + ": " + text;
  }

  private boolean isPossible(RealClient client, Way way, Action action) {
    Optional<String> why =
        switch (client.means(action.verb(), way)) {
          case Means.Missing(String missing) -> Optional.of(note(client, missing));
          case Means.Words words
              when action == Action.ODD_NAMES && !client.ways().getFirst().equals(way) ->
              Optional.of("names travel on the control connection: one way of each client tells");
          case Means.Words words -> Optional.empty();
        };
    why.ifPresent(note -> table.set(client, way, action, table.reference(note)));
    return why.isEmpty();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("everything")
  void theClientDoesIt(String name, String label, Action action, Way way, RealClient client)
      throws IOException, InterruptedException {
    if (!client.installed() && !required) {
      table.set(client, way, action, "absent");
      assumeTrue(false, name + " is not installed");
    }
    table.set(client, way, action, "FAILED");
    String folder =
        (name + "-" + label + "-" + action).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    Path home = Files.createDirectory(temporary.resolve(folder));
    s3.put(folder + "/", new byte[0]);
    var bench = new Bench(client, target(way, home), gateway, s3, folder);
    try {
      new Trials(bench).run(action);
    } catch (AssertionError e) {
      throw new AssertionError(folder + ": " + e.getMessage(), e);
    }
    table.set(client, way, action, cell(client, way, action));
  }

  private Target target(Way way, Path home) {
    int port = way.implicit() ? implicitPort : gateway.ipv4().getPort();
    return new Target(way.ipv6() ? "::1" : "127.0.0.1", port, way, home, certificate);
  }

  /** The command; of odd names also how many, and which not. */
  private String cell(RealClient client, Way way, Action action) {
    if (action == Action.LIST_ODD || action == Action.ODD_NAMES) {
      String left =
          OddNames.ALL.stream()
              .flatMap(odd -> client.cannotSay(odd).map(why -> "<" + odd + ">: " + why).stream())
              .collect(Collectors.joining("; "));
      int said = OddNames.sayableBy(client).size();
      return (action == Action.LIST_ODD ? text(client, way, Verb.LIST) : oddText(client, way))
          + " %d/%d".formatted(said, OddNames.ALL.size())
          + (left.isEmpty() ? "" : " " + table.reference(client.name() + " can not say " + left));
    }
    return text(client, way, action.verb());
  }

  private static String oddText(RealClient client, Way way) {
    return Stream.of(Verb.PUT, Verb.GET, Verb.DELETE)
        .map(verb -> text(client, way, verb))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String text(RealClient client, Way way, Verb verb) {
    return client.means(verb, way) instanceof Means.Words words ? words.text() : "";
  }
}

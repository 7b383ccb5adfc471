package dev.longshore.it.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longshore.it.Gateway;
import dev.longshore.it.S3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each client with each action, by each way of making data connections that it has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientMatrixTest {
  private final boolean required =
      Boolean.parseBoolean(System.getenv().getOrDefault("LONGSHORE_REQUIRE_CLIENTS", "false"));
  private final MatrixTable table = new MatrixTable();
  private final S3 s3;
  private final Gateway gateway;
  private final Path temporary;

  ClientMatrixTest(@TempDir Path temporary) throws IOException, InterruptedException {
    this.temporary = temporary;
    this.s3 = S3.inMemory();
    this.gateway = Gateway.with(s3).start();
  }

  @BeforeAll
  void fillTheBucket() {
    Bench.largeNames().forEach(name -> s3.put(Bench.LARGE + "/" + name, new byte[0]));
    OddNames.ALL.forEach(name -> s3.put(Bench.ODD + "/" + name, new byte[1]));
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    System.out.println(table);
    gateway.close();
    s3.close();
  }

  private List<RealClient> clients() {
    return List.of(
        new Curl(temporary),
        new Lftp(temporary),
        new Ncftp(temporary),
        new Tnftp(temporary),
        new Wget(temporary),
        new Ftplib(temporary),
        new CommonsNet());
  }

  private Stream<Arguments> everything() {
    return clients().stream()
        .flatMap(
            client ->
                client.ways().stream()
                    .flatMap(
                        way ->
                            actions(client, way)
                                .map(action -> Arguments.of(client.name(), way, action, client))));
  }

  /** Odd names travel on the control connection, so one way is enough for them. */
  private static Stream<Action> actions(RealClient client, Way way) {
    boolean first = client.ways().iterator().next() == way;
    return client.actions().stream().filter(action -> first || action != Action.ODD_NAMES);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("everything")
  void theClientDoesIt(String name, Way way, Action action, RealClient client)
      throws IOException, InterruptedException {
    if (!client.installed() && !required) {
      table.add(client, way, action, "absent");
      assumeTrue(false, name + " is not installed");
    }
    table.add(client, way, action, "FAILED");
    String folder = (name + "-" + way + "-" + action).toLowerCase(Locale.ROOT);
    Path own = Files.createDirectory(temporary.resolve(folder));
    s3.put(folder + "/", new byte[0]);
    var bench = new Bench(client, Target.of(gateway, way), s3, folder, own);
    try {
      table.add(client, way, action, new Trials(bench).run(action));
    } catch (AssertionError e) {
      throw new AssertionError(folder + ": " + e.getMessage(), e);
    }
  }
}

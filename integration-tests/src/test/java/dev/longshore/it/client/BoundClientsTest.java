package dev.longshore.it.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longshore.it.Certificate;
import dev.longshore.it.Gateway;
import dev.longshore.it.S3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients that resume by themselves, with a gateway that requires it and is set no further. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BoundClientsTest {
  private S3 s3;
  private Certificate certificate;
  private Gateway gateway;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    s3 = S3.inMemory();
    certificate = Certificate.create();
    gateway =
        Gateway.with(s3)
            .tls(certificate, "required")
            .set("longshore.tls.session-binding", "require")
            .start();
  }

  @AfterAll
  void stop() throws IOException {
    gateway.close();
    s3.close();
  }

  /** TLS 1.3 is not offered there, for curl does not resume for uploads with it. */
  static Stream<Arguments> transfers() {
    return Stream.of(new Curl(), new Lftp())
        .flatMap(
            client ->
                client.ways().stream()
                    .filter(way -> way.encrypted() && !way.label().contains("1.3"))
                    .flatMap(
                        way ->
                            Stream.of(Action.PUT, Action.PUT_EMPTY, Action.GET)
                                .map(action -> Arguments.of(client, way, action))));
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("transfers")
  void theClientTransfers(RealClient client, Way way, Action action, @TempDir Path temporary)
      throws IOException, InterruptedException {
    boolean demanded = Boolean.parseBoolean(System.getenv("LONGSHORE_REQUIRE_CLIENTS"));
    assumeTrue(demanded || client.installed(), client.name() + " is not installed");
    String folder =
        (client.name() + "-" + way.label() + "-" + action)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    s3.put(folder + "/", new byte[0]);
    int port = (way.implicit() ? gateway.implicitTls() : gateway.ipv4()).getPort();
    Path home = Files.createDirectory(temporary.resolve(folder));
    Target target = new Target(way.ipv6() ? "::1" : "127.0.0.1", port, way, home, certificate);
    new Trials(new Bench(client, target, gateway, s3, folder)).run(action);
  }
}

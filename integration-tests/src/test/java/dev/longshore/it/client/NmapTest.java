package dev.longshore.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longshore.it.Gateway;
import dev.longshore.it.Listener;
import dev.longshore.it.S3;
import dev.longshore.it.Users;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What nmap finds: nothing. It knows the users' password, so that it gets as far as it can. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NmapTest {
  private final boolean required =
      Boolean.parseBoolean(System.getenv().getOrDefault("LONGSHORE_REQUIRE_CLIENTS", "false"));
  private final Optional<Path> nmap = Program.find("nmap");
  private final Path temporary;
  private final S3 s3;
  private final Gateway gateway;

  NmapTest(@TempDir Path temporary) throws IOException, InterruptedException {
    this.temporary = temporary;
    this.s3 = S3.inMemory();
    this.gateway = Gateway.with(s3).start();
  }

  @BeforeAll
  void isThere() {
    assumeTrue(nmap.isPresent() || required, "nmap is not installed");
  }

  @AfterAll
  void stop() throws IOException {
    gateway.close();
    s3.close();
  }

  /** It asks for a connection to that host, on a high port and on a low one. */
  @Test
  void theBounceScriptIsRefused() throws IOException, InterruptedException {
    String text =
        script(
            "ftp-bounce",
            "ftp-bounce.username=" + Users.NAME,
            "ftp-bounce.password=" + Users.PASSWORD,
            "ftp-bounce.checkhost=127.0.0.2");
    gateway.awaitLog("logged in");
    assertThat(text).doesNotContain("bounce working", "ftp-bounce:");
  }

  @Test
  void theAnonymousScriptDoesNotGetIn() throws IOException, InterruptedException {
    String text = script("ftp-anon");
    gateway.awaitLog("anonymous");
    assertThat(text).doesNotContain("login allowed", "ftp-anon:");
  }

  @Test
  void aScanOfAnotherHostThroughTheGatewayReachesNobody() throws IOException, InterruptedException {
    try (Listener other = Listener.on(InetAddress.ofLiteral("127.0.0.2"))) {
      String through = Users.NAME + ":" + Users.PASSWORD + "@127.0.0.1:" + gateway.ipv4().getPort();
      String ports = "25," + other.port();
      var output = program().run(List.of("-n", "-Pn", "-b", through, "-p", ports, "127.0.0.2"));
      assertThat(output.text()).contains("Starting Nmap").doesNotContain(" open ");
      assertThat(other.accepted()).isFalse();
    }
  }

  private String script(String name, String... arguments) throws IOException, InterruptedException {
    // The plus makes it run though the port is not 21.
    List<String> all = new ArrayList<>(List.of("-n", "-Pn", "--script", "+" + name));
    if (arguments.length > 0) {
      all.addAll(List.of("--script-args", String.join(",", arguments)));
    }
    all.addAll(List.of("-p", Integer.toString(gateway.ipv4().getPort()), "127.0.0.1"));
    Program.Output output = program().run(all);
    assertThat(output.text()).contains(gateway.ipv4().getPort() + "/tcp open");
    return output.text();
  }

  private Program program() {
    return new Program(nmap.orElseThrow(), temporary);
  }
}

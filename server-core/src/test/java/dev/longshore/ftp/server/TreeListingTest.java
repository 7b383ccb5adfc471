package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.MemoryStorages;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** LIST -R. */
@Timeout(60)
class TreeListingTest {
  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    files()
        .with("/home/a/deep/er/x", new byte[1])
        .with("/home/a/y", new byte[2])
        .with("/home/b c/z", new byte[3])
        .with("/home/f", new byte[4])
        .withDirectory("/home/empty");
    client = server.login();
  }

  private MemoryStorages files() {
    return server.files;
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void theTreeIsListedAsLsDoes() throws IOException {
    assertThat(shortened(client.fetchText("LIST -R")))
        .containsExactly(
            "a",
            "b c",
            "empty",
            "f",
            "",
            "a:",
            "deep",
            "y",
            "",
            "a/deep:",
            "er",
            "",
            "a/deep/er:",
            "x",
            "",
            "b c:",
            "z",
            "",
            "empty:");
  }

  @Test
  void headersArePathsFromTheWorkingDirectory() throws IOException {
    assertThat(shortened(client.fetchText("LIST -alR a")))
        .containsExactly("deep", "y", "", "a/deep:", "er", "", "a/deep/er:", "x");
    assertThat(shortened(client.fetchText("LIST -l -R /a/deep")))
        .containsExactly("er", "", "/a/deep/er:", "x");
    client.expect("CWD a/deep", 250);
    assertThat(shortened(client.fetchText("LIST -R"))).containsExactly("er", "", "er:", "x");
  }

  @Test
  void whatIsNoDirectoryIsListedAsWithoutIt() throws IOException {
    assertThat(client.fetchText("LIST -R f")).isEqualTo(client.fetchText("LIST f"));
    assertThat(client.fetchText("LIST -R a*")).isEqualTo(client.fetchText("LIST a*"));
    assertThat(client.fetchText("LIST -R empty")).isEmpty();
    assertThat(client.fetchText("NLST -R")).isEqualTo(client.fetchText("NLST"));
  }

  @Test
  void aTreeThatIsTooLargeDoesNotEndWell() throws IOException {
    for (int i = 0; i < 10_001; i++) {
      files().withDirectory("/home/a/" + i);
    }
    try (Socket data = client.epsv()) {
      client.expect("LIST -R", 150);
      readToItsEnd(data);
      assertThat(client.expect(451).text()).contains("more than can be done at once");
    }
    client.expect("NOOP", 200);
  }

  /** Or to its reset, so that what came is not taken for all. */
  private static void readToItsEnd(Socket data) throws IOException {
    try {
      var _ = data.getInputStream().readAllBytes();
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  /** The names of the lines, and what is no line of an entry. */
  private static List<String> shortened(String listing) {
    return listing.lines().map(line -> line.replaceFirst("^[d-]r.*? \\d\\d:\\d\\d ", "")).toList();
  }
}

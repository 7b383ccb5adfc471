package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uploads, downloads and listings over each kind of data connection. */
@Timeout(60)
class TransferTest {
  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    server
        .files
        .with("/home/f.txt", "line1\nline2\n".getBytes(UTF_8))
        .with("/home/empty", new byte[0])
        .with("/home/d/x.txt", new byte[3])
        .withDirectory("/home/e");
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void aFileComesBackAsItWasStored() throws IOException {
    client.store("STOR new.bin", "some bytes");
    assertThat(client.fetchText("RETR new.bin")).isEqualTo("some bytes");
    assertThat(client.expect("SIZE new.bin", 213).text()).isEqualTo("10");
  }

  @Test
  void passiveModeWorksWithPasv() throws IOException {
    try (Socket data = client.pasv()) {
      assertThat(client.expect("RETR f.txt", 150).text()).contains("(12 bytes)");
      assertThat(data.getInputStream().readAllBytes()).hasSize(12);
      client.expect(226);
    }
  }

  @Test
  void activeModeWorksWithPort() throws IOException {
    try (ServerSocket listener = client.port()) {
      client.expect("RETR f.txt", 150);
      try (Socket data = listener.accept()) {
        assertThat(data.getInputStream().readAllBytes()).hasSize(12);
      }
      client.expect(226);
    }
  }

  @Test
  void bothModesWorkOverIpv6() throws IOException {
    try (RawClient six =
            TestServer.loggedIn(
                new RawClient(new InetSocketAddress(InetAddress.ofLiteral("::1"), server.port())));
        ServerSocket listener = new ServerSocket(0, 1, six.socket.getLocalAddress())) {
      assertThat(six.fetch("RETR f.txt")).hasSize(12);
      six.expect("PASV", 522);
      six.expect("EPRT |2|::1|" + listener.getLocalPort() + "|", 200);
      six.expect("RETR f.txt", 150);
      try (Socket data = listener.accept()) {
        assertThat(data.getInputStream().readAllBytes()).hasSize(12);
      }
      six.expect(226);
    }
  }
}

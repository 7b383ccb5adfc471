package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands while a transfer runs. */
@Timeout(60)
class DuringTransferTest {
  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    server.files.with("/home/big", new byte[32 << 20]);
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void someCommandsAreAnsweredDuringATransferAndTheOthersAfterIt() throws IOException {
    try (Socket data = client.epsv()) {
      client.expect("STOR new", 150);
      data.getOutputStream().write(new byte[1000]);
      assertThat(client.expect("NOOP", 200).text()).contains("NOOP");
      client.expect("STAT", 213);
      client.send("PWD");
      client.send("SIZE new");
      data.shutdownOutput();
      client.expect(226);
      client.expect(257);
      assertThat(client.expect(213).text()).isEqualTo("1000");
    }
  }

  @RepeatedTest(30)
  void whatWaitsForATransferStaysInOrder() throws IOException {
    try (Socket data = client.epsv()) {
      client.expect("STOR new", 150);
      data.getOutputStream().write(new byte[10]);
      client.send("MKD sub");
      client.send("CWD sub");
      data.shutdownOutput();
      client.send("PWD");
      client.send("NOOP");
      client.expect(226);
      client.expect(257);
      client.expect(250);
      assertThat(client.expect(257).text()).startsWith("\"/sub\"");
      client.expect(200);
    }
  }

  @Test
  void aClientThatPilesCommandsUpIsSentAway() throws IOException {
    try (Socket data = client.epsv()) {
      client.expect("STOR new", 150);
      client.raw("PWD\r\n".repeat(300).getBytes(StandardCharsets.UTF_8));
      client.expect(421);
      assertThat(client.closed()).isTrue();
      assertThat(data.isConnected()).isTrue();
    }
    assertThat(server.files.bytes("/home/new")).isEmpty();
  }

  @Test
  void statDuringADownloadTellsHowFarItIs() throws IOException {
    try (Socket data = client.epsv()) {
      client.expect("RETR big", 150);
      assertThat(data.getInputStream().read()).isZero();
      assertThat(client.expect("STAT", 213).text()).matches("Status: \\d+ of 33554432 bytes.*");
      client.send("ABOR");
      client.expect(426);
      client.expect(226);
    }
  }

  @Test
  void quitDuringAnUploadLetsItEnd() throws IOException {
    try (Socket data = client.epsv()) {
      client.expect("STOR new", 150);
      client.send("QUIT");
      client.socket.shutdownOutput();
      data.getOutputStream().write(new byte[10]);
      data.shutdownOutput();
      client.expect(226);
      client.expect(221);
      assertThat(client.closed()).isTrue();
    }
    assertThat(server.files.bytes("/home/new")).hasValue(new byte[10]);
  }
}

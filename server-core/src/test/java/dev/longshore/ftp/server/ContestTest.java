package dev.longshore.ftp.server;

import static dev.longshore.ftp.server.StrangerTest.PLANTED;
import static dev.longshore.ftp.server.StrangerTest.send;
import static dev.longshore.ftp.server.StrangerTest.start;
import static dev.longshore.ftp.server.StrangerTest.tls;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.tls.SessionBinding;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two who come to one port of one session, step by step. */
@Timeout(60)
final class ContestTest {

  @Test
  void whoResumesGetsTheDownloadThoughSomebodyCameFirstAndSaidNothing() throws Exception {
    TlsEnd tls = tls();
    try (TestServer server = start();
        RawClient client = tls.login(server.connect())) {
      server.files.with("/home/f", PLANTED);
      int port = client.epsvPort();
      try (Socket _ = new Socket(client.socket.getInetAddress(), port);
          Socket raw = new Socket(client.socket.getInetAddress(), port)) {
        client.expect("RETR f", 150);
        raw.setSoTimeout(30_000);
        assertThat(tls.secure(raw).getInputStream().readAllBytes()).isEqualTo(PLANTED);
        client.expect(226);
      }
    }
  }

  /** As one does whose machine has other work: longer than a port is watched for nobody. */
  @Test
  void whoTakesHisTimeForTheHandshakeGetsTheUploadOfOneWhoCameFirst() throws Exception {
    TlsEnd tls = tls();
    try (TestServer server = start();
        RawClient client = tls.login(server.connect())) {
      int port = client.epsvPort();
      try (Socket first = new Socket(client.socket.getInetAddress(), port);
          Socket slow = new Socket(client.socket.getInetAddress(), port)) {
        client.expect("STOR f", 150);
        first.getOutputStream().write("this is not TLS".getBytes(UTF_8));
        client.socket.setSoTimeout(3_000);
        assertThatThrownBy(client::reply).isInstanceOf(SocketTimeoutException.class);
        client.socket.setSoTimeout(30_000);
        assertThat(send(client, Optional.of(tls), slow, PLANTED)).isEqualTo(226);
      }
      assertThat(server.files.bytes("/home/f")).hasValue(PLANTED);
    }
  }

  /** As one does whose way through the balancer and another replica took so long. */
  @Test
  void whoComesLateBehindAHealthCheckGetsHisUpload() throws Exception {
    TlsEnd tls = tls();
    try (TestServer server = start();
        RawClient client = tls.login(server.connect())) {
      int port = client.epsvPort();
      for (int check = 0; check < 2; check++) {
        new Socket(client.socket.getInetAddress(), port).close();
      }
      client.expect("STOR f", 150);
      client.socket.setSoTimeout(4_000);
      assertThatThrownBy(client::reply).isInstanceOf(SocketTimeoutException.class);
      client.socket.setSoTimeout(30_000);
      try (Socket late = new Socket(client.socket.getInetAddress(), port)) {
        assertThat(send(client, Optional.of(tls), late, PLANTED)).isEqualTo(226);
      }
      assertThat(server.files.bytes("/home/f")).hasValue(PLANTED);
    }
  }

  @Test
  void withoutResumptionASecondConnectionEndsATransferOverTlsToo() throws Exception {
    try (TestServer server = start(SessionBinding.OFF);
        RawClient client = tls().login(server.connect())) {
      int port = client.epsvPort();
      try (Socket first = new Socket(client.socket.getInetAddress(), port);
          Socket _ = new Socket(client.socket.getInetAddress(), port)) {
        client.expect("STOR f", 150);
        assertThat(send(client, Optional.of(tls()), first, PLANTED)).isEqualTo(426);
      }
      assertThat(server.files.bytes("/home/f")).isEmpty();
    }
  }

  @Test
  void aSecondConnectionIsNotKeptForATransferThatNeverComes() throws Exception {
    try (TestServer server = start();
        RawClient client = server.login()) {
      int port = client.epsvPort();
      try (Socket _ = new Socket(client.socket.getInetAddress(), port);
          Socket second = new Socket(client.socket.getInetAddress(), port)) {
        second.setSoTimeout(30_000);
        assertThatThrownBy(() -> second.getInputStream().read())
            .isInstanceOf(SocketException.class);
        client.expect("NOOP", 200);
      }
    }
  }

  @Test
  void aSecondConnectionToAPortThatWasJustServedEndsTheTransfer() throws Exception {
    try (TestServer server = start();
        RawClient client = server.login()) {
      int port = client.epsvPort();
      try (Socket first = new Socket(client.socket.getInetAddress(), port);
          Socket _ = new Socket(client.socket.getInetAddress(), port)) {
        client.expect("STOR f", 150);
        assertThat(send(client, Optional.empty(), first, PLANTED)).isEqualTo(426);
      }
      assertThat(server.ended().detail()).contains("more than one connection came to its port");
      assertThat(server.files.bytes("/home/f")).isEmpty();
    }
  }

  @Test
  void whereNoStrangerWasSeenNobodyWaits() throws Exception {
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.withPassivePorts(6));
        RawClient client = server.login()) {
      long from = System.nanoTime();
      for (int file = 0; file < 100; file++) {
        client.store("STOR " + file, PLANTED);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
      assertThat(server.contests()).isZero();
    }
  }
}

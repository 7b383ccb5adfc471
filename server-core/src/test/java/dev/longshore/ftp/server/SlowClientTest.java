package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slow client is not an idle one. */
@EnabledOnOs(OS.LINUX)
final class SlowClientTest {
  private static final int BYTES_A_SECOND = 1000;

  /** The kernel makes it 2304 bytes, and says that there is room each 576. */
  private static final int SMALLEST_BUFFER = 1;

  private static TestServer start(Duration dataIdle) throws IOException {
    TestServer server = TestServer.start(TestOptions.DEFAULT.withProgressTimeout(dataIdle));
    server.files.with("/home/big", new byte[32 << 20]);
    return server;
  }

  private static Socket withSmallBuffer(RawClient client) throws IOException {
    InetSocketAddress port =
        new InetSocketAddress(client.socket.getInetAddress(), client.epsvPort());
    Socket data = new Socket();
    data.setReceiveBufferSize(SMALLEST_BUFFER);
    data.setSoTimeout(10_000);
    data.connect(port);
    return data;
  }

  /** Reads at a modem's pace; returns how many bytes there were. */
  private static int sip(InputStream in, Duration time) throws IOException {
    int bytes = 0;
    byte[] tenth = new byte[BYTES_A_SECOND / 10];
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      int n = in.read(tenth);
      if (n < 0) {
        return bytes;
      }
      bytes += n;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return bytes;
  }

  private static void survives(String host, Duration dataIdle, Duration time) throws IOException {
    try (TestServer server = start(dataIdle);
        RawClient client =
            TestServer.loggedIn(new RawClient(new InetSocketAddress(host, server.port())));
        Socket data = withSmallBuffer(client)) {
      client.expect("RETR big", 150);
      assertThat(sip(data.getInputStream(), time)).isPositive();
      // A byte more is there only if the transfer still is.
      client.expect("STAT", 213);
      client.expect("ABOR", 426);
      client.expect(226);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  @Timeout(60)
  void aClientThatTakesAThousandBytesASecondIsServed(String host) throws IOException {
    survives(host, Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  @Test
  @Timeout(400)
  @EnabledIfSystemProperty(named = "longshore.nightly", matches = "true")
  void andForFiveMinutesWithAMinutesPatience() throws IOException {
    survives("127.0.0.1", Duration.ofSeconds(60), Duration.ofMinutes(5));
  }

  @Test
  @Timeout(60)
  void aClientThatTakesNothingIsEndedInAboutThatTime() throws Exception {
    try (TestServer server = start(Duration.ofSeconds(2));
        RawClient client = server.login();
        Socket data = withSmallBuffer(client)) {
      client.expect("RETR big", 150);
      assertThat(data.getInputStream().read()).isZero();
      long from = System.nanoTime();
      client.expect(426);
      assertThat(Duration.ofNanos(System.nanoTime() - from))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }
  }
}

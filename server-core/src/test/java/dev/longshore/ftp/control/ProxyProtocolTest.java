package dev.longshore.ftp.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.user.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets past the header, over sockets. */
final class ProxyProtocolTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int MANY = 10;

  private final BlockingQueue<Accepted> passed = new LinkedBlockingQueue<>();
  private final AcceptLoop loop;

  ProxyProtocolTest() throws IOException {
    loop = AcceptLoop.bind(new InetSocketAddress(HERE, 0), MANY, new AcceptLoop.Troubles());
  }

  @AfterEach
  void close() throws IOException {
    loop.close();
    for (Accepted accepted : passed) {
      accepted.socket().close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theClientIsTheHeadersAndThePortIsThisMachines(ProxyHeaders version)
      throws IOException, InterruptedException {
    trust("127.0.0.0/8", LONG, MANY);
    try (Socket proxy = connect()) {
      proxy.getOutputStream().write(version.between("198.51.100.7", "203.0.113.9"));

      Accepted accepted = passed();
      assertThat(accepted.client())
          .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 40_000));
      assertThat(accepted.dialled())
          .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("203.0.113.9"), loop.port()));
      assertThat(accepted.socket().getSoTimeout()).isZero();
    }
  }

  @Test
  void aHealthCheckOfTheProxyItselfHasTheSocketsAddresses()
      throws IOException, InterruptedException {
    trust("127.0.0.1", LONG, MANY);
    try (Socket proxy = connect()) {
      proxy.getOutputStream().write(ProxyHeaders.block(0x20, 0, new byte[0]));

      assertThat(passed().client()).isEqualTo(proxy.getLocalSocketAddress());
    }
  }

  @Test
  void anAddressThatIsNotTrustedIsResetThoughItSendsAHeader() throws IOException {
    trust("127.0.0.2", LONG, MANY);
    try (Socket stranger = connect()) {
      assertThat(isReset(stranger)).isTrue();
    }
    assertThat(passed).isEmpty();
  }

  @Test
  void whatDoesNotBeginWithAHeaderIsReset() throws IOException {
    trust("127.0.0.1", LONG, MANY);
    try (Socket proxy = connect()) {
      proxy.getOutputStream().write("USER u\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(isReset(proxy)).isTrue();
    }
    assertThat(passed).isEmpty();
  }

  @Test
  void silenceIsResetWhenItsTimeIsOver() throws IOException {
    trust("127.0.0.1", SHORT, MANY);
    long began = System.nanoTime();
    try (Socket proxy = connect()) {
      assertThat(isReset(proxy)).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(SHORT, LONG.dividedBy(2));
  }

  @Test
  void drippingDoesNotWinTime() throws IOException {
    trust("127.0.0.1", SHORT, MANY);
    byte[] header = ProxyHeaders.V1.between("198.51.100.7", "203.0.113.9");
    try (Socket proxy = connect()) {
      OutputStream out = proxy.getOutputStream();
      proxy.setSoTimeout(100);
      assertThatThrownBy(
              () -> {
                for (byte b : header) {
                  out.write(b);
                  awaitNothing(proxy);
                }
              })
          .isInstanceOf(SocketException.class);
    }
    assertThat(passed).isEmpty();
  }

  @Test
  void thoseThatWaitAreBoundedAndMakeRoomWhenTheyGo() throws IOException, InterruptedException {
    trust("127.0.0.1", LONG, 1);
    byte[] header = ProxyHeaders.V2.between("198.51.100.7", "203.0.113.9");
    try (Socket first = connect()) {
      first.getOutputStream().write(header, 0, 1);
      try (Socket second = connect()) {
        assertThat(isReset(second)).isTrue();
      }
      first.getOutputStream().write(header, 1, header.length - 1);
      passed().socket().close();
    }
    try (Socket third = connect()) {
      third.getOutputStream().write(header);
      passed().socket().close();
    }
  }

  @Test
  void whereTakingItOverFailsItIsReset() throws IOException {
    ProxyProtocol proxies = new ProxyProtocol(List.of(Network.parse("127.0.0.1")), LONG, MANY);
    loop.start(
        "test",
        socket ->
            proxies.resolve(
                socket,
                _ -> {
                  throw new IllegalStateException("on purpose");
                }));
    try (Socket proxy = connect()) {
      proxy.getOutputStream().write(ProxyHeaders.V2.between("198.51.100.7", "203.0.113.9"));
      assertThat(isReset(proxy)).isTrue();
    }
  }

  private void trust(String network, Duration patience, int waiting) {
    ProxyProtocol proxies = new ProxyProtocol(List.of(Network.parse(network)), patience, waiting);
    loop.start("test", socket -> proxies.resolve(socket, passed::add));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(HERE, loop.port());
    socket.setSoTimeout((int) LONG.toMillis());
    return socket;
  }

  private Accepted passed() throws InterruptedException {
    return Objects.requireNonNull(passed.poll(10, TimeUnit.SECONDS), "nothing passed");
  }

  /** Waits as long as the socket's time-out; a reset ends it. */
  private static void awaitNothing(Socket socket) throws IOException {
    try {
      assertThat(socket.getInputStream().read()).as("a FIN in place of a reset").isNotNegative();
    } catch (SocketTimeoutException e) {
      // Nothing came, as it should be.
    }
  }

  private static boolean isReset(Socket socket) throws IOException {
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketException e) {
      return true;
    }
  }
}

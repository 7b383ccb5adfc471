package dev.longshore.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the balancer passes on; the test is the client and the only replica. */
final class RandomBalancerTest {
  private static final int BOUND_MILLIS = 30_000;
  private static final int HEADER = 28;

  private ServerSocket replica;
  private RandomBalancer balancer;
  private Socket client;
  private Socket inside;
  private byte[] header;

  @BeforeEach
  void connect() throws IOException {
    InetAddress address = InetAddress.ofLiteral("127.0.0.2");
    replica = new ServerSocket(0, 5, address);
    replica.setSoTimeout(BOUND_MILLIS);
    int port = replica.getLocalPort();
    balancer =
        RandomBalancer.bind(Loopback.FRONT, List.of(port), List.of(address), (dialled, slot) -> {});
    balancer.serve();
    client = new Socket();
    client.connect(new InetSocketAddress(Loopback.FRONT, port), BOUND_MILLIS);
    client.setSoTimeout(BOUND_MILLIS);
    inside = replica.accept();
    inside.setSoTimeout(BOUND_MILLIS);
    header = inside.getInputStream().readNBytes(HEADER);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    inside.close();
    balancer.close();
    replica.close();
  }

  @Test
  void theHeaderSaysWhoTheClientIsAndWhatItDialled() {
    byte[] expected =
        ByteBuffer.allocate(HEADER)
            .put(HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000c7f0000017f000001"))
            .putShort((short) client.getLocalPort())
            .putShort((short) client.getPort())
            .array();
    assertThat(header).isEqualTo(expected);
  }

  @Test
  void anEndPassesOnAndTheOtherDirectionGoesOn() throws IOException {
    client.getOutputStream().write("up".getBytes(ISO_8859_1));
    client.shutdownOutput();
    assertThat(inside.getInputStream().readAllBytes()).asString(ISO_8859_1).isEqualTo("up");
    inside.getOutputStream().write("down".getBytes(ISO_8859_1));
    inside.close();
    assertThat(client.getInputStream().readAllBytes()).asString(ISO_8859_1).isEqualTo("down");
  }

  @Test
  void aResetOfTheClientIsAReset() throws IOException {
    client.setSoLinger(true, 0);
    client.close();
    assertThatThrownBy(() -> inside.getInputStream().read()).isInstanceOf(SocketException.class);
  }

  @Test
  void aResetOfTheReplicaIsAReset() throws IOException {
    inside.setSoLinger(true, 0);
    inside.close();
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
  }

  @Test
  void itsEndIsAResetForBoth() throws IOException {
    balancer.close();
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> inside.getInputStream().read()).isInstanceOf(SocketException.class);
  }
}

package dev.longshore.ftp.relay;

import static dev.longshore.ftp.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.event.ServerEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What data connections that are carried take of the heap. */
@Timeout(60)
final class RelayMemoryTest {
  private static final InetSocketAddress DIALLED =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 20_013);

  private final ProgressWatchdog watchdog = new ProgressWatchdog(Duration.ofSeconds(20));
  private final BlockingQueue<ServerEvents.RelayTrouble> troubles = new LinkedBlockingQueue<>();
  private TestOwner owner;
  private ServerSocket entrance;

  @BeforeEach
  void open() throws IOException {
    owner = new TestOwner();
    entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    entrance.close();
    owner.close();
    watchdog.close();
  }

  private Relay relay(RelayMemory memory) {
    return new Relay(
        new OwnerAlone(owner.member, true),
        () -> TestOwner.KEYS,
        memory,
        true,
        watchdog,
        new ServerEvents() {
          @Override
          public void relayFailed(InetAddress client, int port, RelayTrouble trouble, String why) {
            troubles.add(trouble);
          }
        });
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(entrance.getInetAddress(), entrance.getLocalPort());
    client.setSoTimeout(10_000);
    return client;
  }

  private Accepted accepted() throws IOException {
    Socket socket = entrance.accept();
    return new Accepted(
        socket, (InetSocketAddress) socket.getRemoteSocketAddress(), DIALLED, Optional.empty());
  }

  /** The client sends, and the owner sends back, all at the same time. */
  private void echoes(Socket client, Socket data) throws Exception {
    byte[] bytes = new byte[1_000_000];
    new Random(1).nextBytes(bytes);
    Thread up = Thread.ofVirtual().start(() -> send(client, bytes));
    Thread back =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (data) {
                    data.getInputStream().transferTo(data.getOutputStream());
                  } catch (IOException e) {
                    troubles.add(ServerEvents.RelayTrouble.NO_ANSWER);
                  }
                });
    assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes);
    up.join();
    back.join();
  }

  private static void send(Socket client, byte[] bytes) {
    try {
      OutputStream out = client.getOutputStream();
      out.write(bytes);
      client.shutdownOutput();
    } catch (IOException e) {
      // The other side misses bytes then.
    }
  }

  @Test
  void whatIsTakenHasABoundAndIsGivenBack() {
    RelayMemory memory = new RelayMemory(100);
    RelayMemory.Share one = memory.share();
    RelayMemory.Share other = memory.share();
    assertThat(one.begin(10)).isTrue();
    assertThat(one.grow(30)).isTrue();
    assertThat(one.grow(11)).as("more than half").isFalse();
    assertThat(other.begin(60)).isTrue();
    assertThat(other.begin(1)).isFalse();

    one.close();
    assertThat(memory.taken()).isEqualTo(60);
    assertThat(one.begin(1)).isFalse();
    assertThat(other.grow(1)).isFalse();
  }

  @Test
  void oneThatMovesMuchTakesMoreUntilItEnds() throws Exception {
    RelayMemory memory = new RelayMemory(1 << 20);
    try (Relay relay = relay(memory);
        Socket client = connect()) {
      Accepted connection = accepted();
      Thread.ofVirtual().start(() -> relay.handOn(connection));
      Socket data = owner.taken().socket();
      await(() -> memory.taken() == Carrier.LEAST_BYTES);

      client.getOutputStream().write(new byte[Frame.MOST]);
      assertThat(data.getInputStream().readNBytes(Frame.MOST)).hasSize(Frame.MOST);
      client.getOutputStream().write(1);
      assertThat(data.getInputStream().read()).isEqualTo(1);
      assertThat(memory.taken()).isGreaterThan(Carrier.LEAST_BYTES);

      data.close();
      client.shutdownOutput();
      await(() -> memory.taken() == 0);
    }
  }

  @Test
  void whereNoMoreIsLeftOneGoesOnInSmallPiecesAndTheNextIsRefused() throws Exception {
    RelayMemory memory = new RelayMemory(Carrier.LEAST_BYTES);
    try (Relay relay = relay(memory);
        Socket client = connect();
        Socket another = connect()) {
      Accepted connection = accepted();
      Thread.ofVirtual().start(() -> relay.handOn(connection));
      Socket data = owner.taken().socket();

      Accepted tooMany = accepted();
      assertThat(relay.handOn(tooMany)).isFalse();
      tooMany.reset();
      assertThatThrownBy(() -> another.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThat(troubles.remove()).isEqualTo(ServerEvents.RelayTrouble.NO_MEMORY);

      echoes(client, data);
      await(() -> memory.taken() == 0);
      assertThat(troubles).isEmpty();
    }
  }
}

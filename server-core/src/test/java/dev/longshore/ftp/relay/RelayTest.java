package dev.longshore.ftp.relay;

import static dev.longshore.ftp.Await.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.event.ServerEvents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ends of a data connection with a relay between: what one side ends, the other sees so. */
@Timeout(60)
final class RelayTest {
  private static final int OWNED = 20_013;

  private final ProgressWatchdog watchdog = new ProgressWatchdog(Duration.ofSeconds(20));
  private final BlockingQueue<ServerEvents.Relayed> relayed = new LinkedBlockingQueue<>();
  private TestOwner owner;
  private ServerSocket entrance;
  private Relay relay;
  private Socket client;
  private Accepted data;

  @BeforeEach
  void open() throws Exception {
    owner = new TestOwner();
    entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    relay =
        new Relay(
            new OwnerAlone(owner.member, true),
            () -> TestOwner.KEYS,
            RelayMemory.ofHeap(),
            true,
            watchdog,
            new ServerEvents() {
              @Override
              public void relayed(Relayed connection) {
                relayed.add(connection);
              }
            });
    connect();
  }

  /** A client comes, and its data connection is the owner's. */
  private void connect() throws Exception {
    client = new Socket(entrance.getInetAddress(), entrance.getLocalPort());
    client.setSoTimeout(10_000);
    Socket accepted = entrance.accept();
    InetSocketAddress dialled = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), OWNED);
    Accepted connection =
        new Accepted(
            accepted,
            (InetSocketAddress) accepted.getRemoteSocketAddress(),
            dialled,
            Optional.empty());
    Thread.ofVirtual().start(() -> handOn(connection));
    data = owner.taken();
    data.socket().setSoTimeout(10_000);
    // The owner has it before the relay knows that.
    await(() -> relay.carrying() == 1);
  }

  /** As whoever accepts does. */
  private void handOn(Accepted connection) {
    if (!relay.handOn(connection)) {
      connection.reset();
    }
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    data.reset();
    relay.close();
    entrance.close();
    owner.close();
    watchdog.close();
  }

  private ServerEvents.Relayed relayed() throws InterruptedException {
    ServerEvents.Relayed connection = relayed.poll(10, TimeUnit.SECONDS);
    assertThat(connection).as("the relayed connection's end").isNotNull();
    return connection;
  }

  @Test
  void aClientThatHasSaidItsLastStillHears() throws Exception {
    OutputStream up = client.getOutputStream();
    up.write("request".getBytes(UTF_8));
    client.shutdownOutput();
    assertThat(data.socket().getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("request");

    OutputStream down = data.socket().getOutputStream();
    down.write("still ".getBytes(UTF_8));
    down.write("here".getBytes(UTF_8));
    data.socket().close();
    assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("still here");
    assertThat(relayed()).matches(c -> c.whole() && c.up() == 7 && c.down() == 10);
  }

  @Test
  void anOwnerThatHasSaidItsLastStillHears() throws Exception {
    data.socket().getOutputStream().write("all".getBytes(UTF_8));
    data.socket().shutdownOutput();
    assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("all");

    OutputStream up = client.getOutputStream();
    up.write("and ".getBytes(UTF_8));
    up.write("more".getBytes(UTF_8));
    client.close();
    assertThat(data.socket().getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("and more");
    data.socket().close();
    assertThat(relayed()).matches(c -> c.whole() && c.up() == 8 && c.down() == 3);
  }

  @Test
  void anOwnersAbortIsAResetAndNoEnd() throws Exception {
    data.reset();

    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThat(relayed().whole()).isFalse();
  }

  @Test
  void anOwnersAbortInTheMiddleOfADownloadIsAResetAndNoEnd() throws Exception {
    InputStream in = client.getInputStream();
    data.socket().getOutputStream().write(new byte[100_000]);
    assertThat(in.readNBytes(50_000)).hasSize(50_000);
    data.reset();

    assertThatThrownBy(in::readAllBytes).isInstanceOf(SocketException.class);
    assertThat(relayed().whole()).isFalse();
  }

  @Test
  void anOwnersAbortInTheMiddleOfAnUploadIsAReset() throws Exception {
    OutputStream out = client.getOutputStream();
    out.write(new byte[100_000]);
    data.reset();

    assertThatThrownBy(() -> endlessly(out)).isInstanceOf(SocketException.class);
    assertThat(relayed().whole()).isFalse();
  }

  private static void endlessly(OutputStream out) throws IOException {
    while (true) {
      out.write(new byte[10_000]);
    }
  }

  @Test
  void anAbortBehindTheClientsOwnEndIsStillAReset() throws Exception {
    client.shutdownOutput();
    assertThat(data.socket().getInputStream().read()).isNegative();
    data.reset();

    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThat(relayed().whole()).isFalse();
  }

  @Test
  void aClientsResetIsAnErrorForTheOwnerAndNoEnd() throws Exception {
    client.getOutputStream().write(new byte[1000]);
    assertThat(data.socket().getInputStream().readNBytes(1000)).hasSize(1000);
    client.setSoLinger(true, 0);
    client.close();

    assertThatThrownBy(() -> data.socket().getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
    assertThat(relayed().whole()).isFalse();
  }

  @Test
  void theNextOneGoesBehindAWholeOneAndBehindAnAbort() throws Exception {
    data.socket().close();
    client.close();
    assertThat(relayed().whole()).isTrue();
    connect();
    data.reset();
    assertThat(relayed().whole()).isFalse();
    connect();
    data.socket().getOutputStream().write(7);
    assertThat(client.getInputStream().read()).isEqualTo(7);
  }

  @Test
  void aHopOutlivesWhomItsOwnerTurnsAway() throws Exception {
    int hop = data.socket().getPort();
    data.reset();
    assertThat(relayed().whole()).isFalse();
    connect();
    assertThat(data.socket().getPort()).isEqualTo(hop);

    client.close();
    assertThat(data.socket().getInputStream().read()).isNegative();
    data.reset();
    assertThat(relayed().whole()).isFalse();
    connect();
    assertThat(data.socket().getPort()).isEqualTo(hop);
  }

  @Test
  void aHopOutlivesAClientsReset() throws Exception {
    int hop = data.socket().getPort();
    client.setSoLinger(true, 0);
    client.close();
    assertThatThrownBy(() -> data.socket().getInputStream().read())
        .isInstanceOf(SocketException.class);
    data.reset();
    assertThat(relayed().whole()).isFalse();
    connect();
    assertThat(data.socket().getPort()).isEqualTo(hop);
  }

  @Test
  void whoReadsIsWokenByAnAbortAndTheHopLives() throws Exception {
    int hop = data.socket().getPort();
    InputStream in = data.socket().getInputStream();
    client.getOutputStream().write(7);
    assertThat(in.read()).isEqualTo(7);
    Thread reader = Thread.ofPlatform().start(() -> assertThatThrownBy(in::read).isNotNull());
    await(() -> reader.getState() == Thread.State.RUNNABLE);
    data.reset();
    assertThat(reader.join(Duration.ofSeconds(3))).isTrue();
    assertThat(relayed().whole()).isFalse();
    assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
    connect();
    assertThat(data.socket().getPort()).isEqualTo(hop);
  }

  @Test
  void whoWritesToAClientThatDoesNotReadIsWokenByAnAbort() throws Exception {
    OutputStream out = data.socket().getOutputStream();
    Thread writer = Thread.ofPlatform().start(() -> assertThatThrownBy(() -> endlessly(out)));
    assertThat(client.getInputStream().readNBytes(100_000)).hasSize(100_000);
    data.reset();
    assertThat(writer.join(Duration.ofSeconds(3))).isTrue();
    // The relay learns it when the client takes what it has for him.
    assertThatThrownBy(() -> client.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class);
    assertThat(relayed().whole()).isFalse();
  }

  @Test
  void bothSidesCallItTheSame() throws Exception {
    data.socket().close();
    client.close();
    assertThat(data.trace()).contains(relayed().trace());
  }
}

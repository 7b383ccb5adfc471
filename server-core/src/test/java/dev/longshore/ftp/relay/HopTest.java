package dev.longshore.ftp.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.event.TraceContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over a hop: by the one who dials, and by hand. */
final class HopTest {
  private static final HopRequest REQUEST =
      new HopRequest(
          new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 40_000),
          new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 20_003),
          TraceContext.create());

  private final Keyring keys = TestOwner.KEYS;
  private final List<Socket> sockets = new ArrayList<>();
  private volatile Verdict verdict = Verdict.TAKEN;
  private TestOwner testOwner;
  private Member owner;

  @BeforeEach
  void open() throws IOException {
    testOwner = new TestOwner(_ -> verdict);
    owner = testOwner.member;
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    testOwner.close();
  }

  private Hop dial() throws IOException {
    Hop hop = Hop.dial(owner, keys.first(), Hop.ANSWER).orElseThrow();
    sockets.add(hop.socket());
    return hop;
  }

  private Socket taken() throws InterruptedException {
    Accepted connection = testOwner.taken();
    assertThat(connection.client()).isEqualTo(REQUEST.client());
    assertThat(connection.dialled()).isEqualTo(REQUEST.dialled());
    assertThat(connection.trace()).contains(REQUEST.trace());
    return connection.socket();
  }

  @Test
  void oneHopCarriesOneDataConnectionAfterTheOther() throws Exception {
    Hop hop = dial();
    for (int i = 0; i < 100; i++) {
      byte[] bytes = ("transfer " + i).getBytes(UTF_8);
      assertThat(hop.ask(REQUEST, Hop.ANSWER)).isEqualTo(Verdict.TAKEN);
      Socket data = taken();
      FrameOutput up = new FrameOutput(hop.socket().getOutputStream(), _ -> true);
      up.write(bytes);
      up.end();
      assertThat(data.getInputStream().readAllBytes()).isEqualTo(bytes);
      data.getOutputStream().write(bytes);
      data.close();
      assertThat(new FrameInput(hop.input()).readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void whatATransferDidNotReadIsNothingToTheNextOne() throws Exception {
    Hop hop = dial();
    assertThat(hop.ask(REQUEST, Hop.ANSWER)).isEqualTo(Verdict.TAKEN);
    FrameOutput up = new FrameOutput(hop.socket().getOutputStream(), _ -> true);
    up.write(new byte[100_000]);
    taken().close();
    up.end();
    assertThat(new FrameInput(hop.input()).readAllBytes()).isEmpty();

    assertThat(hop.ask(REQUEST, Hop.ANSWER)).isEqualTo(Verdict.TAKEN);
  }

  @Test
  void aRefusalLeavesTheHopAsItWas() throws Exception {
    Hop hop = dial();
    verdict = Verdict.NO_LEASE;
    assertThat(hop.ask(REQUEST, Hop.ANSWER)).isEqualTo(Verdict.NO_LEASE);
    verdict = Verdict.NOT_MY_SLOT;
    assertThat(hop.ask(REQUEST, Hop.ANSWER)).isEqualTo(Verdict.NOT_MY_SLOT);
    verdict = Verdict.TAKEN;
    assertThat(hop.ask(REQUEST, Hop.ANSWER)).isEqualTo(Verdict.TAKEN);
  }

  @Test
  void aLostHopIsNoEndOfAFileAndNeitherIsAnAbort() throws Exception {
    Hop lost = dial();
    lost.ask(REQUEST, Hop.ANSWER);
    Socket first = taken();
    new FrameOutput(lost.socket().getOutputStream(), _ -> true).write(new byte[10]);
    lost.close();
    assertThatThrownBy(() -> first.getInputStream().readAllBytes())
        .hasMessageContaining("was lost");

    Hop aborted = dial();
    aborted.ask(REQUEST, Hop.ANSWER);
    Socket second = taken();
    new FrameOutput(aborted.socket().getOutputStream(), _ -> true).abort();
    assertThatThrownBy(() -> second.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
  }

  @Test
  void aSocketThatIsClosedWithoutLingeringResetsTheHop() throws Exception {
    Hop hop = dial();
    hop.ask(REQUEST, Hop.ANSWER);
    Socket data = taken();
    data.setSoLinger(true, 0);
    data.close();
    assertThatThrownBy(() -> new FrameInput(hop.input()).readAllBytes())
        .isInstanceOf(IOException.class);
  }

  @Test
  void anotherReplicaThanTheOneThatIsMeantIsNotAsked() throws IOException {
    for (Member other :
        List.of(new Member(3, 7, owner.address()), new Member(2, 6, owner.address()))) {
      assertThatThrownBy(() -> Hop.dial(other, keys.first(), Hop.ANSWER))
          .isInstanceOf(NotProven.class)
          .hasMessageContaining("replica 2 at ");
    }
    Member perhaps = new Member(2, Member.UNKNOWN, owner.address());
    try (Hop hop = Hop.dial(perhaps, keys.first(), Hop.ANSWER).orElseThrow()) {
      assertThat(hop.member()).isEqualTo(owner);
    }
    Member perhapsAnother = new Member(3, Member.UNKNOWN, owner.address());
    assertThat(Hop.dial(perhapsAnother, keys.first(), Hop.ANSWER)).isEmpty();
  }

  @Test
  void whatARemovedSecretHadProvedEnds() throws IOException {
    Hop hop = dial();
    assertThat(hop.ask(REQUEST, Hop.ANSWER)).isEqualTo(Verdict.TAKEN);
    Hop other = dial();
    testOwner.keys = Keyring.of(List.of("a secret that came after it"), "ftp/longshore");
    assertThatThrownBy(() -> other.ask(REQUEST, Hop.ANSWER)).isInstanceOf(IOException.class);
    assertThat(testOwner.left()).isEqualTo(1);
  }

  /** The proof of a connection, as one who has the secret makes it. */
  private SecretKey begin(Socket socket) throws IOException {
    Preamble preamble = Preamble.create(Preamble.Kind.HOP, keys.first());
    preamble.write(socket.getOutputStream());
    return Greeting.read(socket.getInputStream(), preamble).connectionKey(preamble);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(owner.address().getAddress(), owner.address().getPort());
    socket.setSoTimeout(10_000);
    sockets.add(socket);
    return socket;
  }

  @Test
  void aRequestIsTakenOnceAndOnItsConnectionAlone() throws Exception {
    Socket socket = connect();
    SecretKey key = begin(socket);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    REQUEST.write(request, WireVersion.OWN, key, 0);
    OutputStream out = socket.getOutputStream();
    verdict = Verdict.NO_LEASE;
    out.write(request.toByteArray());
    assertThat(socket.getInputStream().read()).isEqualTo(Verdict.NO_LEASE.code());
    out.write(request.toByteArray());
    assertThat(ends(socket)).isTrue();

    Socket another = connect();
    begin(another);
    another.getOutputStream().write(request.toByteArray());
    assertThat(ends(another)).isTrue();
    assertThat(testOwner.unproven()).contains("is not proven, or was sent before");
    assertThat(testOwner.unproven()).contains("is not proven, or was sent before");
    assertThat(testOwner.left()).isZero();
  }

  @Test
  void aReplayedBeginningIsWorthNothing() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Socket socket = connect();
    Preamble preamble = Preamble.create(Preamble.Kind.HOP, keys.first());
    preamble.write(said);
    socket.getOutputStream().write(said.toByteArray());
    SecretKey key = Greeting.read(socket.getInputStream(), preamble).connectionKey(preamble);
    REQUEST.write(said, WireVersion.OWN, key, 0);

    Socket replay = connect();
    replay.getOutputStream().write(said.toByteArray());
    assertThat(Greeting.read(replay.getInputStream(), preamble).slot()).isEqualTo(2);
    assertThat(ends(replay)).isTrue();
    assertThat(testOwner.unproven()).contains("is not proven, or was sent before");
    assertThat(testOwner.left()).isZero();
  }

  @Test
  void forgedLengthsEndTheHopBeforeMemoryIsTaken() throws IOException {
    Socket socket = connect();
    begin(socket);
    socket.getOutputStream().write(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3});
    assertThat(ends(socket)).isTrue();

    for (int header : new int[] {0x01ffffff, 0x01000000, 0x02000001, 0x7f000000, -1, 0x01010001}) {
      byte[] frame = ByteBuffer.allocate(64).putInt(header).array();
      FrameInput input = new FrameInput(new HopInput(new ByteArrayInputStream(frame)));
      assertThatThrownBy(input::read).as("%08x", header).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whoProvesNothingAfterAGoodBeginningIsTurnedOut() throws Exception {
    Socket socket = connect();
    begin(socket);
    assertThat(ends(socket)).isTrue();
    assertThat(testOwner.unproven()).isEqualTo("it proved nothing in 3 s");
  }

  @Test
  void anIdleHopThatTheOtherSideEndedFailsBeforeAnythingIsCarried() throws IOException {
    Hop hop = dial();
    verdict = Verdict.NO_LEASE;
    hop.ask(REQUEST, Hop.ANSWER);
    Hops kept = new Hops(() -> keys);
    kept.keep(hop);
    assertThat(kept.kept(owner)).contains(hop);
    assertThat(kept.kept(owner)).isEqualTo(Optional.empty());
    kept.close();
    kept.keep(hop);
    assertThat(hop.socket().isClosed()).isTrue();
  }

  private static boolean ends(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return e instanceof SocketException;
    }
  }
}

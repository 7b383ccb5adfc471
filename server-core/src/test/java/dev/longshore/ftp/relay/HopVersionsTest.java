package dev.longshore.ftp.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.event.TraceContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hops with replicas of other versions and other plans, whose bytes the test writes. */
final class HopVersionsTest {
  private static final int TAKEN = 1;
  private static final int NOT_MY_SLOT = 3;
  private static final int DATA = 1;
  private static final int END = 2;
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 40_000);
  private static final InetSocketAddress DIALLED = dialled(20_013);

  private TestOwner owner;

  @BeforeEach
  void open() throws IOException {
    owner = new TestOwner();
  }

  @AfterEach
  void close() {
    owner.close();
  }

  private static InetSocketAddress dialled(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), port);
  }

  private HandMadeHop hop(int version) throws IOException {
    return new HandMadeHop(owner.member.address(), TestOwner.KEYS, version);
  }

  @Test
  void theVersionBeforeNamesNoTraceAndIsServed() throws Exception {
    try (HandMadeHop hop = hop(WireVersion.OWN - 1)) {
      assertThat(hop.greeted()).isEqualTo(WireVersion.OWN - 1);
      assertThat(transferred(hop, "")).isPresent();
      assertThat(transferred(hop, "")).isPresent();
    }
    assertThat(owner.refusals).isEmpty();
  }

  @Test
  void theOwnVersionNamesTheTrace() throws Exception {
    try (HandMadeHop hop = hop(WireVersion.OWN)) {
      assertThat(hop.greeted()).isEqualTo(WireVersion.OWN);
      assertThat(transferred(hop, TRACE)).hasToString("Optional[" + TRACE + "]");
    }
  }

  @Test
  void theNextVersionSpeaksThisOneAndMaySayMore() throws Exception {
    try (HandMadeHop hop = hop(WireVersion.OWN + 1)) {
      assertThat(hop.greeted()).isEqualTo(WireVersion.OWN);
      assertThat(transferred(hop, TRACE + "what this version does not know"))
          .hasToString("Optional[" + TRACE + "]");
    }
    assertThat(owner.refusals).isEmpty();
  }

  /** Asks, and sends some bytes each way; what the owner was told the data connection is called. */
  private Optional<TraceContext> transferred(HandMadeHop hop, String trace) throws Exception {
    assertThat(hop.ask(CLIENT, DIALLED, trace)).isEqualTo(TAKEN);
    Accepted connection = owner.taken();
    assertThat(connection.client()).isEqualTo(CLIENT);
    assertThat(connection.dialled()).isEqualTo(DIALLED);
    byte[] up = "of the client".getBytes(UTF_8);
    byte[] down = "to the client".getBytes(UTF_8);
    hop.send(DATA, up);
    hop.send(END, new byte[0]);
    try (Socket data = connection.socket()) {
      assertThat(data.getInputStream().readAllBytes()).isEqualTo(up);
      data.getOutputStream().write(down);
    }
    assertThat(hop.received()).isEqualTo(down);
    return connection.trace();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, WireVersion.OWN + 2, 255})
  void aVersionFurtherAwayIsRefusedBeforeAnythingIsAskedAndSaidOnce(int version) throws Exception {
    try (HandMadeHop served = hop(WireVersion.OWN);
        HandMadeHop refused = hop(version)) {
      assertThat(refused.greeted()).isNegative();
      assertThat(owner.refusals.poll(10, TimeUnit.SECONDS))
          .contains("it speaks version " + version + " of the wire");
      assertThat(served.greeted()).isEqualTo(WireVersion.OWN);
      assertThat(transferred(served, TRACE)).isPresent();
    }
    assertThat(owner.refusals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7\r\n "
      })
  void aMalformedTraceIsRefusedAsMalformed(String trace) throws Exception {
    try (HandMadeHop hop = hop(WireVersion.OWN)) {
      hop.greeted();
      assertThat(hop.ask(CLIENT, DIALLED, trace)).isNegative();
    }
    assertThat(owner.refusals.poll(10, TimeUnit.SECONDS))
        .startsWith("its request for a data connection");
  }

  /** Its plan has the port in another slot, or at all. */
  @ParameterizedTest
  @ValueSource(ints = {20_000, 20_047, 30_000, 0})
  void aPortThatIsAnothersByTheOwnersPlanLeavesTheHopAsItWas(int port) throws Exception {
    try (HandMadeHop hop = hop(WireVersion.OWN)) {
      hop.greeted();
      assertThat(hop.ask(CLIENT, dialled(port), TRACE)).isEqualTo(NOT_MY_SLOT);
      assertThat(transferred(hop, TRACE)).isPresent();
    }
    assertThat(owner.refusals).isEmpty();
  }

  @Test
  void whoeverAnswersWithTheVersionBeforeIsToldNoTrace() throws Exception {
    byte[] said = askOneThatChooses(WireVersion.OWN - 1).get(10, TimeUnit.SECONDS);
    int withoutTrace = Long.BYTES + (1 + 16 + 2) + (1 + 4 + 2);
    assertThat(said).hasSize(withoutTrace);
    said = askOneThatChooses(WireVersion.OWN).get(10, TimeUnit.SECONDS);
    assertThat(new String(said, withoutTrace, said.length - withoutTrace, UTF_8)).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, WireVersion.OWN + 1, WireVersion.OWN + 2})
  void whoeverAnswersWithAVersionThatIsNotSpokenIsLeft(int version) {
    assertThatThrownBy(() -> askOneThatChooses(version))
        .isInstanceOf(NotUnderstood.class)
        .hasMessageContaining("it speaks version " + version);
  }

  /** Asks for a data connection; what is said for that, without its length and proof. */
  private static CompletableFuture<byte[]> askOneThatChooses(int version) throws IOException {
    CompletableFuture<byte[]> request = new CompletableFuture<>();
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(listener, version, request));
      Member member = new Member(2, 7, (InetSocketAddress) listener.getLocalSocketAddress());
      try (Hop hop = Hop.dial(member, TestOwner.KEYS.first(), Hop.ANSWER).orElseThrow()) {
        HopRequest asked = new HopRequest(CLIENT, DIALLED, new TraceContext(TRACE));
        assertThat(hop.ask(asked, Hop.ANSWER)).isEqualTo(Verdict.NO_LEASE);
      }
    }
    return request;
  }

  private static void answer(
      ServerSocket listener, int version, CompletableFuture<byte[]> request) {
    try (Socket socket = listener.accept()) {
      Preamble preamble = Preamble.read(socket.getInputStream(), TestOwner.KEYS).orElseThrow();
      ByteBuffer nonce = Preamble.freshNonce();
      new Greeting(version, 2, 7, nonce).write(socket.getOutputStream(), preamble);
      byte[] length = socket.getInputStream().readNBytes(2);
      if (length.length == 2) {
        byte[] fields = socket.getInputStream().readNBytes(ByteBuffer.wrap(length).getShort());
        socket.getInputStream().readNBytes(RelayKey.MAC_LENGTH);
        socket.getOutputStream().write(Verdict.NO_LEASE.code());
        request.complete(fields);
      }
    } catch (IOException e) {
      request.completeExceptionally(e);
    }
  }
}

package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.TlsClient;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Passive ports that more than one would have: strangers and other clients (RFC 2577 section 8).
 */
final class ContestedPortCases {
  // Clients with strangers at their address; others must not be taken for theirs.
  private static final InetAddress CONTESTED = InetAddress.ofLiteral("127.0.20.2");
  private static final InetAddress SUPERSEDED = InetAddress.ofLiteral("127.0.20.3");
  private static final InetAddress PLANTED = InetAddress.ofLiteral("127.0.20.4");

  private ContestedPortCases() {}

  static List<Case> cases() {
    return List.of(
        stage(
            "F-020.2",
            "a second connection to a port that was just served ends the transfer with 426",
            ContestedPortCases::contested),
        stage(
            "F-020.3",
            "the one of the two that resumes the session's TLS is the client, though it came second",
            ContestedPortCases::superseded),
        stage(
            "F-020.4",
            "where a stranger was seen, a clear upload that was all done before its client came is 426",
            ContestedPortCases::planted),
        stage(
            "F-027",
            "where more wait than ports come free PASV is 425, and works later",
            ContestedPortCases::busy),
        stage(
            "F-027.1",
            "a port that its session has not used for three seconds yields to one who waits",
            ContestedPortCases::yielding));
  }

  private static void contested(Stage stage) throws Exception {
    Wire wire = stage.from(CONTESTED);
    for (String command : List.of("STOR f.txt", "RETR f.txt", "LIST")) {
      InetSocketAddress port = wire.pasv();
      try (DataConnection first = DataConnection.to(port, CONTESTED);
          DataConnection _ = DataConnection.to(port, CONTESTED)) {
        wire.expect(150, command);
        quietly(() -> first.offer(new byte[] {'x'}));
        assertThat(wire.expect(426).words()).contains("more than one connection");
      }
    }
    assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
  }

  /** With TLS 1.2, where every client that resumes does so each time. */
  private static void superseded(Stage stage) throws Exception {
    TlsClient tls = stage.tls().only("TLSv1.2");
    Wire session = stage.close(Wire.unread(stage.gateway().ipv4(), SUPERSEDED));
    session.expect(220);
    Wire wire = stage.entered(session.startTls(tls));
    InetSocketAddress port = wire.pasv();
    wire.expect(150, "STOR mine");
    try (DataConnection stranger = DataConnection.to(port, SUPERSEDED)) {
      stranger.secure(stage.tls());
      stranger.write("a stranger's");
      try (DataConnection own = DataConnection.to(port, SUPERSEDED)) {
        own.secure(tls);
        own.write("mine");
        own.finish();
        wire.expect(226);
      }
    }
    assertThat(stage.stored("mine")).isEqualTo("mine");
  }

  private static void planted(Stage stage) throws Exception {
    Wire wire = stage.from(PLANTED);
    InetSocketAddress port = wire.pasv();
    assertThat(PassiveTransferCases.fetch(wire, port)).isEqualTo(Fixture.ASCII);
    DataConnection.turnedAway(port, PLANTED);
    InetSocketAddress next = wire.pasv();
    wire.expect(150, "STOR f.txt");
    try (DataConnection stranger = DataConnection.to(next, PLANTED)) {
      stranger.write("a stranger's");
    }
    DataConnection.turnedAway(next, PLANTED);
    assertThat(wire.expect(426).words()).contains("more than one connection");
    assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
  }

  /** Something that the server may be quicker than. */
  @FunctionalInterface
  private interface Attempt {
    void run() throws IOException;
  }

  private static void quietly(Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException e) {
      // The reply says why.
    }
  }

  private static void busy(Stage stage) throws Exception {
    stage.alone(Profile.TWO_PORTS);
    List<Wire> lent = List.of(stage.with(Profile.TWO_PORTS), stage.with(Profile.TWO_PORTS));
    List<Wire> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(stage.with(Profile.TWO_PORTS));
    }
    // All have logged in before: what is lent in between yields in its turn, seconds later.
    for (Wire wire : lent) {
      wire.pasv();
    }
    for (Wire wire : waiting) {
      wire.raw("PASV\r\n");
    }
    List<Integer> codes = new ArrayList<>();
    for (Wire wire : waiting) {
      codes.add(wire.read().code());
    }
    assertThat(codes).containsExactlyInAnyOrder(227, 227, 425);
    Wire refused = waiting.get(codes.indexOf(425));
    assertThat(PassiveTransferCases.fetch(refused, refused.pasv())).isEqualTo(Fixture.ASCII);
  }

  private static void yielding(Stage stage) throws Exception {
    stage.alone(Profile.TWO_PORTS);
    Wire first = stage.with(Profile.TWO_PORTS);
    first.pasv();
    stage.with(Profile.TWO_PORTS).pasv();
    Wire third = stage.with(Profile.TWO_PORTS);
    assertThat(PassiveTransferCases.fetch(third, third.pasv())).isEqualTo(Fixture.ASCII);
    first.expect(150, "RETR f.txt");
    assertThat(first.expect(425).words()).contains("given to others");
    assertThat(PassiveTransferCases.fetch(first, first.pasv())).isEqualTo(Fixture.ASCII);
  }
}

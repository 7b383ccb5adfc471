package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.TlsClient;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Passive ports: who may connect, when, and what becomes of a port (RFC 959, RFC 2577). */
final class PassiveTransferCases {
  private static final InetAddress NEIGHBOUR = InetAddress.ofLiteral("127.0.0.3");

  private static final InetAddress LATECOMER = InetAddress.ofLiteral("127.0.29.1");

  private static final InetAddress STRANGER = InetAddress.ofLiteral("127.0.9.9");

  private PassiveTransferCases() {}

  static List<Case> cases() {
    return Stream.concat(ports().stream(), ContestedPortCases.cases().stream()).toList();
  }

  private static List<Case> ports() {
    return List.of(
        session(
            "F-016",
            "a client may connect before the command and after its 150",
            wire -> {
              try (DataConnection before = DataConnection.to(wire.pasv())) {
                wire.expect(150, "RETR f.txt");
                assertThat(before.text()).isEqualTo(Fixture.ASCII);
                wire.expect(226);
              }
              assertThat(fetch(wire, wire.pasv())).isEqualTo(Fixture.ASCII);
            }),
        stage(
            "F-016.1",
            "an upload's 150 does not wait for the connection either",
            stage -> {
              Wire wire = stage.wire();
              InetSocketAddress port = wire.pasv();
              wire.expect(150, "STOR new");
              try (DataConnection data = DataConnection.to(port)) {
                data.write("late");
              }
              wire.expect(226);
              assertThat(stage.stored("new")).isEqualTo("late");
            }),
        session(
            "F-018",
            "of two PASVs the last one's port works",
            wire -> {
              wire.pasv();
              assertThat(fetch(wire, wire.pasv())).isEqualTo(Fixture.ASCII);
            }),
        session(
            "F-018.1",
            "a connection to the first one's port ends with the second PASV",
            wire -> {
              try (DataConnection first = DataConnection.to(wire.pasv());
                  DataConnection second = DataConnection.to(another(wire, first))) {
                first.expectEnd();
                wire.expect(150, "RETR f.txt");
                assertThat(second.text()).isEqualTo(Fixture.ASCII);
                wire.expect(226);
              }
            }),
        session(
            "F-018.2",
            "EPSV after PASV and PASV after EPSV work too",
            wire -> {
              wire.pasv();
              assertThat(fetch(wire, wire.epsv())).isEqualTo(Fixture.ASCII);
              wire.epsv();
              assertThat(fetch(wire, wire.pasv())).isEqualTo(Fixture.ASCII);
            }),
        session(
            "F-020",
            "a connection from another address is ended, the client's own is waited for",
            wire -> {
              InetSocketAddress port = wire.pasv();
              wire.expect(150, "RETR f.txt");
              DataConnection.turnedAway(port, NEIGHBOUR);
              try (DataConnection own = DataConnection.to(port)) {
                assertThat(own.text()).isEqualTo(Fixture.ASCII);
              }
              wire.expect(226);
            }),
        stage(
            "F-020.1",
            "where nobody else comes it is 425",
            stage -> {
              Wire wire = stage.with(Profile.IMPATIENT);
              InetSocketAddress port = wire.pasv();
              wire.expect(150, "STOR stolen");
              DataConnection.turnedAway(port, NEIGHBOUR);
              wire.expect(425);
              assertThat(stage.has("stolen")).isFalse();
              wire.inStep();
            }),
        stage(
            "F-021",
            "with passive.peer=network an address of the client's network will do, no other",
            stage -> {
              Wire wire = stage.with(Profile.PASSIVE_ONLY);
              InetSocketAddress port = wire.pasv();
              wire.expect(150, "RETR f.txt");
              DataConnection.turnedAway(port, STRANGER);
              try (DataConnection neighbour = DataConnection.to(port, NEIGHBOUR)) {
                assertThat(neighbour.text()).isEqualTo(Fixture.ASCII);
              }
              wire.expect(226);
            }),
        stage(
            "F-021.1",
            "with passive.peer=any every address will do",
            stage -> {
              Wire wire = stage.with(Profile.STATIC_ADDRESS);
              InetSocketAddress port = wire.epsv();
              wire.expect(150, "RETR f.txt");
              try (DataConnection stranger = DataConnection.to(port, STRANGER)) {
                assertThat(stranger.text()).isEqualTo(Fixture.ASCII);
              }
              wire.expect(226);
            }),
        stage(
            "F-023",
            "without PASV, PORT and a default port RETR is 425",
            stage -> {
              Wire wire = stage.with(Profile.PASSIVE_ONLY);
              wire.expect(425, "RETR f.txt");
              wire.expect(425, "STOR f.txt");
              wire.expect(425, "LIST");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "F-023.1",
            "a port is good for one transfer",
            stage -> {
              Wire wire = stage.with(Profile.PASSIVE_ONLY);
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.ASCII);
              wire.expect(425, "RETR f.txt");
            }),
        session(
            "F-025",
            "a transfer that is refused before the 150 leaves the port as it was",
            wire -> {
              InetSocketAddress port = wire.pasv();
              wire.expect(550, "RETR nope");
              wire.expect(550, "STOR d");
              assertThat(fetch(wire, port)).isEqualTo(Fixture.ASCII);
            }),
        session(
            "F-025.1",
            "and so the connection, where the client has connected",
            wire -> {
              try (DataConnection data = DataConnection.to(wire.pasv())) {
                wire.expect(550, "RETR nope");
                wire.expect(150, "RETR f.txt");
                assertThat(data.text()).isEqualTo(Fixture.ASCII);
                wire.expect(226);
              }
            }),
        stage(
            "F-025.2",
            "a port that nobody connected to in time is gone, and the next PASV works",
            stage -> {
              Wire wire = stage.with(Profile.IMPATIENT);
              wire.pasv();
              wire.expect(150, "RETR f.txt");
              wire.expect(425);
              assertThat(fetch(wire, wire.pasv())).isEqualTo(Fixture.ASCII);
            }),
        stage(
            "F-028",
            "a client may have sent all and gone before STOR comes",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = DataConnection.to(wire.pasv())) {
                data.write("tiny");
              }
              wire.expect(150, "STOR new");
              wire.expect(226);
              assertThat(stage.stored("new")).isEqualTo("tiny");
            }),
        session(
            "F-029",
            "a health check of a load balancer does not use the port up",
            wire -> {
              InetSocketAddress port = wire.pasv();
              for (int i = 0; i < 3; i++) {
                DataConnection.turnedAway(port, NEIGHBOUR);
              }
              assertThat(fetch(wire, port)).isEqualTo(Fixture.ASCII);
            }),
        stage(
            "F-029.1",
            "a port that no session has is closed to its client, too",
            stage -> {
              Wire wire = stage.from(LATECOMER);
              InetSocketAddress port = wire.pasv();
              assertThat(fetch(wire, port)).isEqualTo(Fixture.ASCII);
              DataConnection.turnedAway(port, LATECOMER);
            }),
        stage(
            "F-030",
            "a ClientHello that comes before STOR is kept, and answered behind the 150",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.encrypted(tls);
              DataConnection data = stage.close(wire.passive());
              var handshake = CompletableFuture.supplyAsync(() -> handshaken(data, tls));
              wire.expect(150, "STOR early");
              assertThat(handshake.get(20, TimeUnit.SECONDS)).isTrue();
              data.write("x");
              data.finish();
              wire.expect(226);
              assertThat(stage.stored("early")).isEqualTo("x");
            }));
  }

  /**
   * Where PASV leads that is not to this connection's port: a port is kept as long as the server
   * has not seen that somebody connected to it, which may be later than the client sees it.
   */
  private static InetSocketAddress another(Wire wire, DataConnection first) throws IOException {
    InetSocketAddress port = wire.pasv();
    for (int i = 0; i < 1000 && port.equals(first.remote()); i++) {
      port = wire.pasv();
    }
    return port;
  }

  private static boolean handshaken(DataConnection data, TlsClient tls) {
    try {
      return data.secure(tls).getSession().isValid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** RETR over this port, connected to after the 150. */
  static String fetch(Wire wire, InetSocketAddress port) throws IOException {
    wire.expect(150, "RETR f.txt");
    try (DataConnection data = DataConnection.to(port, wire.local().getAddress())) {
      String text = data.text();
      wire.expect(226);
      return text;
    }
  }
}

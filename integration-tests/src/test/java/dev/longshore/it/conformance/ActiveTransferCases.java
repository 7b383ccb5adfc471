package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Listener;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Active mode: the connection itself, its source port and its failures. */
final class ActiveTransferCases {
  private static final int FTP_DATA = 20;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private ActiveTransferCases() {}

  static List<Case> cases() {
    return List.of(
        stage(
            "E-001",
            "the server connects from its own address, and from port 20 where it is set and may be",
            stage -> {
              stage.alone(Profile.SOURCE_PORT);
              boolean allowed = isAllowed();
              Wire wire = stage.with(Profile.SOURCE_PORT);
              try (Listener listener = wire.active()) {
                assertThat(sourcePort(wire, listener) == FTP_DATA).isEqualTo(allowed);
              }
            }),
        stage(
            "E-001.1",
            "two transfers at once share port 20",
            stage -> {
              stage.alone(Profile.SOURCE_PORT);
              boolean allowed = isAllowed();
              Wire one = stage.with(Profile.SOURCE_PORT);
              Wire other = stage.with(Profile.SOURCE_PORT);
              try (Listener listener = one.active();
                  Listener second = other.active()) {
                one.expect(150, "RETR " + stage.big());
                try (DataConnection data = listener.accept()) {
                  assertThat(data.read(1)).hasSize(1);
                  assertThat(sourcePort(other, second) == FTP_DATA).isEqualTo(allowed);
                }
              }
            }),
        stage(
            "E-002",
            "where port 20 can not be had the connection comes from any port, and the log says so once",
            stage -> {
              stage.alone(Profile.SOURCE_PORT);
              Wire wire = stage.with(Profile.SOURCE_PORT);
              try (var _ = occupied();
                  Listener listener = wire.active()) {
                assertThat(sourcePort(wire, listener)).isGreaterThan(1023);
                wire.expect(200, listener.command());
                assertThat(sourcePort(wire, listener)).isGreaterThan(1023);
              }
              stage.gateway(Profile.SOURCE_PORT).awaitLog("can not come from port 20");
              assertThat(stage.gateway(Profile.SOURCE_PORT).log())
                  .containsOnlyOnce("can not come from port 20");
            }),
        session(
            "E-003",
            "without PORT and PASV the data connection goes to the client's control port",
            wire -> {
              try (Listener own = Listener.on(wire.local())) {
                assertThat(ActiveCases.fetch(wire, own, "RETR f.txt")).isEqualTo(Fixture.ASCII);
              }
            }),
        session(
            "E-003.1",
            "a client that forgot PASV gets its 425, and the session goes on",
            wire -> {
              ActiveCases.noConnection(wire, "RETR f.txt");
              assertThat(wire.listing("RETR f.txt")).isNotEmpty();
            }),
        session(
            "E-004",
            "PORT is good for one transfer, the next uses the default port again",
            wire -> {
              try (Listener own = Listener.on(wire.local());
                  Listener named = wire.active()) {
                assertThat(ActiveCases.fetch(wire, named, "LIST")).contains("f.txt");
                assertThat(ActiveCases.fetch(wire, own, "LIST")).contains("f.txt");
              }
            }),
        stage(
            "E-006",
            "a client that does not answer gets 425 within the time that is set",
            stage -> {
              Wire wire = stage.with(Profile.IMPATIENT);
              try (Listener deaf = stage.close(Listener.deaf(wire.local().getAddress()))) {
                wire.expect(200, deaf.command());
                wire.expect(150, "LIST");
                wire.expect(425);
              }
              wire.inStep();
            }),
        stage(
            "E-006.1",
            "ABOR ends the wait for a client that does not answer",
            stage -> {
              Wire wire = stage.wire();
              try (Listener deaf = stage.close(Listener.deaf(wire.local().getAddress()))) {
                wire.expect(200, deaf.command());
                wire.expect(150, "LIST");
                wire.expect(426, "ABOR");
                wire.expect(226);
              }
              assertThat(wire.listing("LIST")).contains("f.txt");
            }),
        stage(
            "E-001.2",
            "an upload goes over an active connection",
            stage -> {
              Wire wire = stage.wire();
              try (Listener listener = wire.active()) {
                wire.expect(150, "STOR new");
                try (DataConnection data = listener.accept()) {
                  data.write("active");
                }
                wire.expect(226);
              }
              assertThat(stage.stored("new")).isEqualTo("active");
            }),
        session(
            "E-001.3",
            "a transfer that is refused leaves PORT as it was",
            wire -> {
              try (Listener listener = wire.active()) {
                wire.expect(550, "RETR nope");
                assertThat(ActiveCases.fetch(wire, listener, "RETR f.txt"))
                    .isEqualTo(Fixture.ASCII);
              }
            }),
        session(
            "E-001.4",
            "of two PORTs the last counts",
            wire -> {
              try (Listener first = wire.active();
                  Listener last = wire.active()) {
                assertThat(ActiveCases.fetch(wire, last, "RETR f.txt")).isEqualTo(Fixture.ASCII);
                assertThat(first.accepted()).isFalse();
              }
            }),
        session(
            "E-001.5",
            "PORT during a transfer is for the next one",
            wire -> {
              try (Listener now = wire.active();
                  Listener next = Listener.on(wire.local().getAddress())) {
                wire.expect(150, "STOR new");
                try (DataConnection data = now.accept()) {
                  wire.send(next.command());
                  data.write("x");
                }
                wire.expect(226);
                wire.expect(200);
                assertThat(ActiveCases.fetch(wire, next, "RETR f.txt")).isEqualTo(Fixture.ASCII);
              }
            }),
        stage(
            "E-001.6",
            "with active mode off PORT and EPRT are 502, and passive mode works",
            stage -> {
              Wire wire = stage.with(Profile.PASSIVE_ONLY);
              wire.expect(502, "PORT 127,0,0,1,200,10");
              wire.expect(502, "EPRT |1|127.0.0.1|51210|");
              assertThat(wire.listing("LIST")).contains("f.txt");
            }));
  }

  private static boolean isAllowed() throws IOException {
    try (ServerSocket socket = occupied()) {
      return socket.isBound();
    }
  }

  /** Listens on port 20, so that nobody can come from it; not bound where that is not allowed. */
  private static ServerSocket occupied() throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(LOOPBACK, FTP_DATA));
    } catch (BindException e) {
      // Then the gateway may not either.
    }
    return socket;
  }

  /** What RETR's data connection came from, whose address must be the gateway's. */
  private static int sourcePort(Wire wire, Listener listener) throws IOException {
    wire.expect(150, "RETR f.txt");
    try (DataConnection data = listener.accept()) {
      assertThat(data.remote().getAddress()).isEqualTo(LOOPBACK);
      assertThat(data.text()).isNotEmpty();
      wire.expect(226);
      return data.remote().getPort();
    }
  }
}

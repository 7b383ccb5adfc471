package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Listener;
import dev.longshore.it.Reply;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** PORT and EPRT: where the server connects to and where not (RFC 959, RFC 2428, RFC 2577). */
final class ActiveCases {
  private static final InetAddress FOREIGN = InetAddress.ofLiteral("127.0.0.3");

  private ActiveCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "E-005",
            "PORT to a port where nobody listens: 425, and the session lives",
            wire -> {
              wire.active().close();
              noConnection(wire, "LIST");
              try (Listener next = wire.active()) {
                assertThat(fetch(wire, next, "LIST")).contains("f.txt");
              }
            }),
        session(
            "E-007",
            "a port below 1024 is refused with 504",
            wire -> {
              wire.expect(504, "PORT 127,0,0,1,0,80");
              wire.expect(504, "PORT 127,0,0,1,3,255");
              wire.expect(200, "PORT 127,0,0,1,4,0");
            }),
        session(
            "E-008",
            "somebody else's address is refused with 504",
            wire -> {
              wire.expect(504, "PORT 10,1,2,3,200,10");
              wire.expect(504, "PORT 127,0,0,2,200,10");
            }),
        session(
            "E-008.1",
            "a refused PORT leaves the one before it as it was",
            wire -> {
              try (Listener listener = wire.active()) {
                wire.expect(504, "PORT 10,1,2,3,200,10");
                wire.expect(501, "PORT abc");
                assertThat(fetch(wire, listener, "LIST")).contains("f.txt");
              }
            }),
        session(
            "E-009",
            "what is no address and port is 501",
            wire -> {
              for (String argument :
                  List.of("127,0,0,1,200", "127,0,0,256,200,1", "abc", "-1,0,0,1,200,1")) {
                wire.expect(501, "PORT " + argument);
              }
              wire.expect(501, "PORT");
            }),
        session(
            "E-009.1",
            "neither a seventh number nor port 0 nor other separators will do",
            wire -> {
              for (String argument :
                  List.of(
                      "127,0,0,1,200,1,5",
                      "127,0,0,1,0,0",
                      "127.0.0.1,200,1",
                      "127,0,0,1,200,",
                      "127,0,0,1,0xc8,1")) {
                wire.expect(501, "PORT " + argument);
              }
            }),
        session(
            "E-010",
            "blanks between the numbers are let pass",
            wire -> {
              try (Listener listener = Listener.on(wire.local().getAddress())) {
                wire.expect(200, listener.command().replace(",", ", "));
                assertThat(fetch(wire, listener, "LIST")).contains("f.txt");
              }
            }),
        session("E-012", "EPRT with protocol 1 is taken", wire -> extended(wire, '|')),
        session(
            "E-013",
            "EPRT with the other protocol is 522, whose text ends with the one to use",
            wire -> assertThat(wire.expect(522, "EPRT |2|::1|51210|").words()).endsWith("(1)")),
        stage(
            "E-013.1",
            "the same over IPv6",
            stage -> {
              Wire wire = stage.enter(stage.gateway().ipv6());
              assertThat(wire.expect(522, "EPRT |1|127.0.0.1|51210|").words()).endsWith("(2)");
            }),
        session(
            "E-014",
            "an unknown protocol is 522 with a list of those that are known",
            wire -> assertThat(wire.expect(522, "EPRT |3|x|51210|").words()).endsWith("(1,2)")),
        session(
            "E-015",
            "any character from ! to ~ parts the fields of EPRT",
            wire -> {
              for (char delimiter : "!#,/_~".toCharArray()) {
                extended(wire, delimiter);
              }
            }),
        session(
            "E-016",
            "no port beyond 65535",
            wire -> {
              wire.expect(501, "EPRT |1|127.0.0.1|99999|");
              wire.expect(501, "EPRT |1|127.0.0.1|65536|");
              wire.expect(501, "EPRT |1|127.0.0.1|0|");
              wire.expect(200, "EPRT |1|127.0.0.1|65535|");
            }),
        session(
            "E-017",
            "too few fields are 501",
            wire -> {
              wire.expect(501, "EPRT |1|127.0.0.1|");
              wire.expect(501, "EPRT 1|127.0.0.1|51210|");
              wire.expect(501, "EPRT |1|127.0.0.1|51210");
              wire.expect(501, "EPRT |1||51210|");
              wire.expect(501, "EPRT");
            }),
        session(
            "E-017.1",
            "an address that is none, or of the other protocol, is 501 and no name is looked up",
            wire -> {
              wire.expect(501, "EPRT |1|localhost|51210|");
              wire.expect(501, "EPRT |1|::1|51210|");
              wire.expect(501, "EPRT |2|127.0.0.1|51210|");
            }),
        session(
            "E-018",
            "EPRT is refused as PORT is",
            wire -> {
              wire.expect(504, "EPRT |1|10.1.2.3|51210|");
              wire.expect(504, "EPRT |1|127.0.0.1|80|");
            }),
        stage(
            "E-019",
            "over IPv6 EPRT connects by IPv6",
            stage -> {
              Wire wire = stage.enter(stage.gateway().ipv6());
              try (Listener listener = wire.active()) {
                assertThat(listener.command()).startsWith("EPRT |2|");
                assertThat(fetch(wire, listener, "RETR f.txt")).isEqualTo(Fixture.ASCII);
              }
            }),
        stage(
            "E-019.1",
            "PORT has no room for a client of IPv6",
            stage -> stage.enter(stage.gateway().ipv6()).expect(522, "PORT 127,0,0,1,200,10")),
        stage(
            "E-020",
            "a server can not be sent to another server",
            stage -> {
              InetSocketAddress other = stage.wire().pasv();
              String numbers = other.getAddress().getHostAddress().replace('.', ',');
              int port = other.getPort();
              stage
                  .from(FOREIGN)
                  .expect(504, "PORT %s,%d,%d".formatted(numbers, port >> 8, port & 0xff));
            }),
        session("E-021", "PORT after PASV wins", ActiveCases::lastOneIsActive),
        session("E-021.1", "PASV after PORT wins", ActiveCases::lastOneIsPassive),
        stage(
            "E-022",
            "the data connection comes from the address that the client dialled",
            stage -> {
              InetAddress dialled = InetAddress.ofLiteral("127.0.0.2");
              Wire wire = stage.dialling(dialled);
              try (Listener listener = wire.active()) {
                wire.expect(150, "RETR f.txt");
                try (DataConnection data = listener.accept()) {
                  assertThat(data.remote().getAddress()).isEqualTo(dialled);
                }
                wire.read();
              }
            }),
        stage(
            "E-023",
            "behind a load balancer PORT is held against the client's address",
            stage -> {
              Wire wire = stage.behindProxy("PROXY TCP4 127.0.0.3 192.0.2.1 40000 21\r\n");
              wire.expect(504, "PORT 127,0,0,1,200,10");
              try (Listener listener = Listener.on(FOREIGN)) {
                wire.expect(200, listener.command());
                assertThat(fetch(wire, listener, "LIST")).contains("f.txt");
              }
            }));
  }

  /** A whole active transfer to the client. */
  static String fetch(Wire wire, Listener listener, String command) throws IOException {
    wire.expect(150, command);
    try (DataConnection data = listener.accept()) {
      String text = data.text();
      wire.expect(226);
      return text;
    }
  }

  /** A 150 may come first. */
  static void noConnection(Wire wire, String command) throws IOException {
    Reply reply = wire.command(command);
    assertThat((reply.code() == 150 ? wire.read() : reply).code()).isEqualTo(425);
    wire.inStep();
  }

  private static void extended(Wire wire, char delimiter) throws IOException {
    try (Listener listener = Listener.on(wire.local().getAddress())) {
      wire.expect(200, "EPRT |1|127.0.0.1|%d|".formatted(listener.port()).replace('|', delimiter));
      assertThat(fetch(wire, listener, "RETR f.txt")).isEqualTo(Fixture.ASCII);
    }
  }

  private static void lastOneIsActive(Wire wire) throws IOException {
    try (DataConnection passive = wire.passive();
        Listener listener = wire.active()) {
      passive.expectEnd();
      assertThat(fetch(wire, listener, "RETR f.txt")).isEqualTo(Fixture.ASCII);
    }
  }

  private static void lastOneIsPassive(Wire wire) throws IOException {
    try (Listener listener = wire.active()) {
      assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.ASCII);
      assertThat(listener.accepted()).isFalse();
    }
  }
}

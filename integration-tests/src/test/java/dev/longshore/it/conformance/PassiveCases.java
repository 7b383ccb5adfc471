package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** PASV and EPSV: what is said and what is named (RFC 959, RFC 2428). */
final class PassiveCases {
  private static final InetAddress STATIC = InetAddress.ofLiteral("192.0.2.7");
  private static final int PORTS = 48;

  private PassiveCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "F-001",
            "the answer to PASV has the form of RFC 959's example and nothing behind the port",
            wire ->
                assertThat(wire.expect(227, "PASV").words())
                    .matches("Entering Passive Mode \\((\\d{1,3},){5}\\d{1,3}\\)\\.")),
        stage(
            "F-002",
            "227 names the address that the client dialled",
            stage -> {
              InetAddress dialled = InetAddress.ofLiteral("127.0.0.2");
              assertThat(stage.wire().pasv().getAddress())
                  .isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
              assertThat(stage.dialling(dialled).pasv().getAddress()).isEqualTo(dialled);
            }),
        stage(
            "F-002.1",
            "227 names the address that is set, and EPSV needs none",
            stage -> {
              Wire wire = stage.with(Profile.STATIC_ADDRESS);
              assertThat(wire.pasv().getAddress()).isEqualTo(STATIC);
              assertThat(wire.listing("LIST")).contains("f.txt");
            }),
        session(
            "F-003",
            "227 never names 0.0.0.0, though that is what is listened on",
            wire -> assertThat(wire.pasv().getAddress().isAnyLocalAddress()).isFalse()),
        session(
            "F-004",
            "ports are of the range that is set, which has no port below 1024",
            wire -> {
              List<Integer> ports = ports(wire);
              assertThat(ports).allMatch(port -> port >= 1024);
              int lowest = ports.stream().mapToInt(port -> port).min().orElseThrow();
              assertThat(ports).allMatch(port -> port < lowest + PORTS);
            }),
        session(
            "F-005",
            "the answer to EPSV has nothing but the port between the bars",
            wire ->
                assertThat(wire.expect(229, "EPSV").words())
                    .matches("Entering Extended Passive Mode \\(\\|\\|\\|\\d{4,5}\\|\\)")),
        stage(
            "F-006",
            "EPSV works over IPv4 and IPv6",
            stage -> {
              assertThat(stage.wire().listing("LIST")).contains("f.txt");
              Wire six = stage.enter(stage.gateway().ipv6());
              assertThat(six.epsv().getAddress()).isInstanceOf(Inet6Address.class);
              assertThat(six.listing("LIST")).contains("f.txt");
            }),
        stage(
            "F-007",
            "EPSV 1 is taken over IPv4, EPSV 2 over IPv6",
            stage -> {
              stage.wire().expect(229, "EPSV 1");
              stage.enter(stage.gateway().ipv6()).expect(229, "EPSV 2");
            }),
        stage(
            "F-007.1",
            "the other protocol is 522, whose text ends with the one to use",
            stage -> {
              assertThat(stage.wire().expect(522, "EPSV 2").words()).endsWith("(1)");
              Wire six = stage.enter(stage.gateway().ipv6());
              assertThat(six.expect(522, "EPSV 1").words()).endsWith("(2)");
            }),
        session(
            "F-009",
            "EPSV with an unknown protocol is 522, with what is no number 501",
            wire -> {
              wire.expect(522, "EPSV 3");
              wire.expect(501, "EPSV foo");
              wire.expect(501, "EPSV -1");
            }),
        session(
            "F-009.1",
            "a refused EPSV leaves the port that was given as it was",
            wire -> {
              InetSocketAddress before = wire.epsv();
              wire.expect(522, "EPSV 3");
              wire.expect(501, "EPSV foo");
              assertThat(PassiveTransferCases.fetch(wire, before)).isEqualTo(Fixture.ASCII);
            }),
        session(
            "F-010",
            "EPSV ALL is 200, in any letters",
            wire -> {
              wire.expect(200, "EPSV ALL");
              wire.expect(200, "EPSV all");
            }),
        session(
            "F-011",
            "after EPSV ALL every other way is 503",
            wire -> {
              wire.expect(200, "EPSV ALL");
              wire.expect(503, "PASV");
              wire.expect(503, "PORT 127,0,0,1,200,10");
              wire.expect(503, "EPRT |1|127.0.0.1|51210|");
            }),
        session(
            "F-011.1",
            "after EPSV ALL the default data port is not used either",
            wire -> {
              wire.expect(200, "EPSV ALL");
              wire.expect(425, "LIST");
            }),
        session(
            "F-012",
            "after EPSV ALL EPSV works, again and again",
            wire -> {
              wire.expect(200, "EPSV ALL");
              assertThat(wire.listing("LIST")).contains("f.txt");
              assertThat(wire.listing("LIST")).contains("f.txt");
            }),
        session(
            "F-013",
            "REIN ends EPSV ALL",
            wire -> {
              wire.expect(200, "EPSV ALL");
              wire.expect(220, "REIN");
              wire.login(Account.DEMO.user(), Account.DEMO.password()).expect(227, "PASV");
            }),
        stage(
            "F-013.1",
            "EPSV ALL of one session is nothing to another",
            stage -> {
              stage.wire().expect(200, "EPSV ALL");
              stage.another().expect(227, "PASV");
            }),
        stage(
            "F-014",
            "PASV over IPv6 is 522: no address is made up",
            stage -> stage.enter(stage.gateway().ipv6()).expect(522, "PASV")),
        stage(
            "F-014.1",
            "PASV over IPv6 names the IPv4 address that is set",
            stage -> {
              Wire six = stage.enter(stage.gateway(Profile.STATIC_ADDRESS).ipv6());
              assertThat(six.pasv().getAddress()).isEqualTo(STATIC);
            }),
        stage(
            "F-015",
            "a client that dials ::ffff:127.0.0.1 is a client of IPv4",
            stage -> {
              Wire wire = stage.dialling(mapped(InetAddress.ofLiteral("127.0.0.1")));
              assertThat(wire.pasv().getAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
              wire.expect(229, "EPSV 1");
            }),
        session(
            "F-022",
            "ports do not follow one another",
            wire -> {
              List<Integer> ports = ports(wire);
              assertThat(ports).doesNotHaveDuplicates();
              long steps = ports.stream().filter(port -> ports.contains(port + 1)).count();
              assertThat(ports).isNotEqualTo(ports.stream().sorted().toList());
              assertThat(steps).isLessThan(ports.size() - 1);
            }));
  }

  /** Those of some transfers, one after the other. */
  private static List<Integer> ports(Wire wire) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      InetSocketAddress address = wire.epsv();
      ports.add(address.getPort());
      PassiveTransferCases.fetch(wire, address);
    }
    return ports;
  }

  private static InetAddress mapped(InetAddress four) throws IOException {
    byte[] bytes = new byte[16];
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    System.arraycopy(four.getAddress(), 0, bytes, 12, 4);
    return Inet6Address.getByAddress("", bytes, -1);
  }
}

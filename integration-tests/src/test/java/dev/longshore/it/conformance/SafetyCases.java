package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Listener;
import dev.longshore.it.Users;
import dev.longshore.it.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Attacks on the server, and through it on others (RFC 2577); {@code NmapTest} runs nmap's. */
final class SafetyCases {
  private SafetyCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "R-001",
            "PORT and EPRT to another host are refused",
            wire -> {
              for (String command :
                  List.of(
                      "PORT 10,1,2,3,200,10",
                      "PORT 127,0,0,2,200,10",
                      "PORT 255,255,255,255,200,10",
                      "PORT 169,254,169,254,31,144",
                      "EPRT |1|10.1.2.3|51210|",
                      "EPRT |1|127.0.0.2|51210|")) {
                wire.expect(504, command);
              }
              wire.inStep();
            }),
        session(
            "R-001.1",
            "PORT and EPRT to the client's own ports below 1024 are refused",
            wire -> {
              for (String port : List.of("0,21", "0,25", "0,80", "3,255")) {
                wire.expect(504, "PORT 127,0,0,1," + port);
              }
              wire.expect(501, "PORT 127,0,0,1,0,0");
              wire.expect(504, "EPRT |1|127.0.0.1|25|");
              wire.expect(504, "EPRT |1|127.0.0.1|1023|");
            }),
        session(
            "R-002",
            "a scan of another host through the server is refused at its first command",
            wire -> {
              try (var other = Listener.on(InetAddress.ofLiteral("127.0.0.2"))) {
                wire.expect(504, other.command());
                // The default data port, where nobody listens, and not the one that was refused.
                wire.expect(150, "LIST");
                wire.expect(425);
                assertThat(other.accepted()).isFalse();
              }
            }),
        stage(
            "R-003",
            "wrong passwords end the connection with 421",
            stage -> {
              Wire wire = stage.stranger();
              for (String code : List.of("530", "530", "421")) {
                wire.expect(331, "USER " + Users.NAME);
                wire.expect(Integer.parseInt(code), "PASS wrong");
              }
              wire.expectEnd();
            }),
        stage(
            "R-003.1",
            "wrong passwords for several names end the connection too",
            stage -> {
              Wire wire = stage.stranger();
              for (Account account : List.of(Account.DEMO, Account.OTHER, Account.READER)) {
                wire.expect(331, "USER " + account.user());
                assertThat(wire.command("PASS wrong").code()).isIn(530, 421);
              }
              wire.expectEnd();
            }),
        stage(
            "R-004",
            "unknown and known names get the same replies",
            stage -> {
              Wire known = stage.stranger();
              Wire unknown = stage.stranger();
              assertThat(unknown.command("USER nobody-of-that-name"))
                  .isEqualTo(known.command("USER " + Users.NAME));
              assertThat(unknown.command("PASS wrong")).isEqualTo(known.command("PASS wrong"));
            }),
        stage("R-005", "a passive port is for its client's address alone", SafetyCases::stolen),
        session(
            "R-006",
            "nothing outside the home can be named",
            wire -> {
              try (var _ = wire.passive()) {
                for (String path :
                    List.of(
                        "../../../../etc/passwd",
                        "/etc/passwd",
                        "/../etc/passwd",
                        "..\\..\\etc\\passwd",
                        "%2e%2e/%2e%2e/etc/passwd",
                        "....//....//etc/passwd",
                        "~root/etc/passwd",
                        "file:///etc/passwd")) {
                  wire.expect(550, "RETR " + path);
                }
                wire.raw("RETR /etc/passwd\0.txt\r\n");
                assertThat(wire.read().code()).isIn(501, 550, 553);
              }
            }),
        stage(
            "R-006.1",
            "a home below a prefix can not be left",
            stage -> {
              stage.s3().put(Account.JAIL + "/mine", new byte[] {'m'});
              stage.s3().put(Account.JAIL + "-not/other", new byte[] {'o'});
              Wire wire = stage.stranger();
              wire.login(Account.JAILED.user(), Account.JAILED.password());
              assertThat(wire.listing("NLST")).isEqualTo("mine\r\n");
              wire.expect(250, "CWD ../..");
              assertThat(wire.expect(257, "PWD").words()).startsWith("\"/\" ");
              for (String path :
                  List.of("../jail-not/other", "/jail-not/other", "-not/other", "../jail/mine")) {
                wire.expect(550, "MLST " + path);
              }
              wire.expect(350, "RNFR mine");
              wire.expect(250, "RNTO ../../stays");
              assertThat(stage.s3().has(Account.JAIL + "/stays")).isTrue();
              stage.s3().remove(Account.JAIL);
            }),
        session(
            "R-007",
            "SITE EXEC and its like are not known",
            wire -> {
              for (String command : List.of("EXEC id", "exec %p", "CPFR /etc/passwd", "SYSTEM x")) {
                wire.expect(500, "SITE " + command);
              }
            }),
        stage("R-008", "names of objects add no line to any reply", SafetyCases::injected),
        session(
            "R-008.1",
            "a name that a client sends with CR or NUL in it is refused, and echoed nowhere",
            wire -> {
              for (String verb : List.of("MKD ", "RNFR ", "SIZE ", "MFMT 20200101000000 ")) {
                wire.raw(verb + "a\r\0226 done\r\n");
                assertThat(wire.expect(553).words()).doesNotContain("226");
                wire.inStep();
              }
            }));
  }

  private static void stolen(Stage stage) throws Exception {
    Wire wire = stage.wire();
    InetSocketAddress port = wire.pasv();
    DataConnection.turnedAway(port, InetAddress.ofLiteral("127.0.0.2"));
    try (var own = DataConnection.to(port)) {
      wire.expect(150, "RETR f.txt");
      assertThat(own.readAll()).isNotEmpty();
      wire.expect(226);
    }
  }

  private static void injected(Stage stage) throws Exception {
    List<String> names = List.of("one\r\n226 done", "two\n250 yes", "three\r", "\n213 4");
    names.forEach(name -> stage.put("c/" + name, ""));
    stage.put("c/220 hello", "");
    stage.put("c/dir\r\n257 \"/\"/in", "");
    Wire wire = stage.wire();
    assertThat(wire.expect(213, "STAT c").body()).singleElement().asString().endsWith(" 220 hello");
    assertThat(wire.expect(250, "MLST c/220 hello").body()).hasSize(1);
    assertThat(Text.lines(wire.listing("LIST c"))).hasSize(1);
    assertThat(wire.listing("NLST c")).isEqualTo("c/220 hello\r\n");
    wire.expect(257, "MKD 257 \"no\"");
    wire.expect(250, "CWD 257 \"no\"");
    assertThat(wire.expect(257, "PWD").words()).startsWith("\"/r-008/257 \"\"no\"\"\" ");
    wire.inStep();
  }
}

package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.open;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.it.Reply;
import dev.longshore.it.TlsClient;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** TLS on the control connection, and what PBSZ and PROT say (RFC 2228, RFC 4217). */
final class TlsCases {
  private static final String NO_CCC =
      "CCC is refused: a control connection in the clear can be taken over";

  private TlsCases() {}

  static List<Case> cases() {
    List<Case> all = new ArrayList<>(auth());
    all.addAll(protection());
    all.addAll(implicit());
    return all;
  }

  private static List<Case> auth() {
    return List.of(
        stage(
            "P-001",
            "AUTH TLS is answered 234 in the clear, then comes the handshake",
            stage -> stage.encrypted(stage.tls()).inStep()),
        stage(
            "P-002",
            "TLS-C and SSL are other names of TLS, in any case",
            stage -> {
              for (String name : List.of("TLS-C", "SSL", "tls", "ssl")) {
                Wire wire = stage.stranger();
                wire.expect(234, "AUTH " + name);
                wire.secure(stage.tls()).inStep();
              }
            }),
        stage(
            "P-003",
            "TLS-P says PROT P by itself; SSL does not",
            stage -> {
              Wire wire = stage.stranger(Profile.TLS_REQUIRED);
              TlsClient tls = stage.tls();
              wire.expect(234, "AUTH TLS-P");
              wire.secure(tls);
              stage.entered(wire).passive();
              wire.expect(150, "LIST");
            }),
        stage(
            "P-004",
            "an unknown mechanism is 504",
            stage -> stage.stranger().expect(504, "AUTH XYZ")),
        stage("P-004.1", "none is 501", stage -> stage.stranger().expect(501, "AUTH")),
        stage(
            "P-005",
            "without TLS every AUTH is 502",
            stage -> stage.stranger(Profile.CLEAR).expect(502, "AUTH TLS")),
        stage(
            "P-006",
            "AUTH inside TLS is 503",
            stage -> stage.encrypted(stage.tls()).expect(503, "AUTH TLS")),
        stage(
            "P-007",
            "AUTH forgets the USER before it",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(331, "USER " + Account.DEMO.user());
              wire.startTls(stage.tls());
              wire.expect(503, "PASS " + Account.DEMO.password());
            }),
        stage(
            "P-007.1",
            "AUTH after a login forgets the login",
            stage -> {
              Wire wire = stage.wire();
              wire.startTls(stage.tls());
              wire.expect(530, "PWD");
            }),
        stage(
            "P-009",
            "what comes in the clear behind AUTH ends the session and is not carried out",
            stage -> {
              Wire wire = stage.stranger();
              wire.raw("AUTH TLS\r\nSYST\r\n");
              wire.expect(503);
              wire.expectEnd();
            }),
        stage(
            "P-010",
            "nothing in the clear follows 234",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(234, "AUTH TLS");
              wire.secure(stage.tls());
            }),
        stage(
            "P-011",
            "after a handshake that fails the connection ends without a reply",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(234, "AUTH TLS");
              wire.raw("NOOP\r\nNOOP\r\nNOOP\r\n");
              assertThatThrownBy(wire::read)
                  .isInstanceOfAny(IOException.class, AssertionError.class);
              stage.stranger().inStep();
            }),
        stage(
            "P-012",
            "where TLS is required USER in the clear is 530",
            stage -> {
              Wire wire = stage.stranger(Profile.TLS_REQUIRED);
              wire.expect(530, "USER " + Account.DEMO.user());
              wire.expect(503, "PASS " + Account.DEMO.password());
            }),
        open("P-041", "CCC ends TLS on the control connection", NO_CCC),
        stage(
            "P-042",
            "CCC is 533 in the clear and 534 inside TLS",
            stage -> {
              stage.wire().expect(533, "CCC");
              stage.encrypted(stage.tls()).expect(534, "CCC");
            }),
        open("P-043", "CCC works with a client that sends no close_notify", NO_CCC),
        stage(
            "P-044",
            "REIN ends TLS behind its 220, and all is as after the greeting",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.encrypted(tls);
              wire.expect(220, "REIN");
              wire.expectEnd();
              wire.tls().shutdownOutput();
              wire.unsecured();
              wire.expect(530, "PWD");
              wire.expect(503, "PROT P");
              stage.entered(wire.startTls(tls)).inStep();
            }),
        stage(
            "P-044.1",
            "REIN ends TLS for a client that sends no close_notify too",
            stage -> {
              Wire wire = stage.encrypted(stage.tls());
              wire.expect(220, "REIN");
              wire.expectEnd();
              wire.unsecured();
              wire.expect(530, "PWD");
            }));
  }

  private static List<Case> protection() {
    return List.of(
        stage(
            "P-013",
            "PBSZ 0 is answered PBSZ=0",
            stage ->
                assertThat(stage.encrypted(stage.tls()).expect(200, "PBSZ 0").words())
                    .isEqualTo("PBSZ=0")),
        stage("P-014", "PBSZ in the clear is 503", stage -> stage.wire().expect(503, "PBSZ 0")),
        stage(
            "P-015",
            "PBSZ takes 32 bits, and says 0 to all of them",
            stage -> {
              Wire wire = stage.encrypted(stage.tls());
              wire.expect(501, "PBSZ abc");
              wire.expect(501, "PBSZ 4294967296");
              wire.expect(501, "PBSZ");
              assertThat(wire.expect(200, "PBSZ 100").words()).isEqualTo("PBSZ=0");
              wire.expect(200, "PBSZ 4294967295");
            }),
        stage("P-017", "PROT in the clear is 503", stage -> stage.wire().expect(503, "PROT P")),
        stage(
            "P-016",
            "PROT before PBSZ is 503",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(234, "AUTH TLS");
              wire.secure(stage.tls()).expect(503, "PROT P");
            }),
        stage(
            "P-018",
            "PROT S and E are 536",
            stage -> {
              Wire wire = stage.encrypted(stage.tls());
              wire.expect(536, "PROT S");
              wire.expect(536, "PROT E");
            }),
        stage(
            "P-019",
            "PROT X is 504, PROT alone 501, and the case of the letter is free",
            stage -> {
              Wire wire = stage.encrypted(stage.tls());
              wire.expect(504, "PROT X");
              wire.expect(501, "PROT");
              wire.expect(200, "PROT p");
            }),
        stage(
            "P-020",
            "where TLS is required PROT C is 534",
            stage -> stage.encrypted(stage.tls(), Profile.TLS_REQUIRED).expect(534, "PROT C")),
        stage(
            "P-021",
            "the level counts when the transfer begins, not at PASV",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.encrypted(tls);
              wire.expect(200, "PROT C");
              var data = stage.close(wire.passive());
              wire.expect(200, "PROT P");
              wire.expect(150, "NLST");
              data.secure(tls);
              assertThat(data.readAll()).isNotEmpty();
              wire.expect(226);
            }),
        stage(
            "P-022",
            "after AUTH the level is Clear",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(234, "AUTH TLS");
              wire.secure(stage.tls());
              assertThat(stage.entered(wire).listing("NLST")).contains("f.txt");
            }),
        stage(
            "P-022.1",
            "where TLS is required a transfer at level Clear is 522",
            stage -> {
              Wire wire = stage.stranger(Profile.TLS_REQUIRED);
              wire.expect(234, "AUTH TLS");
              stage.entered(wire.secure(stage.tls())).passive();
              wire.expect(522, "LIST");
            }));
  }

  private static List<Case> implicit() {
    return List.of(
        stage(
            "P-046",
            "with implicit TLS the greeting comes encrypted, and FEAT, PBSZ and PROT work",
            stage -> {
              Wire wire = stage.implicit(stage.tls());
              assertThat(wire.expect(211, "FEAT").body()).contains(" PBSZ", " PROT");
              wire.expect(200, "PBSZ 0");
              wire.expect(200, "PROT P");
              assertThat(wire.listing("NLST")).contains("f.txt");
            }),
        stage(
            "P-046.1",
            "with implicit TLS the level is Private until PROT C says otherwise",
            stage -> {
              Wire wire = stage.implicit(stage.tls());
              assertThat(wire.listing("NLST")).contains("f.txt");
              wire.expect(200, "PROT C");
              var data = stage.close(wire.passive());
              wire.expect(150, "NLST");
              assertThat(data.readAll()).asString().contains("f.txt");
              wire.expect(226);
            }),
        stage(
            "P-047",
            "clear text on the port of implicit TLS is cut off",
            stage -> {
              Wire wire = stage.close(Wire.unread(stage.gateway().implicitTls()));
              wire.send("USER " + Account.DEMO.user());
              assertThatThrownBy(
                      () -> {
                        Reply reply = wire.read();
                        throw new IllegalStateException("a reply: " + reply);
                      })
                  .isInstanceOfAny(IOException.class, AssertionError.class);
            }),
        stage(
            "P-048",
            "of what ALPN offers nothing is selected but ftp",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(234, "AUTH TLS");
              wire.secure(stage.tls().offering("ftp", "x-filezilla-ftp"));
              assertThat(wire.tls().getApplicationProtocol()).isIn("", "ftp");
              wire.inStep();
            }),
        stage(
            "P-049",
            "whatever host the client asks for, the certificate is the same",
            stage -> {
              for (String host : List.of("", "ftp.example.org", "LOCALHOST")) {
                Wire wire = stage.stranger();
                wire.expect(234, "AUTH TLS");
                wire.secure(stage.tls().askingFor(host.toLowerCase(Locale.ROOT))).inStep();
              }
            }));
  }
}

package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.open;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.it.TlsClient;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.util.List;

/** TLS on the control connection: AUTH, CCC, REIN (RFC 2228, RFC 4217). */
final class TlsCases {
  private static final String NO_CCC =
      "CCC is refused: a control connection in the clear can be taken over";

  private TlsCases() {}

  static List<Case> cases() {
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
}

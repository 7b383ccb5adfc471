package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.it.Reply;
import dev.longshore.it.TlsClient;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What PBSZ and PROT say, and implicit TLS (RFC 2228, RFC 4217). */
final class ProtectionCases {
  private ProtectionCases() {}

  static List<Case> cases() {
    return Stream.concat(protection().stream(), implicit().stream()).toList();
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

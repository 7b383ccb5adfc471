package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Reply;
import dev.longshore.it.TlsClient;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Users who must use more of TLS than others, and networks that need less. */
final class TlsTermsCases {
  private static final InetAddress EXEMPTED = InetAddress.ofLiteral("127.0.10.1");

  private TlsTermsCases() {}

  static List<Case> cases() {
    return List.of(
        stage(
            "P-012.1",
            "a user who must use TLS hears so in the clear when the password was right, not before",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(331, "USER " + Account.ENCRYPTED.user());
              Reply wrong = wire.expect(530, "PASS wrong");
              assertThat(wrong.words()).doesNotContain("TLS");
              wire.expect(331, "USER " + Account.ENCRYPTED.user());
              Reply right = wire.expect(530, "PASS " + Account.ENCRYPTED.password());
              assertThat(right.words()).contains("TLS");
              wire.expect(530, "PWD");
              wire.expect(234, "AUTH TLS");
              stage.enter(wire.secure(stage.tls()), Account.ENCRYPTED).inStep();
            }),
        stage(
            "P-012.2",
            "of a user who must use TLS data connections are encrypted too, or 522",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.stranger();
              wire.expect(234, "AUTH TLS");
              wire.secure(tls).expect(200, "PBSZ 0");
              wire.expect(200, "PROT C");
              stage.enter(wire, Account.ENCRYPTED).passive().close();
              wire.expect(522, "LIST");
              wire.expect(534, "PROT C");
              assertThat(wire.protect(tls).listing("NLST")).contains("f.txt");
              wire.expect(331, "USER " + Account.DEMO.user());
              wire.expect(230, "PASS " + Account.DEMO.password());
              wire.expect(200, "PROT C");
            }),
        stage(
            "P-028.2",
            "a user's own data connections must resume, though others' need not, or 522",
            stage -> {
              TlsClient tls = stage.tls().only("TLSv1.2");
              Wire wire = stage.enter(stage.stranger().startTls(tls), Account.BOUND);
              assertThat(store(wire, stage.tls())).isEqualTo(522);
              assertThat(stage.has("s")).isFalse();
              assertThat(store(wire, tls)).isEqualTo(226);
              assertThat(stage.has("s")).isTrue();
            }),
        stage(
            "P-028.3",
            "what a user's data connections must resume ends with the login",
            stage -> {
              Wire wire = stage.enter(stage.stranger().startTls(stage.tls()), Account.BOUND);
              stage.entered(wire);
              assertThat(store(wire, stage.tls())).isEqualTo(226);
            }),
        stage(
            "P-028.4",
            "a user whose data connections must resume can not log in in the clear",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(331, "USER " + Account.BOUND.user());
              wire.expect(530, "PASS " + Account.BOUND.password());
            }),
        stage(
            "P-012.3",
            "where TLS is required the clients of some networks need none, and no others",
            stage -> {
              Wire camera = stage.entered(exempted(stage));
              try (DataConnection data = DataConnection.to(camera.pasv(), EXEMPTED)) {
                camera.expect(150, "NLST");
                assertThat(data.readAll()).asString().contains("f.txt");
                camera.expect(226);
              }
              Wire other = stage.stranger(Profile.TLS_EXEMPTIONS);
              other.expect(530, "USER " + Account.DEMO.user());
            }),
        stage(
            "P-012.4",
            "a user who must use TLS must do so from such a network too",
            stage -> {
              Wire camera = exempted(stage);
              camera.expect(331, "USER " + Account.ENCRYPTED.user());
              camera.expect(530, "PASS " + Account.ENCRYPTED.password());
            }),
        stage(
            "P-028.5",
            "where data connections must resume those of some networks need not, and no others",
            stage -> {
              Wire exempted = stage.entered(exempted(stage).startTls(stage.tls()));
              assertThat(store(exempted, stage.tls())).isEqualTo(226);
              Wire other = stage.encrypted(stage.tls(), Profile.TLS_EXEMPTIONS);
              assertThat(store(other, stage.tls())).isEqualTo(522);
            }));
  }

  private static Wire exempted(Stage stage) throws IOException, InterruptedException {
    return stage.stranger(Profile.TLS_EXEMPTIONS, EXEMPTED);
  }

  /** The last reply to an upload whose data connection is of this TLS client. */
  private static int store(Wire wire, TlsClient tls) throws IOException {
    InetAddress client = wire.local().getAddress();
    try (DataConnection data = DataConnection.to(wire.pasv(), client)) {
      wire.expect(150, "STOR s");
      try {
        data.secure(tls);
        data.write("x");
        data.finish();
      } catch (IOException e) {
        // The gateway may have been quicker.
      }
      return wire.read().code();
    }
  }
}

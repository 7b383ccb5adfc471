package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.FakeClock;
import dev.longshore.it.Listener;
import dev.longshore.it.TlsClient;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;

/** The handshake of data connections (RFC 4217 sections 7, 10 and 12). */
final class TlsDataCases {
  private static final byte APPLICATION_DATA = 23;

  private TlsDataCases() {}

  static List<Case> cases() {
    List<Case> all = new ArrayList<>(handshakes());
    all.addAll(resumptions());
    return all;
  }

  private static List<Case> handshakes() {
    return List.of(
        stage(
            "P-024",
            "in active mode the server connects, and is the server of TLS all the same",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.encrypted(tls);
              try (Listener listener = wire.active()) {
                wire.send("RETR f.txt");
                DataConnection data = stage.close(listener.accept());
                wire.expect(150);
                data.secure(tls);
                assertThat(data.readAll()).asString().isEqualTo("line1\r\nline2\r\n");
                wire.expect(226);
              }
            }),
        stage(
            "P-025",
            "clear text on a data connection at level Private is 522, and no data is sent",
            stage -> {
              Wire wire = stage.encrypted(stage.tls());
              DataConnection data = stage.close(wire.passive());
              wire.expect(150, "RETR f.txt");
              data.write("no TLS, but clear text\r\n");
              wire.expect(522);
              assertThat(rawOrNothing(data)).asString().doesNotContain("line1");
            }),
        stage(
            "P-026",
            "both connections show the same certificate",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.encrypted(tls);
              DataConnection data = stage.close(wire.passive());
              wire.expect(150, "NLST");
              SSLSocket secured = data.secure(stage.tls());
              assertThat(secured.getSession().getPeerCertificates())
                  .isEqualTo(wire.tls().getSession().getPeerCertificates());
            }),
        stage(
            "P-052",
            "the 150 comes before any handshake, and a ClientHello before the command is kept",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.encrypted(tls);
              assertThat(wire.listing("NLST")).contains("f.txt");
              DataConnection early = stage.close(wire.passive());
              Thread hello = Thread.ofVirtual().unstarted(() -> quietly(() -> early.secure(tls)));
              hello.start();
              wire.expect(150, "NLST");
              hello.join(Duration.ofSeconds(20));
              assertThat(early.readAll()).asString().contains("f.txt");
              wire.expect(226);
            }),
        stage(
            "P-034",
            "a transfer of nothing has a whole handshake and a close_notify",
            stage -> {
              Wire wire = stage.encrypted(stage.tls());
              assertThat(wire.download("RETR empty").bytes()).isEmpty();
              assertThat(wire.download("LIST e").bytes()).isEmpty();
              wire.upload("STOR nothing", "");
              assertThat(stage.stored("nothing")).isEmpty();
            }),
        stage(
            "P-038",
            "an upload whose data connection closes without a handshake leaves what was there",
            stage -> {
              Wire wire = stage.encrypted(stage.tls());
              DataConnection data = stage.close(wire.passive());
              wire.expect(150, "STOR f.txt");
              data.cutOff();
              wire.expect(522);
              assertThat(stage.stored("f.txt")).isEqualTo("line1\nline2\n");
            }),
        stage(
            "P-051",
            "TLS 1.2 and 1.3 are offered, with forward secrecy and authenticated encryption",
            stage -> {
              for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                Wire wire = stage.encrypted(stage.tls().only(protocol));
                assertThat(wire.tls().getSession().getProtocol()).isEqualTo(protocol);
                assertThat(wire.tls().getSession().getCipherSuite())
                    .containsAnyOf("GCM", "CHACHA20");
                assertThat(wire.listing("NLST")).contains("f.txt");
              }
            }));
  }

  private static byte[] rawOrNothing(DataConnection data) {
    try {
      return data.readRaw();
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void quietly(Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException e) {
      // The transfer shows it.
    }
  }

  private static List<Case> resumptions() {
    return List.of(
        stage(
            "P-027",
            "data connections may resume the control connection's session, by a ticket or a PSK",
            stage -> {
              for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                Wire wire = stage.encrypted(stage.tls().only(protocol), Profile.TLS_BOUND);
                assertThat(wire.listing("NLST")).contains("f.txt");
              }
            }),
        stage(
            "P-028",
            "where it is required, one that does not resume is 522 and nothing is stored",
            stage -> refused(stage, stage.tls())),
        stage(
            "P-028.1",
            "one that resumes another client's session is 522 as well",
            stage -> {
              TlsClient thief = stage.tls();
              stage.encrypted(thief, Profile.TLS_BOUND).inStep();
              refused(stage, thief);
            }),
        stage(
            "P-030",
            "with TLS 1.3 every one of many data connections resumes",
            stage -> {
              Wire wire = stage.encrypted(stage.tls().only("TLSv1.3"), Profile.TLS_BOUND);
              for (int i = 0; i < 20; i++) {
                assertThat(wire.listing("NLST")).contains("f.txt");
              }
            }),
        stage(
            "P-031",
            "an upload's data connection brings no ticket, which the client would never read",
            stage -> {
              TlsClient tls = stage.tls().only("TLSv1.3");
              Wire wire = stage.encrypted(tls);
              DataConnection data = stage.close(wire.passive());
              wire.expect(150, "STOR s");
              data.secure(tls);
              data.write("x");
              data.finish();
              byte[] fromServer = data.readRaw();
              assertThat(fromServer).as("one close_notify").hasSizeBetween(6, 64);
              assertThat(fromServer[0]).isEqualTo(APPLICATION_DATA);
              wire.expect(226);
            }),
        stage(
            "P-032",
            "a session that is older than usual tickets still transfers",
            TlsDataCases::hoursLater));
  }

  private static void refused(Stage stage, TlsClient other) throws Exception {
    Wire wire = stage.encrypted(stage.tls(), Profile.TLS_BOUND);
    DataConnection data = stage.close(wire.passive());
    wire.expect(150, "STOR stolen");
    quietly(
        () -> {
          data.secure(other);
          data.write("x");
          data.finish();
        });
    wire.expect(522);
    assertThat(stage.has("stolen")).isFalse();
  }

  private static void hoursLater(Stage stage) throws Exception {
    FakeClock clock = FakeClock.create().orElse(null);
    boolean demanded = Boolean.parseBoolean(System.getenv("LONGSHORE_REQUIRE_CLIENTS"));
    Assumptions.assumeTrue(clock != null || demanded, "libfaketime is not installed");
    if (clock == null) {
      throw new AssertionError("libfaketime is not installed");
    }
    var gateway =
        stage.close(
            stage
                .ownGateway()
                .set("longshore.tls.session-binding", "require")
                .clock(clock)
                .start());
    Wire wire =
        stage.entered(stage.close(Wire.with(gateway.ipv4())).startTls(stage.tls().only("TLSv1.2")));
    wire.upload("STOR before", "x");
    Duration forward = Duration.ofHours(30);
    clock.setForward(forward);
    // The log bears the gateway's own time; a transfer makes it say something.
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!gateway.log().contains(later(forward)) && System.nanoTime() < end) {
      assertThat(wire.listing("NLST")).contains("f.txt");
    }
    assertThat(gateway.log()).contains(later(forward));
    wire.upload("STOR after", "z");
    assertThat(stage.stored("after")).isEqualTo("z");
  }

  /** How a line of the log begins when it is so much later, where the gateway is. */
  private static String later(Duration forward) {
    return "\n" + LocalDate.ofInstant(Instant.now().plus(forward), SharedGateway.ZONE);
  }
}

package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.TlsClient;
import dev.longshore.it.Wire;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How transfers over TLS end, well and badly (RFC 4217 section 14). */
final class TlsEndCases {
  private TlsEndCases() {}

  static List<Case> cases() {
    return Stream.concat(ends().stream(), aborts().stream()).toList();
  }

  private static List<Case> ends() {
    return List.of(
        stage(
            "P-033",
            "a download ends with a close_notify, then a FIN",
            stage -> {
              TlsClient tls = stage.tls().only("TLSv1.2");
              Wire wire = stage.encrypted(tls);
              DataConnection data = stage.close(wire.passive());
              wire.expect(150, "RETR empty");
              data.secure(tls);
              byte[] last = data.readRaw();
              assertThat(last).hasSizeGreaterThan(5);
              assertThat(last[0]).as("an alert").isEqualTo((byte) 21);
              wire.expect(226);
            }),
        stage(
            "P-035",
            "an upload's close_notify is answered by one",
            stage -> {
              TlsClient tls = stage.tls().only("TLSv1.2");
              Wire wire = stage.encrypted(tls);
              DataConnection data = stage.close(wire.passive());
              wire.expect(150, "STOR s");
              data.secure(tls);
              data.write("x");
              data.finish();
              byte[] last = data.readRaw();
              assertThat(last).hasSizeGreaterThan(5);
              assertThat(last[0]).as("an alert").isEqualTo((byte) 21);
              wire.expect(226);
            }),
        stage(
            "P-036",
            "an upload that ends with a FIN is whole for a client that never said close_notify",
            stage -> {
              Wire wire = stage.encrypted(stage.tls());
              unclosed(stage, wire);
              wire.expect(226);
              assertThat(stage.stored("f.txt")).isEqualTo("half");
            }),
        stage(
            "P-036.1",
            "for one that has said it such an upload is 426 and leaves what was there",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.encrypted(tls);
              DataConnection data = stage.close(wire.passive());
              wire.expect(150, "STOR said");
              data.secure(tls);
              data.finish();
              wire.expect(226);
              unclosed(stage, wire);
              assertThat(wire.expect(426).words()).contains("without a close_notify");
              assertThat(stage.stored("f.txt")).isEqualTo("line1\nline2\n");
            }),
        stage(
            "P-036.2",
            "a listener may require the close_notify; its 426 names it",
            stage -> {
              Wire wire = stage.encrypted(stage.tls(), Profile.TLS_REQUIRED);
              unclosed(stage, wire);
              assertThat(wire.expect(426).words()).contains("without a close_notify");
              assertThat(stage.stored("f.txt")).isEqualTo("line1\nline2\n");
            }),
        stage(
            "P-036.3",
            "a listener may take every FIN for the end",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.encrypted(tls, Profile.TLS_LENIENT);
              DataConnection data = stage.close(wire.passive());
              wire.expect(150, "STOR said");
              data.secure(tls);
              data.finish();
              wire.expect(226);
              unclosed(stage, wire);
              wire.expect(226);
              assertThat(stage.stored("f.txt")).isEqualTo("half");
            }),
        stage(
            "P-036.4",
            "a reset is never the end, nor is a FIN in the middle of a TLS record",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.encrypted(tls);
              DataConnection data = stage.close(wire.passive());
              wire.expect(150, "STOR f.txt");
              data.secure(tls);
              data.write("half");
              data.cutOff(new byte[] {23, 3, 3, 1, 0, 0});
              assertThat(wire.expect(426).words()).contains("in the middle of a TLS record");
              DataConnection another = stage.close(wire.passive());
              wire.expect(150, "STOR f.txt");
              another.secure(tls);
              another.write("half");
              another.reset();
              // It may be there before the gateway's end of the handshake.
              assertThat(wire.read().code()).isIn(426, 522);
              assertThat(stage.stored("f.txt")).isEqualTo("line1\nline2\n");
            }),
        stage(
            "P-039",
            "the server's side stays open for the client's last bytes after a download",
            stage -> {
              TlsClient tls = stage.tls();
              Wire wire = stage.encrypted(tls);
              DataConnection data = stage.close(wire.passive());
              wire.expect(150, "RETR f.txt");
              data.secure(tls);
              wire.expect(226);
              // A reset would be seen here, in place of what was sent before it.
              data.finish();
              assertThat(data.readAll()).asString().isEqualTo("line1\r\nline2\r\n");
            }));
  }

  private static void unclosed(Stage stage, Wire wire) throws Exception {
    DataConnection data = stage.close(wire.passive());
    wire.expect(150, "STOR f.txt");
    data.secure(stage.tls());
    data.write("half");
    data.cutOff();
  }

  private static List<Case> aborts() {
    return List.of(
        aborted("P-045", "ABOR under TLS is heard in band, plain", "ABOR\r\n".getBytes(UTF_8)),
        aborted(
            "P-045.1",
            "ABOR under TLS is heard behind IP and DM",
            new byte[] {-1, -12, -1, -14, 'A', 'B', 'O', 'R', '\r', '\n'}));
  }

  private static Case aborted(String number, String sentence, byte[] abort) {
    return stage(
        number,
        sentence,
        stage -> {
          TlsClient tls = stage.tls();
          Wire wire = stage.encrypted(tls);
          wire.expect(200, "TYPE I");
          DataConnection data = stage.close(wire.passive());
          wire.expect(150, "RETR " + stage.big());
          data.secure(tls);
          long from = System.nanoTime();
          wire.raw(abort);
          wire.expect(426);
          wire.expect(226);
          assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(1));
          wire.inStep();
          assertThat(wire.listing("NLST")).contains("f.txt");
        });
  }
}

package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An upload whose client is lost or changes its mind changes nothing: each test loses one after the
 * other at different places, over no object and over one that was there, waits until the gateway
 * has said what became of each, stops it, so that nothing can come later, and looks into the
 * bucket.
 */
@ParameterizedClass
@EnumSource
final class LostUploadsTest {

  /** What the client speaks. */
  enum Protection {
    CLEAR,
    TLS
  }

  private static Certificate certificate;

  private final Protection protection;

  LostUploadsTest(Protection protection) {
    this.protection = protection;
  }

  @BeforeAll
  static void certify() throws IOException, InterruptedException {
    certificate = Certificate.create();
  }

  private static final byte[] BEFORE = "what was there before".getBytes(StandardCharsets.UTF_8);

  /** Nothing, less than a part, a part, parts and a piece. */
  private static final List<Integer> CUTS =
      List.of(0, 1, 1000, 65_536, 300_000, 1 << 20, 5_000_000, 8 << 20, (8 << 20) + 1, 20_000_000);

  private S3 s3;
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    s3 = S3.inMemory();
    // Where every processor is busy, the kernel takes its time to close all of a killed process.
    gateway =
        Gateway.with(s3)
            .tls(certificate, "optional")
            .set("longshore.upload.commit-grace", "100ms")
            .start();
    for (int cut : CUTS) {
      s3.put("old-" + cut, BEFORE);
    }
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    s3.close();
  }

  /** Each time with a process that has just started, which is when it is slowest to notice. */
  @RepeatedTest(2)
  void anUploadWhoseClientIsKilledChangesNothing() throws IOException, InterruptedException {
    for (int cut : CUTS) {
      killDuring("new-" + cut, cut);
      killDuring("old-" + cut, cut);
    }
    nothingHasChanged();
  }

  private void killDuring(String name, int cut) throws IOException, InterruptedException {
    var client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target", "test-classes").toString(),
                CutUpload.class.getName(),
                Integer.toString(gateway.ipv4().getPort()),
                name,
                Integer.toString(cut),
                protection == Protection.TLS ? certificate.keyStore().toString() : "")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = client.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("sent");
    } finally {
      client.destroyForcibly();
    }
    client.waitFor();
  }

  @Test
  void anUploadWhoseConnectionsAreResetChangesNothing() throws IOException, InterruptedException {
    for (int cut : CUTS) {
      for (String name : List.of("new-" + cut, "old-" + cut)) {
        Wire client = loggedIn();
        DataConnection data = begin(client, name, cut);
        data.reset();
        client.reset();
      }
    }
    nothingHasChanged();
  }

  @Test
  void anUploadWhoseDataConnectionAloneIsResetIsRefusedAndChangesNothing()
      throws IOException, InterruptedException {
    try (Wire client = loggedIn()) {
      for (int cut : CUTS) {
        for (String name : List.of("new-" + cut, "old-" + cut)) {
          DataConnection data = begin(client, name, cut);
          data.reset();
          // Over TLS the reset may be there before the gateway's end of the handshake.
          assertThat(client.read().code()).as("%s after %d", name, cut).isIn(426, 522);
        }
      }
    }
    nothingHasChanged();
  }

  @Test
  void anUploadThatIsAbortedChangesNothing() throws IOException, InterruptedException {
    try (Wire client = loggedIn()) {
      for (int cut : CUTS) {
        for (String name : List.of("new-" + cut, "old-" + cut)) {
          try (DataConnection data = begin(client, name, cut)) {
            assertThat(client.command("ABOR").code()).isEqualTo(426);
            assertThat(client.read().code()).isEqualTo(226);
            assertThat(data.remote().getPort()).isPositive();
          }
        }
      }
    }
    nothingHasChanged();
  }

  /** In the clear such an end can not be told from a proper one. */
  @Test
  void anUploadOverTlsWithoutTheCloseNotifyThatItsClientSaidBeforeChangesNothing()
      throws IOException, InterruptedException {
    assumeTrue(protection == Protection.TLS, "in the clear a FIN is the end of a file");
    try (Wire client = loggedIn()) {
      try (DataConnection data = begin(client, "said", 1)) {
        data.finish();
        client.expect(226);
      }
      for (int cut : CUTS) {
        for (String name : List.of("new-" + cut, "old-" + cut)) {
          try (DataConnection data = begin(client, name, cut)) {
            data.cutOff();
            assertThat(client.read().code()).as("%s after %d", name, cut).isEqualTo(426);
          }
        }
      }
    }
    nothingHasChanged();
  }

  private Wire loggedIn() throws IOException {
    return protection == Protection.TLS
        ? Wire.loggedIn(gateway.ipv4(), TlsClient.trusting(certificate))
        : Wire.loggedIn(gateway.ipv4());
  }

  private static DataConnection begin(Wire client, String name, int cut) throws IOException {
    DataConnection data = client.passive();
    client.expect(150, "STOR " + name);
    client.handshake(data);
    new GeneratedFile(7, cut).writeTo(data.out());
    return data;
  }

  private void nothingHasChanged() throws InterruptedException {
    for (int cut : CUTS) {
      gateway.awaitLog("upload of /new-" + cut + " by");
      gateway.awaitLog("upload of /old-" + cut + " by");
    }
    gateway.stop();
    assertThat(s3.keys("new-")).isEmpty();
    assertThat(s3.openUploads()).isEmpty();
    for (int cut : CUTS) {
      assertThat(s3.bytes("old-" + cut)).as("old-%d", cut).isEqualTo(BEFORE);
    }
  }
}

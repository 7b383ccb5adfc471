package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** ABOR is answered within a second, whatever S3 is doing. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SlowS3Test {
  private static final int PART = 8 << 20;

  private StalledS3 s3;
  private Gateway gateway;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    s3 = new StalledS3();
    gateway = Gateway.with(s3.endpoint()).startUnready();
  }

  @AfterAll
  void stop() {
    gateway.close();
    s3.close();
  }

  @Test
  void aDownloadIsAbortedWhileS3SendsNothingMore() throws IOException {
    try (Wire client = Wire.loggedIn(gateway.ipv4());
        DataConnection data = client.passive()) {
      client.expect(150, "RETR file");
      assertThat(data.in().readNBytes(100_000)).hasSize(100_000);
      assertAborted(client);
    }
  }

  @Test
  void anUploadIsAbortedWhileS3DoesNotTakeItsParts() throws IOException {
    try (Wire client = Wire.loggedIn(gateway.ipv4());
        DataConnection data = client.passive()) {
      client.expect(150, "STOR new");
      data.out().write(new byte[PART + 1]);
      assertAborted(client);
    }
  }

  @Test
  void anUploadIsAbortedWhileS3DoesNotSayThatItStoredIt() throws IOException {
    try (Wire client = Wire.loggedIn(gateway.ipv4());
        DataConnection data = client.passive()) {
      client.expect(150, "STOR new");
      data.out().write(new byte[1000]);
      data.finish();
      assertThat(data.in().read()).isNegative();
      assertAborted(client);
    }
  }

  private static void assertAborted(Wire client) throws IOException {
    long begin = System.nanoTime();
    client.expect(426, "ABOR");
    assertThat(client.read().code()).isEqualTo(226);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    client.expect(200, "NOOP");
  }
}

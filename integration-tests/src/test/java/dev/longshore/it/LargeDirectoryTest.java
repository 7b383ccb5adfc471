package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Directories that are larger than memory would be good for. */
@Timeout(300)
final class LargeDirectoryTest {
  private static final int OBJECTS = 100_000;

  @Test
  void aDirectoryOfAHundredThousandObjectsStreamsThrough()
      throws IOException, InterruptedException {
    try (var s3 = new EndlessDirectory(OBJECTS, Duration.ZERO);
        Gateway gateway = Gateway.with(s3.endpoint()).heap("64m").start();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      for (String command : List.of("LIST", "NLST", "MLSD")) {
        streams(client, command);
      }
    }
  }

  private static void streams(Wire client, String command) throws IOException {
    try (DataConnection data = client.passive()) {
      long begin = System.nanoTime();
      client.expect(150, command);
      try (var lines =
          new BufferedReader(new InputStreamReader(data.in(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).endsWith("object-0000000");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        client.expect(200, "NOOP");
        int count = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          assertThat(line.endsWith("object-%07d".formatted(count))).as(line).isTrue();
          count++;
        }
        assertThat(count).isEqualTo(OBJECTS);
      }
      assertThat(client.read().code()).isEqualTo(226);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "longshore.nightly", matches = "true")
  void aMillionObjectsTakeNoMoreMemory() throws IOException, InterruptedException {
    try (var s3 = new EndlessDirectory(1_000_000, Duration.ZERO);
        Gateway gateway = Gateway.with(s3.endpoint()).heap("64m").start();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      assertThat(client.listing("NLST").lines().count()).isEqualTo(1_000_000);
    }
  }

  @Test
  void aListingIsAbortedWhileS3IsSlow() throws IOException, InterruptedException {
    try (var s3 = new EndlessDirectory(OBJECTS, Duration.ofSeconds(5));
        Gateway gateway = Gateway.with(s3.endpoint()).startUnready();
        Wire client = Wire.loggedIn(gateway.ipv4());
        DataConnection data = client.passive()) {
      client.expect(150, "LIST");
      assertThat(data.in().read()).isPositive();
      long begin = System.nanoTime();
      client.expect(426, "ABOR");
      assertThat(client.read().code()).isEqualTo(226);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }
  }
}

package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that wait for S3 for long, and whose client is heard all the same. */
@Timeout(120)
final class StuckStorageTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aPatternThatMatchesNothingIsNotLookedForWhenItsClientIsGone()
      throws IOException, InterruptedException {
    try (var s3 = new EndlessDirectory(10_000_000, Duration.ofMillis(20));
        Gateway gateway = Gateway.with(s3.endpoint()).start()) {
      Wire client = Wire.loggedIn(gateway.ipv4());
      int before = s3.pages();
      client.send("STAT nothing*");
      await(Duration.ofSeconds(10), () -> s3.pages() > before + 5);
      client.close();
      await(SECOND, () -> s3.isQuiet(Duration.ofMillis(300)));
    }
  }

  @Test
  void aRenamingThatStandsStillAnswersNoopAndAbor() throws IOException, InterruptedException {
    try (var s3 = new StalledS3();
        Gateway gateway = Gateway.with(s3.endpoint()).startUnready();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      client.expect(350, "RNFR file");
      client.send("RNTO new");
      await(Duration.ofSeconds(10), () -> s3.stalled() > 0);
      long begin = System.nanoTime();
      await(Duration.ofSeconds(10), () -> System.nanoTime() - begin > 1_100_000_000L);
      client.expect(200, "NOOP");
      long abort = System.nanoTime();
      client.expect(426, "ABOR");
      client.expect(226);
      client.expect(257, "PWD");
      assertThat(Duration.ofNanos(System.nanoTime() - abort)).isLessThan(SECOND);
    }
  }

  private static void await(Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}

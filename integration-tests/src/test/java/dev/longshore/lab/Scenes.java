package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.S3;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Scenes that need a laboratory, and one S3 for all of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Scenes {
  static final boolean NIGHTLY = Boolean.getBoolean("longshore.nightly");

  S3 s3;

  @BeforeAll
  final void demand() throws IOException {
    Premises.demand();
    s3 = S3.inMemory();
  }

  /** Many small transfers, and beside them such that take seconds; clients log in again. */
  record Transfers(Load.Running quick, Load.Running slow) {
    static Transfers begin(int clients, Host client, S3 s3) throws IOException {
      Load quick = Load.untilEnd().clients(clients).logsInAgain();
      Load slow = Load.untilEnd().clients(3).perSession(2).slow().logsInAgain();
      return new Transfers(quick.begin(client, s3), slow.begin(client, s3));
    }

    /** Waits for the last of them: none may have failed, and no login met anything but 421. */
    void endWell(int least) throws IOException, InterruptedException {
      well(slow.end(), 5);
      well(quick.end(), least);
    }

    private static void well(Load.Result result, int least) {
      assertThat(result.failures()).isEmpty();
      assertThat(result.resets()).isEmpty();
      assertThat(result.done()).isGreaterThan(least);
    }
  }

  /** Waits until each of them has met every other. */
  static void awaitLinked(List<Replica> replicas) throws InterruptedException {
    for (Replica each : replicas) {
      for (Replica other : replicas) {
        if (each != other) {
          each.awaitLog(other.inLogs() + " is there");
        }
      }
    }
  }

  static Duration since(long from) {
    return Duration.ofNanos(System.nanoTime() - from);
  }

  /** Where tests run beside others nothing is held to the second. */
  static Duration bound(Duration alone) {
    return NIGHTLY ? alone : alone.plusSeconds(10);
  }

  @AfterAll
  final void stop() throws IOException {
    if (s3 != null) {
      s3.close();
    }
  }
}

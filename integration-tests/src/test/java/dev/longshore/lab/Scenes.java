package dev.longshore.lab;

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

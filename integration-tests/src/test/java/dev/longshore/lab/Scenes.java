package dev.longshore.lab;

import dev.longshore.it.S3;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Scenes that need a laboratory, and one S3 for all of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Scenes {
  S3 s3;

  @BeforeAll
  final void demand() throws IOException {
    Premises.demand();
    s3 = S3.inMemory();
  }

  @AfterAll
  final void stop() throws IOException {
    if (s3 != null) {
      s3.close();
    }
  }
}

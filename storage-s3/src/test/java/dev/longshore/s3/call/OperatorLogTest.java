package dev.longshore.s3.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import org.junit.jupiter.api.Test;

class OperatorLogTest {

  @Test
  void aNameThatAClientChoseStaysWithinItsLine() {
    try (OperatorLines lines = new OperatorLines()) {
      new OperatorLog()
          .failed(
              "bucket",
              new StorageException(
                  Kind.UNAVAILABLE, "GET s3://b/a\n\u001b[2J\u0085\u2028\u2029ERROR ü: no answer"));

      assertThat(lines.messages()).containsExactly("GET s3://b/a??[2J???ERROR ü: no answer");
    }
  }

  @Test
  void theSameTroubleIsLoggedOnceInAWhile() {
    OperatorLog log = new OperatorLog();
    try (OperatorLines lines = new OperatorLines()) {
      log.failed("bucket", new StorageException(Kind.UNAVAILABLE, "first"));
      log.failed("bucket", new StorageException(Kind.UNAVAILABLE, "again"));
      log.failed("other", new StorageException(Kind.UNAVAILABLE, "elsewhere"));
      log.failed("bucket", new StorageException(Kind.NOT_FOUND, "the client's own"));

      assertThat(lines.messages()).containsExactly("first", "elsewhere");
    }
  }
}

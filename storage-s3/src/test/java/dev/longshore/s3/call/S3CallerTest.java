package dev.longshore.s3.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.longshore.ftp.storage.StorageException;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What becomes of a call that fails in a way of its own. */
class S3CallerTest {
  private final S3Caller caller =
      new S3Caller(new S3Errors("https://s3.example.com"), S3CallListener.NONE, new OperatorLog());

  @Test
  void anAnswerThatCanNotBeReadIsAFailureOfTheStore() {
    Supplier<String> cutOff =
        () -> {
          throw new UncheckedIOException(new EOFException("cut off"));
        };
    StorageException failure =
        catchThrowableOfType(
            StorageException.class,
            () ->
                caller.call(
                    S3Call.LIST_OBJECTS_V2,
                    new S3Location("bucket", "key"),
                    Condition.none(),
                    cutOff));
    assertThat(failure.kind()).isEqualTo(StorageException.Kind.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("unreadable answer").hasMessageContaining("cut off");
  }
}

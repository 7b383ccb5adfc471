package dev.longshore.s3.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedTimeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2001-02-03T04:05:06Z",
        "2026-11-22T17:00:00.123456789Z",
        "1969-12-31T23:59:59.5Z",
        "9999-12-31T23:59:59Z"
      })
  void aTimeComesBackAsItWasWritten(Instant time) {
    assertThat(ModifiedTime.in(Map.of("mtime", ModifiedTime.format(time)))).contains(time);
  }

  @Test
  void theTimesOfOtherToolsAreRead() {
    assertThat(ModifiedTime.in(Map.of("mtime", "1700000000")))
        .contains(Instant.ofEpochSecond(1_700_000_000));
    assertThat(ModifiedTime.in(Map.of("mtime", "1700000000.25")))
        .contains(Instant.ofEpochSecond(1_700_000_000, 250_000_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "1e999999999", "99999999999999999999", "NaN"})
  void whatIsNoTimeIsNone(String value) {
    assertThat(ModifiedTime.in(Map.of("mtime", value))).isEmpty();
    assertThat(ModifiedTime.in(Map.of())).isEmpty();
  }
}

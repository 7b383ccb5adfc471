package dev.longshore.s3.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked of an object, and what comes. */
class ByteRangeTest {

  @Test
  void anAnswerThatBeginsElsewhereIsNone() {
    ByteRange range = ByteRange.from(5);
    assertThat(range.isBegunBy(Optional.of("bytes 5-9/10"))).isTrue();
    assertThat(range.isBegunBy(Optional.of("bytes 0-9/10"))).isFalse();
    assertThat(range.isBegunBy(Optional.of("bytes 50-99/100"))).isFalse();
    assertThat(range.isBegunBy(Optional.empty())).isFalse();
  }

  @Test
  void theWholeIsAnAnswerWhereItIsWanted() {
    assertThat(ByteRange.from(0).isBegunBy(Optional.empty())).isTrue();
    assertThat(ByteRange.from(0).isBegunBy(Optional.of("bytes 0-9/10"))).isTrue();
  }
}

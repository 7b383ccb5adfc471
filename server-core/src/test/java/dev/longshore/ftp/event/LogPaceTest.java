package dev.longshore.ftp.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How many lines a flood makes. */
final class LogPaceTest {

  @Test
  void aFloodMakesALineASecondThatCountsTheOthers() {
    LogPace pace = new LogPace();
    assertThat(pace.turn()).hasValue(0);
    long told = 0;
    long flood = 0;
    OptionalLong turn = OptionalLong.empty();
    long from = System.nanoTime();
    while (turn.isEmpty()) {
      turn = pace.turn();
      flood++;
    }
    told += turn.orElseThrow();
    assertThat(told).isEqualTo(flood - 1).isPositive();
    assertThat(System.nanoTime() - from).isGreaterThan(900_000_000);
    assertThat(LogPace.andOthers(told)).contains(String.valueOf(told));
    assertThat(LogPace.andOthers(0)).isEmpty();
  }
}

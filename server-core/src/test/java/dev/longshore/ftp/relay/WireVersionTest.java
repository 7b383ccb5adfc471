package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WireVersionTest {

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,2,1", "2,2,2", "2,3,2", "7,8,7", "254,255,254"})
  void twoThatAreNextToEachOtherSpeakTheLower(int one, int other, int both) {
    assertThat(WireVersion.common(one, other)).hasValue(both);
    assertThat(WireVersion.common(other, one)).hasValue(both);
  }

  @ParameterizedTest
  @CsvSource({"1,3", "2,4", "1,255", "0,0", "0,1", "0,2"})
  void twoThatAreFurtherApartDoNotSpeakAndZeroIsNoVersion(int one, int other) {
    assertThat(WireVersion.common(one, other)).isEqualTo(OptionalInt.empty());
    assertThat(WireVersion.common(other, one)).isEqualTo(OptionalInt.empty());
  }

  @Test
  void whoAnswersMayNotChooseAboveTheOneWhoAsked() {
    assertThatThrownBy(() -> WireVersion.demand(WireVersion.OWN + 1))
        .isInstanceOf(NotUnderstood.class)
        .hasMessageContaining(
            "speaks version %d of the wire between replicas, and this one %d and %d",
            WireVersion.OWN + 1, WireVersion.OWN - 1, WireVersion.OWN);
  }
}

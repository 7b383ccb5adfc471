package dev.longshore.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoArgumentsTest {

  private static DemoArguments of(String arguments) throws DemoFailure {
    return DemoArguments.of(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")));
  }

  @Test
  void aSingleGatewayWhereNothingIsSaid() throws DemoFailure {
    assertThat(of("").isBalanced()).isFalse();
  }

  @Test
  void replicasHaveTheRelayUnlessToldOtherwise() throws DemoFailure {
    assertThat(of("--replicas 2")).isEqualTo(new DemoArguments(2, true));
    assertThat(of("--replicas 8 --without-relay")).isEqualTo(new DemoArguments(8, false));
    assertThat(of("--without-relay --replicas 3")).isEqualTo(new DemoArguments(3, false));
  }

  @ParameterizedTest
  @CsvSource({
    "--replicas, a number from 2 to 8",
    "--replicas 0, 0 is none",
    "--replicas 1, 1 is none",
    "--replicas 9, 9 is none",
    "--replicas nine, nine is none",
    "--replicas -3, -3 is none",
    "--replicas --without-relay, --without-relay is none",
    "--replicas 3 --replicas 4, twice",
    "--without-relay, with --replicas only",
    "--verbose, knows no --verbose",
    "3, knows no 3",
  })
  void whatMakesNoSenseIsSaidInOneLine(String arguments, String problem) {
    assertThatThrownBy(() -> of(arguments))
        .isInstanceOfSatisfying(DemoFailure.class, e -> assertThat(e.status()).isEqualTo(2))
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }
}

package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class PortPlanTest {
  private final PortPlan plan = new PortPlan(20_000, 48, 8);

  @ParameterizedTest
  @CsvFileSource(resources = "/port-plan.tsv", delimiter = '\t', useHeadersInDisplayName = true)
  void aSlotOwnsItsRunOfPortsAndNoOther(
      int start, int count, int slots, int slot, int first, int last) {
    var plan = new PortPlan(start, count, slots);

    assertThat(plan.portsOf(slot)).startsWith(first).endsWith(last).hasSize(last - first + 1);
    assertThat(plan.portsOf(slot)).allMatch(port -> plan.owner(port).orElseThrow() == slot);
    assertThat(plan.ports().filter(port -> plan.owner(port).orElseThrow() == slot))
        .containsExactlyElementsOf(plan.portsOf(slot).boxed().toList());
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/port-plan-refused.tsv",
      delimiter = '\t',
      useHeadersInDisplayName = true)
  void aPlanThatDoesNotAddUpIsRefusedInOneLineThatNamesTheSetting(
      int start, int count, int slots, String setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PortPlan(start, count, slots))
        .withMessageStartingWith(setting + " is ")
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
  }

  @Test
  void everyPortHasOneOwner() {
    assertThat(plan.ports()).hasSize(48).startsWith(20_000).endsWith(20_047);
    assertThat(plan.ports().map(port -> plan.owner(port).orElseThrow()).distinct())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aPortOutsideThePlanHasNoOwner() {
    assertThat(plan.owner(19_999)).isEmpty();
    assertThat(plan.owner(20_048)).isEmpty();
    assertThat(plan.owner(-1)).isEmpty();
  }

  @Test
  void aSlotOutsideThePlanIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.portsOf(8))
        .withMessage("passive.slot is 8; with passive.slots 8 it must be from 0 to 7");
    assertThatIllegalArgumentException().isThrownBy(() -> plan.portsOf(-1));
  }
}

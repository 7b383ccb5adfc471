package dev.longshore.ftp.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.relay.PortPlan;
import org.junit.jupiter.api.Test;

final class PassiveRangeTest {
  private static final String EPHEMERAL = "32768\t60999\n";

  @Test
  void theDefaultRangeIsNobodyElses() {
    assertThat(PassiveRange.warnings(new PortPlan(20_000, 48, 8), EPHEMERAL, "\n")).isEmpty();
  }

  @Test
  void nodePortsAreToldFromTheFirstToTheLast() {
    assertThat(PassiveRange.warnings(new PortPlan(29_999, 1, 1), EPHEMERAL, "")).isEmpty();
    assertThat(PassiveRange.warnings(new PortPlan(29_999, 2, 1), EPHEMERAL, ""))
        .singleElement()
        .asString()
        .contains("29999-30000", "node ports 30000-32767", "move longshore.passive.start");
    assertThat(PassiveRange.warnings(new PortPlan(32_767, 1, 1), EPHEMERAL, "")).hasSize(1);
  }

  @Test
  void portsOfOutgoingConnectionsAreToldUnlessTheyAreReserved() {
    PortPlan plan = new PortPlan(40_000, 48, 1);

    assertThat(PassiveRange.warnings(plan, EPHEMERAL, "8080,40000-40046"))
        .singleElement()
        .asString()
        .contains("40000-40047", "32768-60999", "ip_local_reserved_ports");
    assertThat(PassiveRange.warnings(plan, EPHEMERAL, "8080,40000-40047\n")).isEmpty();
  }

  @Test
  void whereTheKernelTellsNothingNothingIsSaidOfIt() {
    assertThat(PassiveRange.warnings(new PortPlan(40_000, 48, 1), "", "")).isEmpty();
  }
}

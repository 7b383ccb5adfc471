package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListedFleetTest {
  private static final PortPlan PLAN = new PortPlan(20_000, 12, 4);
  private static final List<InetSocketAddress> MEMBERS =
      List.of(
          InetSocketAddress.createUnresolved("127.0.0.11", 2190),
          InetSocketAddress.createUnresolved("127.0.0.12", 2190),
          InetSocketAddress.createUnresolved("nobody.invalid", 2190));

  private final ListedFleet fleet = new ListedFleet(PLAN, 0, MEMBERS, MEMBERS.getFirst(), () -> 7);

  @Test
  void thePortOfAnotherSlotIsThatMembers() {
    assertThat(fleet.owners(20_003))
        .containsExactly(new Member(1, Member.UNKNOWN, new InetSocketAddress("127.0.0.12", 2190)));
  }

  @Test
  void itsOwnPortAndThatOfASlotWithoutAReplicaAreNobodys() {
    assertThat(fleet.owners(20_000)).isEmpty();
    assertThat(fleet.owners(20_009)).isEmpty();
    assertThat(fleet.owners(19_999)).isEmpty();
  }

  @Test
  void aNameThatNobodyKnowsIsNobody() {
    assertThat(fleet.owners(20_006)).isEmpty();
  }
}

package dev.longshore.ftp.fleet;

import static dev.longshore.ftp.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.relay.Member;
import dev.longshore.ftp.relay.WireVersion;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links with replicas of other versions and other plans, whose hellos the test writes. */
class LinkVersionsTest {
  private static final int[] PLAN = {20_000, 48, 8};
  private static final Key USER = SharedSessions.ofUser("alice");

  private TestReplica replica;

  @BeforeEach
  void start() throws IOException {
    replica = TestReplica.start(0);
    await(replica.fleet::isReady);
  }

  @AfterEach
  void close() {
    replica.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {WireVersion.OWN - 1, WireVersion.OWN, WireVersion.OWN + 1})
  void aVersionNextToTheOwnIsHeard(int version) throws IOException {
    try (HandMadeReplica other = new HandMadeReplica(version, PLAN)) {
      DataOutputStream link = other.link(replica);
      new Message.Told(USER, Value.of(3)).write(link);
      await(() -> replica.fleet.elsewhere(USER) == 3);

      assertThat(replica.fleet.owners(20_018)).containsExactly(new Member(3, 99, other.address()));
      new Message.Goodbye().write(link);
      await(() -> replica.known().isEmpty());
    }
    assertThat(replica.refusals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, WireVersion.OWN + 2, 255})
  void aVersionFurtherAwayIsRefusedBeforeAHandshakeAndSaidOnce(int version) throws Exception {
    try (HandMadeReplica other = new HandMadeReplica(version, PLAN);
        TestReplica third = TestReplica.start(1, replica)) {
      assertThatThrownBy(() -> other.link(replica)).isInstanceOf(IOException.class);
      assertThat(replica.refusals.poll(10, TimeUnit.SECONDS))
          .contains("it speaks version " + version + " of the wire");
      await(() -> replica.known().equals(List.of(1)) && third.known().equals(List.of(0)));
    }
    assertThat(replica.refusals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, WireVersion.OWN + 2})
  void whoeverAnswersWithAVersionFurtherAwayIsNotLinkedAndHoldsNobodyUp(int version)
      throws Exception {
    try (HandMadeReplica other = new HandMadeReplica(version, PLAN);
        TestReplica finder = TestReplica.start(1, Set.of(replica.address, other.address()))) {
      await(() -> finder.fleet.isReady() && finder.known().equals(List.of(0)));
      assertThat(finder.refusals.poll(10, TimeUnit.SECONDS))
          .contains("it speaks version " + version + " of the wire");
    }
  }

  @Test
  void anotherPlanIsHeardAndAskedByItself() throws IOException {
    try (HandMadeReplica other = new HandMadeReplica(WireVersion.OWN, 30_000, 20, 5)) {
      other.link(replica);
      await(() -> replica.known().equals(List.of(3)));

      assertThat(replica.fleet.owners(30_012)).extracting(Member::slot).containsExactly(3);
      assertThat(replica.fleet.owners(20_018)).isEmpty();
    }
    assertThat(replica.refusals).isEmpty();
  }

  @Test
  void aPlanThatIsNoneIsRefused() throws Exception {
    try (HandMadeReplica other = new HandMadeReplica(WireVersion.OWN, 30_000, 20, 3)) {
      assertThatThrownBy(() -> other.link(replica)).isInstanceOf(IOException.class);
      assertThat(replica.refusals.poll(10, TimeUnit.SECONDS))
          .isEqualTo("its passive.count is 20; it must be a multiple of passive.slots, which is 3");
    }
    assertThat(replica.known()).isEmpty();
  }
}

package dev.longshore.ftp.data;

import static dev.longshore.ftp.data.TestLeases.ONE;
import static dev.longshore.ftp.data.TestLeases.SIX;
import static dev.longshore.ftp.data.TestLeases.TWO;
import static dev.longshore.ftp.data.TestLeases.match;
import static dev.longshore.ftp.data.TestLeases.settings;
import static dev.longshore.ftp.data.TestLeases.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who gets which passive port, and for how long. */
class LeaseTableTest {
  private final TestLeases leases = new TestLeases();

  @Test
  void aPortThatMayNotBeLentNowIsNotAndOneThatIsLentStaysSo() throws InterruptedException {
    Set<Integer> withheld = new HashSet<>();
    LeaseTable table =
        leases.table(
            settings(2, 1, 0, true, PeerPolicy.EXACT),
            port -> !withheld.contains(port),
            leases::now);
    int first = take(table, ONE).orElseThrow().port();
    withheld.addAll(List.of(20_000, 20_001));

    assertThat(take(table, TWO)).isEmpty();
    assertThat(match(table, first, ONE)).isPresent();
    withheld.remove(first);
    assertThat(take(table, TWO).orElseThrow().port()).isEqualTo(first);
    assertThat(take(table, SIX).orElseThrow().port()).isEqualTo(first);
  }

  @Test
  void onlyPortsOfTheOwnSlotAreLent() throws InterruptedException {
    LeaseTable table = leases.table(settings(12, 4, 2, true, PeerPolicy.EXACT));
    Set<Integer> lent = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      lent.add(take(table, ONE).orElseThrow().port());
    }
    assertThat(lent).containsExactlyInAnyOrder(20_006, 20_007, 20_008);
    assertThat(take(table, ONE)).isEmpty();
  }

  @Test
  void whenAllAreLentAPortIsSharedByClientsOfOtherAddresses() throws InterruptedException {
    LeaseTable table = leases.table(1, true);
    PassivePort.Entry one = take(table, ONE).orElseThrow();
    PassivePort.Entry two = take(table, TWO).orElseThrow();
    assertThat(take(table, ONE)).isEmpty();
    assertThat(match(table, 20_000, TWO)).containsSame(two);
    assertThat(match(table, 20_000, TWO)).isEmpty();
    assertThat(match(table, 20_000, ONE)).containsSame(one);
    assertThat(table.pending()).isZero();
  }

  @Test
  void withoutSharingAPortServesOneClientAtATime() throws InterruptedException {
    LeaseTable table = leases.table(settings(1, 1, 0, false, PeerPolicy.ANY));
    PassivePort.Entry one = take(table, ONE).orElseThrow();
    assertThat(take(table, TWO)).isEmpty();
    assertThat(match(table, 20_000, SIX)).containsSame(one);
    assertThat(take(table, TWO)).isPresent();
  }

  @Test
  void aPortThatNobodyCameToIsTheLastChoiceForAMinute() throws InterruptedException {
    LeaseTable table = leases.table(3, true);
    PassivePort.Entry given = take(table, ONE).orElseThrow();
    table.giveBack(given);
    for (int i = 0; i < 20; i++) {
      PassivePort.Entry next = take(table, ONE).orElseThrow();
      assertThat(next.port()).isNotEqualTo(given.port());
      assertThat(match(table, next.port(), ONE)).isPresent();
    }
    take(table, ONE);
    take(table, ONE);
    assertThat(take(table, ONE).orElseThrow().port()).isEqualTo(given.port());
  }

  @Test
  void aLeaseExpiresAndItsPortRests() throws InterruptedException {
    LeaseTable table = leases.table(2, true);
    PassivePort.Entry late = take(table, ONE).orElseThrow();
    leases.pass(Duration.ofSeconds(31));
    assertThat(match(table, late.port(), ONE)).isEmpty();
    assertThat(take(table, ONE).orElseThrow().port()).isNotEqualTo(late.port());
  }

  @Test
  void aTransferThatWaitsLetsItsLeaseLiveOn() throws InterruptedException {
    LeaseTable table = leases.table(1, true);
    PassivePort.Entry entry = take(table, ONE).orElseThrow();
    leases.pass(Duration.ofSeconds(29));
    assertThat(table.renew(entry)).isTrue();
    leases.pass(Duration.ofSeconds(29));
    assertThat(match(table, 20_000, ONE)).containsSame(entry);
    // Its connection is on the way from one thread to the other: nothing has expired.
    assertThat(table.renew(entry)).isTrue();
    PassivePort.Entry late = take(table, ONE).orElseThrow();
    leases.pass(Duration.ofSeconds(31));
    assertThat(table.renew(late)).isFalse();
  }

  @Test
  void thePortThatASessionDidNotUseIsKept() throws InterruptedException {
    LeaseTable table = leases.table(8, true);
    PassivePort.Entry first = take(table, ONE).orElseThrow();
    table.giveBack(first);
    assertThat(
            table
                .take(new Holder("u", ONE), OptionalInt.of(first.port()), Duration.ZERO)
                .orElseThrow()
                .port())
        .isEqualTo(first.port());
  }
}

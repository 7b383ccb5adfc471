package dev.longshore.ftp.data;

import static dev.longshore.ftp.data.TestLeases.ONE;
import static dev.longshore.ftp.data.TestLeases.SIX;
import static dev.longshore.ftp.data.TestLeases.TWO;
import static dev.longshore.ftp.data.TestLeases.match;
import static dev.longshore.ftp.data.TestLeases.settings;
import static dev.longshore.ftp.data.TestLeases.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a connection to a passive port is. */
class LeaseMatchTest {
  private final TestLeases leases = new TestLeases();

  @Test
  void aSecondConnectionContestsALeaseForTenSeconds() throws InterruptedException {
    LeaseTable table = leases.table(1, true);
    PassivePort.Entry served = take(table, ONE).orElseThrow();
    assertThat(match(table, 20_000, ONE)).containsSame(served);
    assertThat(table.match(20_000, TWO)).isInstanceOf(Match.Unexpected.class);
    assertThat(table.match(20_000, ONE)).isEqualTo(new Match.Contests(served));
    leases.pass(Duration.ofSeconds(9));
    assertThat(table.match(20_000, ONE)).isEqualTo(new Match.Contests(served));
    leases.pass(Duration.ofSeconds(2));
    assertThat(table.match(20_000, ONE)).isInstanceOf(Match.Unexpected.class);
  }

  @Test
  void lendingThePortAgainEndsThat() throws InterruptedException {
    LeaseTable table = leases.table(1, true);
    PassivePort.Entry served = take(table, ONE).orElseThrow();
    assertThat(match(table, 20_000, ONE)).containsSame(served);
    PassivePort.Entry next = take(table, ONE).orElseThrow();
    assertThat(match(table, 20_000, ONE)).containsSame(next);
    assertThat(table.match(20_000, ONE)).isEqualTo(new Match.Contests(next));
  }

  @Test
  void whoComesFromElsewhereToAPortWhereAClientIsAwaitedTakesNothingAndIsTold()
      throws InterruptedException {
    LeaseTable table = leases.table(1, true);
    PassivePort.Entry awaited = take(table, ONE).orElseThrow();
    assertThat(table.match(20_000, TWO)).isEqualTo(new Match.Foreign(awaited));
    assertThat(match(table, 20_000, ONE)).containsSame(awaited);
  }

  @Test
  void aClientThatComesTooLateIsNoStranger() throws InterruptedException {
    LeaseTable table = leases.table(1, true);
    PassivePort.Entry late = take(table, ONE).orElseThrow();
    table.giveBack(late);
    assertThat(table.match(20_000, TWO)).isInstanceOf(Match.Unexpected.class);
    table.refused(20_000, ONE);
    PassivePort.Entry next = take(table, ONE).orElseThrow();
    assertThat(next.contest.isDoubtful()).isFalse();
    table.refused(20_000, ONE);
    assertThat(next.contest.isDoubtful()).as("a second one is nobody's").isTrue();
  }

  @Test
  void whoComesToAPortOfAnotherSlotIsNoStrangerHere() throws InterruptedException {
    LeaseTable table = leases.table(settings(2, 2, 0, true, PeerPolicy.EXACT));
    PassivePort.Entry lent = take(table, ONE).orElseThrow();
    table.refused(20_001, ONE);
    assertThat(lent.contest.isDoubtful()).isFalse();
    table.refused(20_000, ONE);
    assertThat(lent.contest.isDoubtful()).isTrue();
  }

  @Test
  void theNetworkPolicyComparesPrefixes() throws InterruptedException {
    LeaseTable table = leases.table(settings(1, 1, 0, false, PeerPolicy.NETWORK));
    take(table, ONE);
    assertThat(match(table, 20_000, SIX)).isEmpty();
    assertThat(match(table, 20_000, InetAddress.ofLiteral("192.0.3.1"))).isEmpty();
    assertThat(match(table, 20_000, InetAddress.ofLiteral("192.0.2.77"))).isPresent();
    take(table, SIX);
    assertThat(match(table, 20_000, InetAddress.ofLiteral("2001:db8:0:1::1"))).isEmpty();
    assertThat(match(table, 20_000, InetAddress.ofLiteral("2001:db8::ffff:1"))).isPresent();
  }

  @Test
  void aPortThatAnotherProcessLendsIsElsewhereButForLeasesThatItStillHas()
      throws InterruptedException {
    Set<Integer> withheld = new HashSet<>();
    LeaseTable table =
        leases.table(
            settings(1, 1, 0, true, PeerPolicy.EXACT),
            port -> !withheld.contains(port),
            leases::now);
    PassivePort.Entry lent = take(table, ONE).orElseThrow();
    withheld.add(20_000);

    assertThat(table.match(20_000, TWO)).as("not a stranger's").isEqualTo(new Match.Elsewhere());
    assertThat(match(table, 20_000, ONE)).containsSame(lent);
    assertThat(table.match(20_000, ONE)).isEqualTo(new Match.Contests(lent));
    leases.pass(Duration.ofSeconds(11));
    assertThat(table.match(20_000, ONE)).isEqualTo(new Match.Elsewhere());
  }
}

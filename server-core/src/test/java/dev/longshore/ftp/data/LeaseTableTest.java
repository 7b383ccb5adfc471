package dev.longshore.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.relay.PortPlan;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets which passive port, by a clock of the test's own. */
class LeaseTableTest {
  private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");
  private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::1");

  private final AtomicLong now = new AtomicLong(42);

  private LeaseTable table(int ports, int slots, int slot, boolean sharing, PeerPolicy peer) {
    return new LeaseTable(
        settings(ports, slots, slot, sharing, peer), port -> true, true, now::get);
  }

  private static PassiveSettings settings(
      int ports, int slots, int slot, boolean sharing, PeerPolicy peer) {
    return new PassiveSettings(
        InetAddress.ofLiteral("0.0.0.0"),
        new PortPlan(20_000, ports, slots),
        slot,
        sharing,
        peer,
        Duration.ofSeconds(30),
        Duration.ZERO,
        Duration.ofMinutes(1));
  }

  private static Optional<PassivePort.Entry> take(LeaseTable table, InetAddress client)
      throws InterruptedException {
    return table.take(new Holder("u", client), OptionalInt.empty(), Duration.ZERO);
  }

  /** The lease that a connection serves. */
  private static Optional<PassivePort.Entry> match(LeaseTable table, int port, InetAddress peer) {
    return table.match(port, peer) instanceof Match.Serves(PassivePort.Entry entry)
        ? Optional.of(entry)
        : Optional.empty();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void aPortThatMayNotBeLentNowIsNotAndOneThatIsLentStaysSo() throws InterruptedException {
    Set<Integer> withheld = new HashSet<>();
    LeaseTable table =
        new LeaseTable(
            settings(2, 1, 0, true, PeerPolicy.EXACT),
            port -> !withheld.contains(port),
            true,
            now::get);
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
    LeaseTable table = table(12, 4, 2, true, PeerPolicy.EXACT);
    Set<Integer> lent = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      lent.add(take(table, ONE).orElseThrow().port());
    }
    assertThat(lent).containsExactlyInAnyOrder(20_006, 20_007, 20_008);
    assertThat(take(table, ONE)).isEmpty();
  }

  @Test
  void whenAllAreLentAPortIsSharedByClientsOfOtherAddresses() throws InterruptedException {
    LeaseTable table = table(1, 1, 0, true, PeerPolicy.EXACT);
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
    LeaseTable table = table(1, 1, 0, false, PeerPolicy.ANY);
    PassivePort.Entry one = take(table, ONE).orElseThrow();
    assertThat(take(table, TWO)).isEmpty();
    assertThat(match(table, 20_000, SIX)).containsSame(one);
    assertThat(take(table, TWO)).isPresent();
  }

  @Test
  void theNetworkPolicyComparesPrefixes() throws InterruptedException {
    LeaseTable table = table(1, 1, 0, false, PeerPolicy.NETWORK);
    take(table, ONE);
    assertThat(match(table, 20_000, SIX)).isEmpty();
    assertThat(match(table, 20_000, InetAddress.ofLiteral("192.0.3.1"))).isEmpty();
    assertThat(match(table, 20_000, InetAddress.ofLiteral("192.0.2.77"))).isPresent();
    take(table, SIX);
    assertThat(match(table, 20_000, InetAddress.ofLiteral("2001:db8:0:1::1"))).isEmpty();
    assertThat(match(table, 20_000, InetAddress.ofLiteral("2001:db8::ffff:1"))).isPresent();
  }

  @Test
  void aPortThatNobodyCameToIsTheLastChoiceForAMinute() throws InterruptedException {
    LeaseTable table = table(3, 1, 0, true, PeerPolicy.EXACT);
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
    LeaseTable table = table(2, 1, 0, true, PeerPolicy.EXACT);
    PassivePort.Entry late = take(table, ONE).orElseThrow();
    pass(Duration.ofSeconds(31));
    assertThat(match(table, late.port(), ONE)).isEmpty();
    assertThat(take(table, ONE).orElseThrow().port()).isNotEqualTo(late.port());
  }

  @Test
  void aTransferThatWaitsLetsItsLeaseLiveOn() throws InterruptedException {
    LeaseTable table = table(1, 1, 0, true, PeerPolicy.EXACT);
    PassivePort.Entry entry = take(table, ONE).orElseThrow();
    pass(Duration.ofSeconds(29));
    assertThat(table.renew(entry)).isTrue();
    pass(Duration.ofSeconds(29));
    assertThat(match(table, 20_000, ONE)).containsSame(entry);
    // Its connection is on the way from one thread to the other: nothing has expired.
    assertThat(table.renew(entry)).isTrue();
    PassivePort.Entry late = take(table, ONE).orElseThrow();
    pass(Duration.ofSeconds(31));
    assertThat(table.renew(late)).isFalse();
  }

  @Test
  void thePortThatASessionDidNotUseIsKept() throws InterruptedException {
    LeaseTable table = table(8, 1, 0, true, PeerPolicy.EXACT);
    PassivePort.Entry first = take(table, ONE).orElseThrow();
    table.giveBack(first);
    assertThat(
            table
                .take(new Holder("u", ONE), OptionalInt.of(first.port()), Duration.ZERO)
                .orElseThrow()
                .port())
        .isEqualTo(first.port());
  }

  @Test
  void aSecondConnectionContestsALeaseForTenSeconds() throws InterruptedException {
    LeaseTable table = table(1, 1, 0, true, PeerPolicy.EXACT);
    PassivePort.Entry served = take(table, ONE).orElseThrow();
    assertThat(match(table, 20_000, ONE)).containsSame(served);
    assertThat(table.match(20_000, TWO)).isInstanceOf(Match.Unexpected.class);
    assertThat(table.match(20_000, ONE)).isEqualTo(new Match.Contests(served));
    pass(Duration.ofSeconds(9));
    assertThat(table.match(20_000, ONE)).isEqualTo(new Match.Contests(served));
    pass(Duration.ofSeconds(2));
    assertThat(table.match(20_000, ONE)).isInstanceOf(Match.Unexpected.class);
  }

  @Test
  void lendingThePortAgainEndsThat() throws InterruptedException {
    LeaseTable table = table(1, 1, 0, true, PeerPolicy.EXACT);
    PassivePort.Entry served = take(table, ONE).orElseThrow();
    assertThat(match(table, 20_000, ONE)).containsSame(served);
    PassivePort.Entry next = take(table, ONE).orElseThrow();
    assertThat(match(table, 20_000, ONE)).containsSame(next);
    assertThat(table.match(20_000, ONE)).isEqualTo(new Match.Contests(next));
  }

  @Test
  void whoComesFromElsewhereToAPortWhereAClientIsAwaitedTakesNothingAndIsTold()
      throws InterruptedException {
    LeaseTable table = table(1, 1, 0, true, PeerPolicy.EXACT);
    PassivePort.Entry awaited = take(table, ONE).orElseThrow();
    assertThat(table.match(20_000, TWO)).isEqualTo(new Match.Foreign(awaited));
    assertThat(match(table, 20_000, ONE)).containsSame(awaited);
  }

  @Test
  void aClientThatComesTooLateIsNoStranger() throws InterruptedException {
    LeaseTable table = table(1, 1, 0, true, PeerPolicy.EXACT);
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
    LeaseTable table = table(2, 2, 0, true, PeerPolicy.EXACT);
    PassivePort.Entry lent = take(table, ONE).orElseThrow();
    table.refused(20_001, ONE);
    assertThat(lent.contest.isDoubtful()).isFalse();
    table.refused(20_000, ONE);
    assertThat(lent.contest.isDoubtful()).isTrue();
  }

  @Test
  void anUnusedLeaseYieldsAfterThreeSecondsWhenOthersWait() throws InterruptedException {
    LeaseTable table = table(1, 1, 0, true, PeerPolicy.EXACT);
    PassivePort.Entry unused = take(table, ONE).orElseThrow();
    pass(Duration.ofSeconds(2));
    assertThat(take(table, ONE)).isEmpty();
    pass(Duration.ofSeconds(1));
    PassivePort.Entry next = take(table, ONE).orElseThrow();
    assertThat(unused.arrival).isCompletedExceptionally();
    assertThat(table.renew(unused)).isFalse();
    assertThat(match(table, 20_000, ONE)).containsSame(next);
  }

  @Test
  void whoeverHasMostUnusedLeasesLosesOne() throws InterruptedException {
    LeaseTable table = table(3, 1, 0, false, PeerPolicy.EXACT);
    PassivePort.Entry few = take(table, "few", ONE);
    PassivePort.Entry first = take(table, "many", TWO);
    pass(Duration.ofSeconds(1));
    PassivePort.Entry second = take(table, "many", TWO);
    pass(Duration.ofSeconds(4));
    take(table, "new", SIX);
    assertThat(first.arrival).isCompletedExceptionally();
    assertThat(few.arrival).isNotDone();
    assertThat(second.arrival).isNotDone();
  }

  private static PassivePort.Entry take(LeaseTable table, String user, InetAddress client)
      throws InterruptedException {
    return table.take(new Holder(user, client), OptionalInt.empty(), Duration.ZERO).orElseThrow();
  }

  @Test
  @Timeout(60)
  void ofThoseWhoWaitTheOneWithFewestGetsTheNextPort() throws Exception {
    LeaseTable table = table(3, 1, 0, false, PeerPolicy.EXACT);
    take(table, "many", TWO);
    take(table, "many", TWO);
    PassivePort.Entry free = take(table, "many", TWO);
    BlockingQueue<String> served = new LinkedBlockingQueue<>();
    await(table, 1, () -> waitFor(table, new Holder("many", TWO), served, served));
    await(table, 2, () -> waitFor(table, new Holder("new", ONE), served, served));
    table.giveBack(free);
    assertThat(served.poll(10, TimeUnit.SECONDS)).isEqualTo("new");
  }

  @Test
  @Timeout(60)
  void manyWhoWaitCostLittle() throws Exception {
    AtomicLong looks = new AtomicLong();
    LeaseTable table =
        new LeaseTable(
            settings(48, 1, 0, false, PeerPolicy.EXACT),
            port -> true,
            true,
            () -> {
              looks.incrementAndGet();
              return now.get();
            });
    for (int i = 0; i < 48; i++) {
      assertThat(take(table, ONE)).isPresent();
    }
    CountDownLatch gone = new CountDownLatch(255);
    for (int i = 0; i < 255; i++) {
      Holder holder = new Holder("u" + i, TWO);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  table.take(holder, OptionalInt.empty(), Duration.ofSeconds(3));
                  gone.countDown();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
    // Each looks at all ports when it comes, and when it is the first and when it goes; while they
    // wait one does so for all of them. Were it each of them, it would be six times as many.
    assertThat(looks.get()).isLessThan(3 * 255 * 60);
  }

  @Test
  @Timeout(60)
  void whoeverHasMostWaitingGivesWayWhereTooManyWait() throws Exception {
    LeaseTable table = table(1, 1, 0, false, PeerPolicy.EXACT);
    PassivePort.Entry lent = take(table, "other", SIX);
    BlockingQueue<String> served = new LinkedBlockingQueue<>();
    BlockingQueue<String> refused = new LinkedBlockingQueue<>();
    await(table, 1, () -> waitFor(table, new Holder("few", SIX), served, refused));
    for (int i = 2; i <= 256; i++) {
      await(table, i, () -> waitFor(table, new Holder("many", TWO), served, refused));
    }
    waitFor(table, new Holder("many", TWO), served, refused);
    assertThat(refused.poll()).isEqualTo("many");
    Thread.ofVirtual().start(() -> waitFor(table, new Holder("new", ONE), served, refused));
    assertThat(refused.poll(10, TimeUnit.SECONDS)).isEqualTo("many");
    assertThat(table.waiting()).isEqualTo(256);
    table.giveBack(lent);
    assertThat(served.poll(10, TimeUnit.SECONDS)).isEqualTo("few");
    assertThat(match(table, 20_000, SIX)).isPresent();
    assertThat(served.poll(10, TimeUnit.SECONDS)).isEqualTo("many");
  }

  private static void await(LeaseTable table, int waiting, Runnable waiter) {
    Thread.ofVirtual().start(waiter);
    while (table.waiting() < waiting) {
      Thread.onSpinWait();
    }
  }

  private static void waitFor(
      LeaseTable table,
      Holder holder,
      BlockingQueue<String> served,
      BlockingQueue<String> refused) {
    try {
      var lease = table.take(holder, OptionalInt.empty(), Duration.ofSeconds(20));
      (lease.isPresent() ? served : refused).add(holder.user());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

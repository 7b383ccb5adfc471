package dev.longshore.ftp.data;

import static dev.longshore.ftp.data.TestLeases.ONE;
import static dev.longshore.ftp.data.TestLeases.SIX;
import static dev.longshore.ftp.data.TestLeases.TWO;
import static dev.longshore.ftp.data.TestLeases.match;
import static dev.longshore.ftp.data.TestLeases.settings;
import static dev.longshore.ftp.data.TestLeases.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who of those that wait for a passive port gets one, and who gives way. */
class LeaseQueueTest {
  private final TestLeases leases = new TestLeases();

  @Test
  void anUnusedLeaseYieldsAfterThreeSecondsWhenOthersWait() throws InterruptedException {
    LeaseTable table = leases.table(1, true);
    PassivePort.Entry unused = take(table, ONE).orElseThrow();
    leases.pass(Duration.ofSeconds(2));
    assertThat(take(table, ONE)).isEmpty();
    leases.pass(Duration.ofSeconds(1));
    PassivePort.Entry next = take(table, ONE).orElseThrow();
    assertThat(unused.arrival).isCompletedExceptionally();
    assertThat(table.renew(unused)).isFalse();
    assertThat(match(table, 20_000, ONE)).containsSame(next);
  }

  @Test
  void whoeverHasMostUnusedLeasesLosesOne() throws InterruptedException {
    LeaseTable table = leases.table(3, false);
    PassivePort.Entry few = take(table, "few", ONE);
    PassivePort.Entry first = take(table, "many", TWO);
    leases.pass(Duration.ofSeconds(1));
    PassivePort.Entry second = take(table, "many", TWO);
    leases.pass(Duration.ofSeconds(4));
    take(table, "new", SIX);
    assertThat(first.arrival).isCompletedExceptionally();
    assertThat(few.arrival).isNotDone();
    assertThat(second.arrival).isNotDone();
  }

  @Test
  @Timeout(60)
  void ofThoseWhoWaitTheOneWithFewestGetsTheNextPort() throws Exception {
    LeaseTable table = leases.table(3, false);
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
        leases.table(
            settings(48, 1, 0, false, PeerPolicy.EXACT),
            port -> true,
            () -> {
              looks.incrementAndGet();
              return leases.now();
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
    LeaseTable table = leases.table(1, false);
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

package dev.longshore.ftp.quarkus.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.user.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PasswordChecksTest {
  private static final Network FLOOD = Network.parse("192.0.2.1");
  private static final Network OTHER = Network.parse("192.0.2.2");

  private final PasswordChecks checks =
      new PasswordChecks(new PasswordChecks.Limits(2, 300, 200, Duration.ofSeconds(30)));

  /** One permit lets one check of the flood end. */
  private final Semaphore ends = new Semaphore(0);

  @AfterEach
  void close() {
    ends.release(1_000);
    checks.close();
  }

  @Test
  void aFloodFromOneAddressDelaysAnotherByOneCheck() throws Exception {
    List<CompletableFuture<Boolean>> flood = flood(200);
    CompletableFuture<Boolean> other = checks.check(OTHER, () -> true);
    assertThat(other).isNotDone();
    ends.release();
    assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(flood.stream().filter(CompletableFuture::isDone)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aFloodFromOneAddressLeavesRoomForOthers() {
    flood(202);
    var tooMany = checks.check(FLOOD, () -> true);
    assertThatThrownBy(() -> tooMany.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(PasswordChecks.Overloaded.class)
        .hasMessageContaining("longshore.limits.password-checks");
    assertThat(checks.check(OTHER, () -> true)).isNotDone();
  }

  @Test
  void noMoreAreComputedAtOnceThanTheLimit() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<CompletableFuture<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(
          checks.check(
              Network.parse("192.0.2." + i % 7),
              () -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                return now.decrementAndGet() >= 0;
              }));
    }
    for (CompletableFuture<Boolean> each : all) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(most.get()).isLessThanOrEqualTo(2);
    assertThat(checks.computed()).isEqualTo(100);
  }

  @Test
  void anErrorInACheckIsItsAnswerAndEndsNothingElse() throws Exception {
    for (int i = 0; i < 4; i++) {
      var failing =
          checks.check(
              OTHER,
              () -> {
                throw new StackOverflowError("a test");
              });
      assertThatThrownBy(() -> failing.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StackOverflowError.class);
    }
    assertThat(checks.check(OTHER, () -> true).get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCheckThatNobodyWaitsForIsNotComputed() throws Exception {
    flood(2);
    var forgotten = checks.check(OTHER, () -> true);
    forgotten.cancel(false);
    var after = checks.check(OTHER, () -> true);
    ends.release(2);
    assertThat(after.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(checks.computed()).isEqualTo(3);
  }

  @Test
  void afterTheEndACheckFailsAtOnce() {
    checks.close();
    assertThatThrownBy(() -> checks.check(OTHER, () -> true).get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(PasswordChecks.Overloaded.class);
  }

  private List<CompletableFuture<Boolean>> flood(int size) {
    List<CompletableFuture<Boolean>> flood = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      flood.add(checks.check(FLOOD, this::awaited));
    }
    while (checks.computed() < 2) {
      Thread.onSpinWait();
    }
    return flood;
  }

  private boolean awaited() {
    try {
      return ends.tryAcquire(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

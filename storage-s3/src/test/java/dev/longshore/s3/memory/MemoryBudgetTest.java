package dev.longshore.s3.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MemoryBudgetTest {
  private static final int MIB = 1024 * 1024;
  private static final int SMALLEST_PART = 5 * MIB;
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  /** What nothing is kept for of 16 MiB: an eighth is for staging, 20 chunks are the reserve. */
  private static final int SPARE = 56 - 20 - 3;

  private final MemoryBudget budget =
      new MemoryBudget(16 * MIB, SMALLEST_PART, Duration.ofSeconds(10), LeastRate.DEFAULT);

  @Test
  void aBudgetTooSmallForTwoPartsIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> BudgetPolicy.of(8 * MIB, SMALLEST_PART));
  }

  @Test
  void anUploadWithoutBytesHoldsItsStagingOnly() throws StorageException {
    try (UploadMemory upload = admit(budget)) {
      assertThat(upload.isWhole()).isFalse();
      assertThat(budget.used()).isEqualTo(MemoryBudget.STAGING);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void moreUploadsThanStagingAllowsAreRefusedAtOnce() throws StorageException {
    List<UploadMemory> admitted = new ArrayList<>();
    for (int i = 0; i < 2 * MIB / MemoryBudget.STAGING; i++) {
      admitted.add(admit(budget));
    }
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> admit(budget))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
    admitted.getFirst().close();
    admit(budget).close();
    admitted.forEach(UploadMemory::close);
    assertThat(budget.used()).isZero();
  }

  @Test
  void anUploadThatTakesAllIsToldToCutBeforeTheReserveIsTouched() throws StorageException {
    try (UploadMemory upload = admit(budget)) {
      assertThat(fill(upload, Integer.MAX_VALUE)).isEqualTo(SPARE);
      Chunks part = upload.cut();
      upload.release(part);
      upload.release(part);
      assertThat(upload.next()).isNotNull();
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void whenMemoryIsShortTheUploadNearestToAWholePartFinishesFromTheReserve() throws Exception {
    try (UploadMemory near = admit(budget);
        UploadMemory far = admit(budget);
        UploadMemory idle = admit(budget)) {
      fill(near, 11);
      fill(far, 5);
      fill(idle, SPARE - 16);
      CompletableFuture<Integer> nearDone = background(() -> fill(near, Integer.MAX_VALUE));
      assertThat(nearDone.get(5, TimeUnit.SECONDS)).isEqualTo(9);
      CompletableFuture<Integer> farWaits = background(() -> fill(far, 1));
      awaitWaiting(1);
      assertThat(farWaits).isNotDone();
      near.release(near.cut());
      assertThat(farWaits.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void aWaitIsEndedFromOutside() throws Exception {
    try (UploadMemory holder = admit(budget);
        UploadMemory finisher = admit(budget);
        UploadMemory waiting = admit(budget)) {
      fill(holder, SPARE);
      fill(finisher, 1);
      CompletableFuture<Integer> result = background(() -> fill(waiting, 1));
      awaitWaiting(1);
      waiting.cancel();
      assertThatExceptionOfType(Exception.class)
          .isThrownBy(() -> result.get(5, TimeUnit.SECONDS))
          .withRootCauseInstanceOf(CancellationException.class);
    }
    assertThat(budget.used()).isZero();
    assertThat(budget.waiting()).isZero();
  }

  @Test
  void aWaitThatIsTooLongEndsInBusy() throws Exception {
    MemoryBudget impatient =
        new MemoryBudget(16 * MIB, SMALLEST_PART, Duration.ofMillis(20), LeastRate.DEFAULT);
    try (UploadMemory holder = admit(impatient);
        UploadMemory finisher = admit(impatient);
        UploadMemory waiting = admit(impatient)) {
      fill(holder, SPARE);
      fill(finisher, 1);
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(waiting::next)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
    }
    assertThat(impatient.used()).isZero();
  }

  @Test
  void aFinisherThatIsTooSlowIsCalledOffWhileOthersWait() throws Exception {
    MemoryBudget strict = withPatience(Duration.ofMillis(50));
    UploadMemory finisher = admit(strict);
    try (UploadMemory holder = admit(strict);
        UploadMemory waiting = admit(strict)) {
      CompletableFuture<StorageException> failure = new CompletableFuture<>();
      finisher.onTooSlow(
          why -> {
            finisher.close();
            failure.complete(why);
          });
      fill(holder, SPARE);
      fill(finisher, 1);

      assertThat(waiting.next()).isNotNull();

      assertThat(failure.get(5, TimeUnit.SECONDS).kind()).isEqualTo(Kind.BUSY);
    }
    assertThat(strict.used()).isZero();
  }

  @Test
  void aSlowFinisherIsLeftAloneWhileNobodyWaitsAndWhenItsPartIsFull() throws Exception {
    MemoryBudget strict = withPatience(Duration.ofMillis(20));
    AtomicInteger calledOff = new AtomicInteger();
    try (UploadMemory holder = admit(strict);
        UploadMemory finisher = admit(strict);
        UploadMemory waiting = admit(strict)) {
      finisher.onTooSlow(why -> calledOff.incrementAndGet());
      fill(holder, SPARE);
      fill(finisher, 1);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      assertThat(calledOff).hasValue(0);

      finisher.filled();
      CompletableFuture<Integer> waits = background(() -> fill(waiting, 1));
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      assertThat(waits).isNotDone();
      assertThat(calledOff).hasValue(0);
      finisher.release(finisher.cut());
      assertThat(waits.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(strict.used()).isZero();
  }

  private static MemoryBudget withPatience(Duration patience) {
    return new MemoryBudget(
        16 * MIB, SMALLEST_PART, Duration.ofSeconds(10), new LeastRate(patience, 100 * MIB));
  }

  @Test
  void readersNeverWaitAndNeverTakeWhatUploadsAreGuaranteed() throws StorageException {
    assertThat(budget.tryReserve(8 * MIB)).isEmpty();
    var reserved = budget.tryReserve(5 * MIB).orElseThrow();
    assertThat(budget.tryReserve(5 * MIB)).isEmpty();
    assertThat(budget.used()).isEqualTo(5 * MIB);
    reserved.close();
    reserved.close();
    assertThat(budget.used()).isZero();
  }

  @Test
  void aSmallFileOfOneWhoHoldsNothingFindsAChunkWhateverAnotherOneHolds() throws Exception {
    try (UploadMemory holder = admit(budget);
        UploadMemory finisher = admit(budget);
        UploadMemory waiting = admit(budget);
        UploadMemory small = budget.admit("another")) {
      fill(holder, SPARE);
      fill(finisher, 1);
      CompletableFuture<Integer> waits = background(() -> fill(waiting, 1));
      awaitWaiting(1);

      assertThat(small.next()).isNotNull();

      assertThat(waits).isNotDone();
      waiting.cancel();
      assertThatExceptionOfType(Exception.class).isThrownBy(waits::join);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void whoeverHoldsMemoryAndStandsStillIsCalledOffWhileOthersWait() throws Exception {
    MemoryBudget strict = withPatience(Duration.ofMillis(50));
    UploadMemory holder = admit(strict);
    try (UploadMemory finisher = admit(strict);
        UploadMemory waiting = admit(strict)) {
      CompletableFuture<StorageException> failure = new CompletableFuture<>();
      holder.onTooSlow(
          why -> {
            holder.close();
            failure.complete(why);
          });
      fill(holder, SPARE);
      fill(finisher, 1);
      finisher.filled();

      assertThat(waiting.next()).isNotNull();

      assertThat(failure.get(5, TimeUnit.SECONDS).kind()).isEqualTo(Kind.BUSY);
    }
    assertThat(strict.used()).isZero();
  }

  private static UploadMemory admit(MemoryBudget to) throws StorageException {
    return to.admit("somebody");
  }

  /** Takes chunks until the budget says to cut, at most so many; how many it got. */
  private static int fill(UploadMemory upload, int most) throws StorageException {
    int taken = 0;
    while (taken < most && upload.next() != null) {
      taken++;
    }
    return taken;
  }

  private void awaitWaiting(int count) {
    while (budget.waiting() < count) {
      Thread.onSpinWait();
    }
  }

  private static CompletableFuture<Integer> background(Filling filling) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return filling.run();
          } catch (StorageException e) {
            throw new IllegalStateException(e);
          }
        },
        THREADS);
  }

  private interface Filling {
    int run() throws StorageException;
  }
}

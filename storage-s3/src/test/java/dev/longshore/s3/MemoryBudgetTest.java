package dev.longshore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.Finishers.LeastRate;
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

  private final MemoryBudget budget =
      new MemoryBudget(16 * MIB, SMALLEST_PART, Duration.ofSeconds(10));

  @Test
  void aBudgetTooSmallForTwoPartsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MemoryBudget(8 * MIB, SMALLEST_PART, Duration.ofSeconds(1)));
  }

  @Test
  void anUploadWithoutBytesHoldsItsStagingOnly() throws StorageException {
    try (UploadMemory upload = budget.admit()) {
      assertThat(upload.filling.count).isZero();
      assertThat(budget.used()).isEqualTo(MemoryBudget.STAGING);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void moreUploadsThanStagingAllowsAreRefusedAtOnce() throws StorageException {
    List<UploadMemory> admitted = new ArrayList<>();
    for (int i = 0; i < 2 * MIB / MemoryBudget.STAGING; i++) {
      admitted.add(budget.admit());
    }
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(budget::admit)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
    admitted.getFirst().close();
    budget.admit().close();
    admitted.forEach(UploadMemory::close);
    assertThat(budget.used()).isZero();
  }

  @Test
  void anUploadThatTakesAllIsToldToCutBeforeTheReserveIsTouched() throws StorageException {
    try (UploadMemory upload = budget.admit()) {
      assertThat(fill(upload, Integer.MAX_VALUE)).isEqualTo(9 * MIB / MemoryBudget.CHUNK);
      Chunks part = upload.cut();
      upload.release(part);
      upload.release(part);
      assertThat(upload.next()).isNotNull();
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void whenMemoryIsShortTheUploadNearestToAWholePartFinishesFromTheReserve() throws Exception {
    try (UploadMemory near = budget.admit();
        UploadMemory far = budget.admit();
        UploadMemory idle = budget.admit()) {
      fill(near, 12);
      fill(far, 5);
      fill(idle, 19);
      CompletableFuture<Integer> nearDone = background(() -> fill(near, Integer.MAX_VALUE));
      assertThat(nearDone.get(5, TimeUnit.SECONDS)).isEqualTo(8);
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
    try (UploadMemory holder = budget.admit();
        UploadMemory finisher = budget.admit();
        UploadMemory waiting = budget.admit()) {
      fill(holder, 36);
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
    MemoryBudget impatient = new MemoryBudget(16 * MIB, SMALLEST_PART, Duration.ofMillis(20));
    try (UploadMemory holder = impatient.admit();
        UploadMemory finisher = impatient.admit();
        UploadMemory waiting = impatient.admit()) {
      fill(holder, 36);
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
    UploadMemory finisher = strict.admit();
    try (UploadMemory holder = strict.admit();
        UploadMemory waiting = strict.admit()) {
      CompletableFuture<StorageException> failure = new CompletableFuture<>();
      finisher.onTooSlow(
          why -> {
            finisher.close();
            failure.complete(why);
          });
      fill(holder, 36);
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
    try (UploadMemory holder = strict.admit();
        UploadMemory finisher = strict.admit();
        UploadMemory waiting = strict.admit()) {
      finisher.onTooSlow(why -> calledOff.incrementAndGet());
      fill(holder, 36);
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

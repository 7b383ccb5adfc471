package dev.longshore.s3.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The proof that the budget does not deadlock: many uploads, some of them slow, failing or called
 * off, over the real class, with the latency of S3 simulated.
 */
class MemoryBudgetSimulationTest {
  private static final int MIB = 1024 * 1024;
  private static final int SMALLEST_PART = 5 * MIB;
  private static final int PARTS_IN_FLIGHT = 2;

  private final Semaphore connections = new Semaphore(64);
  private final AtomicLong cutEarly = new AtomicLong();
  private final AtomicLong mostUsed = new AtomicLong();

  @ParameterizedTest(name = "{0} MiB, {1} uploads of {4} users, parts of {2} MiB, seed {3}")
  @CsvSource({
    "64, 100, 8, 1, 5",
    "64, 400, 8, 2, 400",
    "128, 600, 16, 3, 5",
    "128, 300, 64, 4, 300",
    "16, 60, 8, 5, 2"
  })
  @Timeout(30)
  void allUploadsFinishAndAllMemoryComesBack(
      int mebibytes, int uploads, int part, long seed, int users) throws Exception {
    long bytes = (long) mebibytes * MIB;
    MemoryBudget budget =
        new MemoryBudget(bytes, SMALLEST_PART, Duration.ofSeconds(25), LeastRate.DEFAULT);
    Random random = new Random(seed);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < uploads; i++) {
        Client client = Client.random(random, part, users);
        running.add(threads.submit(() -> upload(budget, client, threads)));
        if (i % 5 == 0) {
          running.add(threads.submit(() -> read(budget)));
        }
      }
      for (Future<?> one : running) {
        one.get(25, TimeUnit.SECONDS);
      }
    }
    assertThat(budget.used()).isZero();
    assertThat(budget.waiting()).isZero();
    assertThat(mostUsed.get()).isLessThanOrEqualTo(bytes);
    if (uploads >= 300) {
      assertThat(cutEarly.get()).as("parts cut early under pressure").isPositive();
    }
  }

  @Test
  @Timeout(30)
  void clientsThatTrickleDoNotStopTheOthers() throws Exception {
    LeastRate rate = new LeastRate(Duration.ofMillis(500), 1024);
    MemoryBudget budget = new MemoryBudget(16L * MIB, SMALLEST_PART, Duration.ofSeconds(25), rate);
    Random random = new Random(6);
    AtomicInteger suspended = new AtomicInteger();
    int most = 3;
    CountDownLatch standing = new CountDownLatch(most);
    List<Semaphore> ends = Stream.generate(() -> new Semaphore(0)).limit(most).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> trickling = new ArrayList<>();
      for (Semaphore end : ends) {
        trickling.add(threads.submit(() -> trickle(budget, suspended, standing, end)));
      }
      assertThat(standing.await(10, TimeUnit.SECONDS)).isTrue();
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Client client = Client.random(random, 8, 5);
        running.add(threads.submit(() -> upload(budget, client, threads)));
      }
      for (Future<?> one : running) {
        one.get(25, TimeUnit.SECONDS);
      }
      ends.forEach(Semaphore::release);
      for (Future<?> one : trickling) {
        one.get(5, TimeUnit.SECONDS);
      }
    }
    assertThat(suspended.get()).as("trickling uploads called off").isPositive();
    assertThat(budget.used()).isZero();
    assertThat(budget.waiting()).isZero();
  }

  /** Takes chunks until all that is spare is taken, then stays until it is called off. */
  private static @Nullable Void trickle(
      MemoryBudget budget, AtomicInteger suspended, CountDownLatch standing, Semaphore ended)
      throws Exception {
    try (UploadMemory memory = budget.admit("slow")) {
      memory.onTooSlow(
          why -> {
            suspended.incrementAndGet();
            ended.release();
          });
      for (int i = 0; i < 16 && memory.next() != null; i++) {
        LockSupport.parkNanos(1_000_000);
      }
      standing.countDown();
      ended.acquire();
    }
    return null;
  }

  private @Nullable Void upload(MemoryBudget budget, Client client, ExecutorService threads)
      throws Exception {
    Semaphore window = new Semaphore(PARTS_IN_FLIGHT);
    try (UploadMemory memory = budget.admit(client.user)) {
      Future<?> abort = threads.submit(() -> client.callOff(memory));
      int filled = 0;
      for (int chunk = 0; chunk < client.chunks; chunk++) {
        client.pause();
        if (filled == client.partChunks) {
          send(memory, client, window, threads);
          filled = 0;
        }
        while (memory.next() == null) {
          cutEarly.incrementAndGet();
          send(memory, client, window, threads);
          filled = 0;
        }
        filled++;
        mostUsed.accumulateAndGet(budget.used(), Math::max);
      }
      abort.get();
      send(memory, client, window, threads);
    } catch (CancellationException e) {
      assertThat(client.calledOff).isTrue();
    } finally {
      window.acquire(PARTS_IN_FLIGHT);
    }
    return null;
  }

  private void send(UploadMemory memory, Client client, Semaphore window, ExecutorService threads)
      throws InterruptedException {
    memory.filled();
    window.acquire();
    Chunks part = memory.cut();
    if (client.fails && client.chunks % 3 == 0) {
      memory.cancel();
    }
    threads.execute(
        () -> {
          connections.acquireUninterruptibly();
          LockSupport.parkNanos(client.latency.toNanos());
          connections.release();
          memory.release(part);
          window.release();
        });
  }

  private static void read(MemoryBudget budget) {
    for (int i = 0; i < 20; i++) {
      Optional<ReadReservation> ahead = budget.tryReserve(8 * MIB);
      LockSupport.parkNanos(1_000_000);
      ahead.ifPresent(ReadReservation::close);
    }
  }

  /** One client: how much it sends in which pace, and how it ends. */
  private static final class Client {
    private final String user;
    private final int chunks;
    private final int partChunks;
    private final boolean slow;
    private final boolean fails;
    private final boolean calledOff;
    private final Duration latency;
    private final Duration patience;

    private Client(Random random, int part, int users) {
      user = "user-" + random.nextInt(users);
      chunks =
          random.nextInt(4) == 0
              ? random.nextInt(2)
              : random.nextInt(24 * MIB / MemoryBudget.CHUNK);
      partChunks = part * MIB / MemoryBudget.CHUNK;
      slow = random.nextInt(5) == 0;
      fails = random.nextInt(10) == 0;
      calledOff = fails || random.nextInt(10) == 0;
      latency = Duration.ofMillis(1 + random.nextInt(15));
      patience = Duration.ofMillis(random.nextInt(200));
    }

    static Client random(Random random, int part, int users) {
      return new Client(random, part, users);
    }

    void pause() {
      if (slow) {
        LockSupport.parkNanos(1_000_000);
      }
    }

    void callOff(UploadMemory memory) {
      if (calledOff) {
        LockSupport.parkNanos(patience.toNanos());
        memory.cancel();
      }
    }
  }
}

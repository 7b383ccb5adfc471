package dev.longshore.s3.memory;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The bytes that all transfers of this process may hold at once; it can not deadlock. Memory is
 * given in chunks, by the {@link BudgetPolicy}: here those that have to wait do so. Whoever holds a
 * part that waits for its client must have a client that sends at a least rate, while others wait
 * for memory. Readers never wait. For any thread.
 */
public final class MemoryBudget {
  /** What is granted at a time, in bytes; a small file holds one. */
  public static final int CHUNK = 256 * 1024;

  /** What an admitted upload holds before it has a byte. */
  public static final int STAGING = 8 * 1024;

  /** How often those who wait look for who is too slow. */
  private static final long LOOK = Duration.ofMillis(500).toNanos();

  private final BudgetPolicy policy;
  private final Duration longestWait;
  private final LeastRate leastRate;
  private final long look;
  private final Ledger ledger;
  private final Pace pace;
  private final Map<Chunks, Holding> held = new HashMap<>();
  private final Map<UploadMemory, Waiter> queue = new LinkedHashMap<>();
  private final Deque<byte[]> pool = new ArrayDeque<>();
  private int uploads;
  private long nextLook;

  /**
   * One that waits for its turn.
   *
   * @param holding what its part holds, which is the same as long as it waits
   * @param woken has a permit where it shall look whether that has come
   */
  private record Waiter(Chunks part, Holding holding, Semaphore woken) {}

  /**
   * @param bytes the whole budget; at least enough for two of the smallest parts
   * @param smallestPart from how many bytes on a part may be cut when memory is short
   * @param longestWait after which a queued upload is refused
   * @param leastRate of clients while others wait
   */
  public MemoryBudget(long bytes, int smallestPart, Duration longestWait, LeastRate leastRate) {
    this.policy = BudgetPolicy.of(bytes, smallestPart);
    this.longestWait = longestWait;
    this.leastRate = leastRate;
    this.look = Math.min(LOOK, leastRate.patience().toNanos());
    this.ledger = new Ledger(policy.total());
    this.nextLook = System.nanoTime();
    this.pace = new Pace(leastRate, nextLook);
  }

  /**
   * Lets one more upload in, with its staging buffer.
   *
   * @param user who shares the memory with the others
   * @throws StorageException {@code BUSY} at once when there are too many
   */
  public synchronized UploadMemory admit(String user) throws StorageException {
    if (uploads == policy.mostUploads()) {
      throw new StorageException(
          Kind.BUSY, "the memory budget admits no more than " + uploads + " uploads");
    }
    uploads++;
    return new UploadMemory(this, user);
  }

  /** Memory for reading ahead, or nothing if it is short; never waits. */
  public synchronized Optional<ReadReservation> tryReserve(int bytes) {
    int chunks = Math.ceilDiv(bytes, CHUNK);
    if (!policy.mayRead(ledger, chunks, !queue.isEmpty())) {
      return Optional.empty();
    }
    ledger.read(chunks);
    while (pool.size() > ledger.free()) {
      pool.removeLast();
    }
    return Optional.of(new ReadReservation(this, chunks));
  }

  /** How many bytes are held now. */
  public synchronized long used() {
    return (long) ledger.held() * CHUNK + (long) uploads * STAGING;
  }

  /** How many uploads wait for a chunk. */
  public synchronized int waiting() {
    return queue.size();
  }

  /** One chunk more for the part that an upload fills; false when that shall be cut now instead. */
  boolean grow(UploadMemory upload, Chunks part) throws StorageException {
    Waiter waiter;
    synchronized (this) {
      requireNotCancelled(upload);
      Holding holding = holding(upload, part);
      boolean othersWait = !queue.isEmpty();
      if (policy.shallBeSent(ledger, holding, othersWait)) {
        return false;
      }
      Optional<Pot> pot = policy.ask(ledger, holding, othersWait);
      if (pot.isPresent()) {
        grant(upload, part, pot.get());
        return true;
      }
      waiter = enqueue(upload, part, holding);
    }
    await(upload, waiter.woken);
    return true;
  }

  private Holding holding(UploadMemory upload, Chunks part) {
    return held.getOrDefault(part, Holding.none(upload.user()));
  }

  private void grant(UploadMemory upload, Chunks part, Pot pot) {
    byte[] pooled = pool.pollLast();
    byte[] chunk = pooled == null ? new byte[CHUNK] : pooled;
    held.put(part, ledger.grant(holding(upload, part), pot));
    part.add(chunk);
    pace.moved(upload, System.nanoTime());
  }

  private Waiter enqueue(UploadMemory upload, Chunks part, Holding holding) {
    Waiter waiter = new Waiter(part, holding, new Semaphore(0));
    boolean first = queue.isEmpty();
    pace.rests(upload);
    queue.put(upload, waiter);
    pump();
    if (queue.containsKey(upload)) {
      pace.othersWait(System.nanoTime(), first);
    }
    return waiter;
  }

  private void await(UploadMemory upload, Semaphore woken) throws StorageException {
    long end = System.nanoTime() + longestWait.toNanos();
    try {
      for (long left = longestWait.toNanos(); waits(upload, left); left = end - System.nanoTime()) {
        boolean _ = woken.tryAcquire(Math.min(look, left), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (givesUp(upload)) {
      requireNotCancelled(upload);
      throw new StorageException(
          Kind.BUSY, "no memory for an upload within " + longestWait + "; see longshore.s3.memory");
    }
  }

  private synchronized boolean waits(UploadMemory upload, long left) {
    callOffSlow();
    return queue.containsKey(upload) && !upload.isCancelled() && left > 0;
  }

  /** Whether it has waited in vain. */
  private synchronized boolean givesUp(UploadMemory upload) {
    boolean inVain = queue.remove(upload) != null;
    if (inVain) {
      pump();
    }
    return inVain;
  }

  private static void requireNotCancelled(UploadMemory upload) {
    if (upload.isCancelled()) {
      throw new CancellationException();
    }
  }

  /** To end the connection of a client takes a while, which is not to be waited for here. */
  private void callOffSlow() {
    long now = System.nanoTime();
    if (queue.isEmpty() || nextLook - now > 0) {
      return;
    }
    nextLook = now + look;
    pace.othersWait(now, false);
    pace.slow(now).forEach(upload -> Thread.ofVirtual().start(() -> upload.callOff(tooSlow())));
  }

  private StorageException tooSlow() {
    return new StorageException(
        Kind.BUSY,
        "too slow while others wait for memory; less than "
            + leastRate
            + ", see longshore.s3.memory");
  }

  /** Gives those that wait what they may have. */
  private void pump() {
    for (var turn = next(); turn.isPresent(); turn = next()) {
      UploadMemory upload = turn.get().who();
      Waiter waiter = Objects.requireNonNull(queue.get(upload));
      grant(upload, waiter.part, turn.get().pot());
      queue.remove(upload);
      waiter.woken.release();
    }
  }

  private Optional<BudgetPolicy.Turn<UploadMemory>> next() {
    return policy
        .next(ledger, queue.entrySet(), waiting -> waiting.getValue().holding)
        .map(turn -> new BudgetPolicy.Turn<>(turn.who().getKey(), turn.pot()));
  }

  synchronized boolean isWhole(Chunks part) {
    Holding holding = held.get(part);
    return holding != null && policy.isWhole(holding);
  }

  /** The part which an upload fills grows no more, so that its client is not rushed. */
  synchronized void filled(UploadMemory upload) {
    pace.rests(upload);
  }

  /** Has a wait look whether it is over. */
  synchronized void wake(UploadMemory upload) {
    Waiter waiter = queue.get(upload);
    if (waiter != null) {
      waiter.woken.release();
    }
  }

  /** Takes back the chunks of a part that S3 has or that is given up; harmless when repeated. */
  synchronized void release(Chunks part) {
    Holding holding = held.remove(part);
    if (holding != null) {
      ledger.release(holding);
      pool.addAll(part.surrender());
      pump();
    }
  }

  synchronized void readEnds(int chunks) {
    ledger.read(-chunks);
    pump();
  }

  synchronized void leave(UploadMemory upload, Chunks filling) {
    uploads--;
    pace.rests(upload);
    release(filling);
  }
}

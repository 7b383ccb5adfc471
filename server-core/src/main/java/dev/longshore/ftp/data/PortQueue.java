package dev.longshore.ftp.data;

import dev.longshore.ftp.data.PassivePort.Entry;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a passive port; a {@link LeaseTable} has them, under its lock.
 *
 * <p>Time that passes wakes nobody: the first of them looks again now and then, for all.
 */
final class PortQueue {
  /** How many may wait. */
  private static final int MOST = 256;

  static final class Waiter {
    final Holder holder;
    final OptionalInt kept;
    final Condition turn;
    @Nullable Entry lent;
    private boolean turnedAway;

    /**
     * @param turn signalled when there is something to be done
     */
    Waiter(Holder holder, OptionalInt kept, Condition turn) {
      this.holder = holder;
      this.kept = kept;
      this.turn = turn;
    }

    /** Whether it waits no more. */
    boolean isDone() {
      return lent != null || turnedAway;
    }
  }

  private final boolean byAddress;

  /** In the order of their coming. */
  private final List<Waiter> waiters = new ArrayList<>();

  /**
   * @param byAddress whether an address says who a client is
   */
  PortQueue(boolean byAddress) {
    this.byAddress = byAddress;
  }

  /** Where too many wait, the newest goes of whoever has most waiting; that may be this one. */
  void enter(Waiter waiter) {
    waiters.add(waiter);
    if (waiters.size() > MOST) {
      Loads loads = new Loads(waiters.stream().map(w -> w.holder), byAddress);
      Waiter last =
          waiters.reversed().stream()
              .max(Comparator.comparingInt(w -> loads.of(w.holder)))
              .orElseThrow();
      last.turnedAway = true;
      last.turn.signal();
      leave(last);
    }
  }

  /** Does nothing to one that is done. */
  void leave(Waiter waiter) {
    boolean first = isFirst(waiter);
    waiters.remove(waiter);
    if (first && !waiters.isEmpty()) {
      waiters.getFirst().turn.signal();
    }
  }

  /** Whether it is the one who looks again for all. */
  boolean isFirst(Waiter waiter) {
    return !waiters.isEmpty() && waiters.getFirst() == waiter;
  }

  int size() {
    return waiters.size();
  }

  /**
   * Serves those who have fewest leases, as long as there is something for one of them.
   *
   * @param leases how many everybody has
   * @param lend empty where there is no port for one; there is none for another of that address
   *     then, unless somebody was served meanwhile
   */
  void serve(Supplier<Loads> leases, Function<Waiter, Optional<Entry>> lend) {
    boolean served = true;
    while (served && !waiters.isEmpty()) {
      Loads loads = leases.get();
      List<Waiter> queue = new ArrayList<>(waiters);
      // The order of their coming stands among equals.
      queue.sort(Comparator.comparingInt(w -> loads.of(w.holder)));
      served = serveOne(queue, lend);
    }
  }

  private boolean serveOne(List<Waiter> queue, Function<Waiter, Optional<Entry>> lend) {
    Set<InetAddress> inVain = new HashSet<>();
    for (Waiter waiter : queue) {
      if (!inVain.contains(waiter.holder.client())) {
        Optional<Entry> lent = lend.apply(waiter);
        if (lent.isPresent()) {
          waiter.lent = lent.get();
          waiter.turn.signal();
          leave(waiter);
          return true;
        }
        inVain.add(waiter.holder.client());
      }
    }
    return false;
  }
}

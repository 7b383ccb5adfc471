package dev.longshore.ftp.data;

import dev.longshore.ftp.data.PassivePort.Entry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Which port somebody gets; a {@link LeaseTable} asks, under its lock. */
final class PortChoice {
  /** For how long nobody takes an unused lease away. */
  private static final Duration UNDISTURBED = Duration.ofSeconds(3);

  private final List<PassivePort> ports;
  private final IntPredicate lendable;
  private final boolean sharing;
  private final boolean byAddress;
  private final LongSupplier clock;

  PortChoice(
      List<PassivePort> ports,
      IntPredicate lendable,
      boolean sharing,
      boolean byAddress,
      LongSupplier clock) {
    this.ports = ports;
    this.lendable = lendable;
    this.sharing = sharing;
    this.byAddress = byAddress;
    this.clock = clock;
  }

  /** Whether a port of the slot is this process's to lend now. */
  boolean mayLend(PassivePort port) {
    return lendable.test(port.number);
  }

  /** Whether any may be lent now, free or not. */
  boolean mayLend() {
    return lendable().findAny().isPresent();
  }

  private Stream<PassivePort> lendable() {
    return ports.stream().filter(this::mayLend);
  }

  /**
   * One that can be lent now.
   *
   * @param kept the one that the same session had before, unused
   */
  Optional<PassivePort> available(InetAddress client, OptionalInt kept) {
    return kept(kept).or(this::free).or(() -> shared(client));
  }

  /** How many unused leases everybody has. */
  Loads loads() {
    return new Loads(pendingEntries().map(e -> e.holder), byAddress);
  }

  private Stream<Entry> pendingEntries() {
    return ports.stream().flatMap(p -> p.lent.stream());
  }

  private Optional<PassivePort> kept(OptionalInt kept) {
    return kept.isEmpty()
        ? Optional.empty()
        : idle().filter(p -> p.number == kept.getAsInt()).findFirst();
  }

  private Optional<PassivePort> free() {
    long now = clock.getAsLong();
    List<PassivePort> rested =
        idle()
            .filter(p -> p.quarantinedUntil - now <= 0)
            .sorted(Comparator.comparingLong(p -> p.lastUse - now))
            .toList();
    return rested.isEmpty()
        ? idle().min(Comparator.comparingLong(p -> p.quarantinedUntil - now))
        : Optional.of(any(rested.subList(0, (rested.size() + 1) / 2)));
  }

  /** One whose last lease is watched for a second connection stays out of it. */
  private Stream<PassivePort> idle() {
    return lendable().filter(p -> p.lent.isEmpty() && p.held().findAny().isEmpty());
  }

  private Optional<PassivePort> shared(InetAddress client) {
    if (!sharing) {
      return Optional.empty();
    }
    List<PassivePort> possible =
        lendable()
            .filter(p -> Stream.concat(p.lent.stream(), p.held()).noneMatch(e -> is(client, e)))
            .sorted(Comparator.comparingInt(p -> p.lent.size()))
            .toList();
    return possible.isEmpty()
        ? Optional.empty()
        : Optional.of(any(possible.subList(0, (possible.size() + 1) / 2)));
  }

  private static boolean is(InetAddress client, Entry entry) {
    return entry.client().equals(client);
  }

  /**
   * The lease that yields to this client: one that has gone unused for a while, of whoever has
   * most.
   */
  Optional<Entry> yielding(InetAddress client) {
    long now = clock.getAsLong();
    List<Entry> candidates =
        pendingEntries()
            .filter(e -> mayLend(e.port))
            .filter(e -> now - e.asked >= UNDISTURBED.toNanos() && isAllThatBars(e, client))
            .toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    Loads loads = loads();
    return candidates.stream()
        .max(
            Comparator.comparingInt((Entry e) -> loads.of(e.holder))
                .thenComparingLong(e -> now - e.asked));
  }

  private boolean isAllThatBars(Entry entry, InetAddress client) {
    return entry.port.held().findAny().isEmpty()
        && (sharing
            ? entry.port.lent.stream().noneMatch(e -> e != entry && is(client, e))
            : entry.port.lent.size() == 1);
  }

  private static PassivePort any(List<PassivePort> candidates) {
    return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
  }
}

package dev.longshore.ftp.fleet;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * All addresses that this replica links with, or tries to: those that were found, those where a
 * replica is, and those that others told, as long as somebody answers. Safe for many threads.
 */
final class Targets implements AutoCloseable {
  private static final int MOST = 1024;

  private final Roster roster;
  private final OwnLinks links;
  private final Consumer<Target> dialer;
  private final Map<InetSocketAddress, Target> targets = new ConcurrentHashMap<>();
  private volatile Set<InetSocketAddress> found = Set.of();
  private volatile boolean closed;

  /**
   * @param links with whom there is one
   * @param dialer begins to link with a target
   */
  Targets(Roster roster, OwnLinks links, Consumer<Target> dialer) {
    this.roster = roster;
    this.links = links;
    this.dialer = dialer;
  }

  /** These were found now, and what was found before counts no more. */
  void found(Set<InetSocketAddress> now) {
    found = Set.copyOf(now);
    now.forEach(this::add);
  }

  /** What was found the last time. */
  Set<InetSocketAddress> found() {
    return found;
  }

  /** Somebody may be there. */
  void add(InetSocketAddress address) {
    if (closed || targets.size() >= MOST || targets.containsKey(address)) {
      return;
    }
    Target target = new Target(address, links);
    if (targets.putIfAbsent(address, target) == null) {
      begin(target);
    }
  }

  /** Where no thread can be had for it now, it is as if it had not been found yet. */
  private void begin(Target target) {
    boolean begun = false;
    try {
      dialer.accept(target);
      begun = true;
    } finally {
      if (!begun) {
        targets.remove(target.address(), target);
      }
    }
    if (closed) {
      target.close();
    }
  }

  /** A replica seems to be there. */
  void claimed(UUID by, InetSocketAddress address) {
    add(address);
    Optional.ofNullable(targets.get(address)).ifPresent(target -> target.claimed(by));
  }

  /** Dials an address anew, at once. */
  void again(InetSocketAddress address) {
    Optional.ofNullable(targets.get(address)).ifPresent(Target::again);
  }

  /** Dials wherever a replica is anew, at once, as its link says nothing any more. */
  void again(UUID run) {
    targets.values().stream().filter(each -> each.leadsTo(run)).forEach(Target::again);
  }

  /** Dials all anew, since what this replica says of itself at first has changed. */
  void allAgain() {
    targets.values().forEach(Target::again);
  }

  /** Gives up those where nobody is and which nobody finds any more. */
  void prune() {
    for (Target target : List.copyOf(targets.values())) {
      boolean wanted = found.contains(target.address()) || roster.isAt(target.address());
      if (!wanted && target.isVain()) {
        targets.remove(target.address());
        target.close();
      }
    }
  }

  /**
   * Whether this replica was found, and of all that were found or told it is known who is there.
   */
  boolean areKnown() {
    return targets.values().stream().anyMatch(Target::isSelf)
        && targets.values().stream().allMatch(Target::isKnown);
  }

  /** Where somebody may be whom this replica does not know. */
  List<InetSocketAddress> open() {
    Set<InetSocketAddress> open = new HashSet<>(found);
    open.removeIf(
        address -> {
          Target target = targets.get(address);
          return target == null || !target.isOpen() || roster.isAt(address);
        });
    return List.copyOf(open);
  }

  Collection<Feed> feeds() {
    return targets.values().stream().flatMap(target -> target.feed().stream()).toList();
  }

  /** The link with a replica. */
  Optional<Feed> feedOf(UUID run) {
    return targets.values().stream().flatMap(target -> target.feedOf(run).stream()).findFirst();
  }

  /** Says goodbye on all links, and waits until they have ended by that, or the time is over. */
  void goodbye(Duration patience) {
    closed = true;
    targets.values().forEach(Target::goodbye);
    long deadline = System.nanoTime() + patience.toNanos();
    while (targets.values().stream().anyMatch(Target::isBusy) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Override
  public void close() {
    closed = true;
    targets.values().forEach(Target::close);
  }
}

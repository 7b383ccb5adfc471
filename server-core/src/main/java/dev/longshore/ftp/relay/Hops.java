package dev.longshore.ftp.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The hops that are open and carry nothing, so that a small transfer does not pay for a dial. Safe
 * for many threads.
 */
final class Hops implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int MOST_TO_MEMBER = 32;

  private record Idle(Hop hop, long since) {}

  private final Supplier<Keyring> keys;
  private final Map<Member, Deque<Idle>> idle = new HashMap<>();
  private boolean closed;

  Hops(Supplier<Keyring> keys) {
    this.keys = keys;
  }

  /** One that was used before, the last used first. */
  Optional<Hop> kept(Member member) {
    List<Hop> unusable = new ArrayList<>();
    try {
      synchronized (this) {
        Deque<Idle> waiting = idle.getOrDefault(member, new ArrayDeque<>());
        for (Idle next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
          if (next.hop.isUsable(keys.get())) {
            return Optional.of(next.hop);
          }
          unusable.add(next.hop);
        }
        return Optional.empty();
      }
    } finally {
      unusable.forEach(Hop::close);
    }
  }

  /** A new one; see {@link Hop#dial}. */
  Optional<Hop> dial(Member member, Duration patience) throws IOException {
    return Hop.dial(member, keys.get().first(), patience);
  }

  /** One that carries nothing any more, and may again. */
  void keep(Hop hop) {
    synchronized (this) {
      Deque<Idle> waiting = idle.computeIfAbsent(hop.member(), _ -> new ArrayDeque<>());
      if (!closed && waiting.size() < MOST_TO_MEMBER) {
        waiting.addFirst(new Idle(hop, System.nanoTime()));
        return;
      }
    }
    hop.close();
  }

  /** Ends those that were not used for long, or that no key of now has proved. */
  void expire() {
    long now = System.nanoTime();
    Keyring current = keys.get();
    List<Hop> old = new ArrayList<>();
    synchronized (this) {
      for (Deque<Idle> waiting : idle.values()) {
        waiting.removeIf(
            each -> {
              boolean over = now - each.since > IDLE.toNanos() || !each.hop.isUsable(current);
              return over && old.add(each.hop);
            });
      }
      idle.values().removeIf(Deque::isEmpty);
    }
    old.forEach(Hop::close);
  }

  @Override
  public void close() {
    List<Hop> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.values().forEach(waiting -> waiting.forEach(i -> all.add(i.hop)));
      idle.clear();
    }
    all.forEach(Hop::close);
  }
}

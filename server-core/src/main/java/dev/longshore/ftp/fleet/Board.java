package dev.longshore.ftp.fleet;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What this replica tells all others of itself. Each link has a {@link Feed} of it, which has all
 * at first and then what changes. Safe for many threads.
 */
final class Board {
  private final Map<Key, Supplier<Value>> entries = new LinkedHashMap<>();
  private final Set<Feed> feeds = new HashSet<>();

  /** It is so from now on. */
  void put(Key key, Value value) {
    put(key, () -> value);
  }

  /**
   * It is so from now on.
   *
   * @param value of the moment when it is told
   */
  synchronized void put(Key key, Supplier<Value> value) {
    entries.put(key, value);
    feeds.forEach(feed -> feed.changed(key));
  }

  /** It is no longer so. */
  synchronized void remove(Key key) {
    if (entries.remove(key) != null) {
      feeds.forEach(feed -> feed.changed(key));
    }
  }

  /** For a new link; whoever has it closes it. */
  synchronized Feed feed() {
    Feed feed = new Feed(this);
    entries.keySet().forEach(feed::changed);
    feeds.add(feed);
    return feed;
  }

  synchronized void end(Feed feed) {
    feeds.remove(feed);
  }

  /** What is to be said of a key now. */
  Message of(Key key) {
    // Asked without the lock, since whoever owns the value may be about to put another.
    Optional<Supplier<Value>> value = find(key);
    return value.isPresent() ? new Message.Told(key, value.get().get()) : new Message.Removed(key);
  }

  private synchronized Optional<Supplier<Value>> find(Key key) {
    return Optional.ofNullable(entries.get(key));
  }
}

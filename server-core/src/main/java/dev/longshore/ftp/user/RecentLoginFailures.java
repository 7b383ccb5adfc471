package dev.longshore.ftp.user;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The wrong passwords of the last time, seen by this process or told by others; beyond its limit
 * the oldest are forgotten.
 */
public final class RecentLoginFailures implements LoginFailures {
  /** Two ages of one wrong password, told over different ways, differ by less. */
  private static final Duration SAME = Duration.ofSeconds(2);

  /**
   * How many there were.
   *
   * @param failures 0 where the count began anew
   * @param last when the last of them, or the beginning, was
   */
  private record Tally(int failures, long last) {}

  private record Aged(long last, String id) implements Comparable<Aged> {
    @Override
    public int compareTo(Aged other) {
      // The time that passes may wrap around.
      int age = Long.signum(last - other.last);
      return age == 0 ? id.compareTo(other.id) : age;
    }
  }

  /** Learns what changes, under this one's lock. Safe for many threads; must not block. */
  public interface Witness {
    Witness NOBODY =
        new Witness() {
          @Override
          public void counted(String id) {}

          @Override
          public void forgotten(String id) {}
        };

    /** A subject's count, or its last moment, has changed. */
    void counted(String id);

    /** Nothing is known of a subject any more. */
    void forgotten(String id);
  }

  private final int limit;
  private final Duration time;
  private final LongSupplier nanos;
  private volatile Witness witness = Witness.NOBODY;

  /** By the subject's id. */
  private final Map<String, Tally> tallies = new HashMap<>();

  /** The same by age, the oldest first: what others tell is older than what they told before. */
  private final NavigableSet<Aged> byAge = new TreeSet<>();

  /**
   * @param limit how many are counted of
   * @param time how long after the last wrong password a count ends
   * @param nanos the time that passes, as {@link System#nanoTime}
   */
  public RecentLoginFailures(int limit, Duration time, LongSupplier nanos) {
    this.limit = limit;
    this.time = time;
    this.nanos = nanos;
  }

  /** From now on this one learns what changes. */
  public void toldTo(Witness other) {
    witness = other;
  }

  @Override
  public synchronized int add(Subject subject) {
    long now = nanos.getAsLong();
    forgetOutdated(now);
    @Nullable Tally before = tallies.get(subject.id());
    int failures = before == null ? 1 : before.failures() + 1;
    put(subject.id(), new Tally(failures, now));
    return failures;
  }

  @Override
  public synchronized int count(Subject subject) {
    return failures(subject.id());
  }

  /** How many there are for whoever has this id. */
  public synchronized int failures(String id) {
    forgetOutdated(nanos.getAsLong());
    @Nullable Tally tally = tallies.get(id);
    return tally == null ? 0 : tally.failures();
  }

  /** How long ago the last wrong password was, or the beginning anew; zero if nothing is known. */
  public synchronized Duration age(String id) {
    @Nullable Tally tally = tallies.get(id);
    return tally == null ? Duration.ZERO : Duration.ofNanos(nanos.getAsLong() - tally.last());
  }

  /** It stays known that it began anew, so that nobody tells what was before. */
  @Override
  public synchronized void clear(Subject subject) {
    if (tallies.containsKey(subject.id())) {
      put(subject.id(), new Tally(0, nanos.getAsLong()));
    }
  }

  /**
   * Somebody else counted. The greater count holds, and what began anew is not made undone by what
   * was before that.
   *
   * @param failures 0 if it began anew
   * @param age how long ago the last of them was, or the beginning
   */
  public synchronized void merge(String id, int failures, Duration age) {
    long now = nanos.getAsLong();
    forgetOutdated(now);
    if (age.compareTo(time) >= 0) {
      return;
    }
    Tally told = new Tally(failures, now - age.toNanos());
    @Nullable Tally own = tallies.get(id);
    if (own == null || isNews(told, own)) {
      put(id, own == null ? told : together(told, own));
    }
  }

  private static boolean isNews(Tally told, Tally own) {
    boolean later = told.last() - own.last() > SAME.toNanos();
    if (told.failures() == 0 || own.failures() == 0) {
      return told.failures() != own.failures() && told.last() - own.last() > 0;
    }
    return told.failures() > own.failures() || (told.failures() == own.failures() && later);
  }

  /** Neither the count nor the time of what both know goes back; but a beginning anew does that. */
  private static Tally together(Tally told, Tally own) {
    boolean anew = told.failures() == 0 || own.failures() == 0;
    return anew || told.last() - own.last() > 0 ? told : new Tally(told.failures(), own.last());
  }

  private void put(String id, Tally tally) {
    @Nullable Tally before = tallies.put(id, tally);
    if (before != null) {
      byAge.remove(new Aged(before.last(), id));
    } else if (tallies.size() > limit) {
      forget(byAge.getFirst());
    }
    byAge.add(new Aged(tally.last(), id));
    witness.counted(id);
  }

  synchronized int size() {
    return tallies.size();
  }

  private void forgetOutdated(long now) {
    while (!byAge.isEmpty() && now - byAge.getFirst().last() >= time.toNanos()) {
      forget(byAge.getFirst());
    }
  }

  private void forget(Aged oldest) {
    byAge.remove(oldest);
    tallies.remove(oldest.id());
    witness.forgotten(oldest.id());
  }
}

package dev.longshore.ftp.user;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The wrong passwords that this process saw; beyond its limit the oldest are forgotten. */
public final class RecentLoginFailures implements LoginFailures {
  private record Tally(int failures, long last) {}

  private final int limit;
  private final Duration time;
  private final LongSupplier nanos;

  /** Whose last wrong password is the oldest comes first. */
  private final Map<Subject, Tally> tallies = new LinkedHashMap<>();

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

  @Override
  public synchronized int add(Subject subject) {
    long now = nanos.getAsLong();
    forgetOutdated(now);
    @Nullable Tally before = tallies.remove(subject);
    int failures = before == null ? 1 : before.failures() + 1;
    if (tallies.size() == limit) {
      tallies.remove(tallies.keySet().iterator().next());
    }
    tallies.put(subject, new Tally(failures, now));
    return failures;
  }

  @Override
  public synchronized int count(Subject subject) {
    forgetOutdated(nanos.getAsLong());
    @Nullable Tally tally = tallies.get(subject);
    return tally == null ? 0 : tally.failures();
  }

  @Override
  public synchronized void clear(Subject subject) {
    tallies.remove(subject);
  }

  synchronized int size() {
    return tallies.size();
  }

  private void forgetOutdated(long now) {
    Iterator<Tally> oldest = tallies.values().iterator();
    while (oldest.hasNext() && now - oldest.next().last() >= time.toNanos()) {
      oldest.remove();
    }
  }
}

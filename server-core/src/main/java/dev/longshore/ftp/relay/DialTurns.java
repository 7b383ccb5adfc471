package dev.longshore.ftp.relay;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many hops to one replica are in the making at a time. A relay port turns out the oldest of
 * those that have not proven themselves where one too many comes, and the crowd of data connections
 * that many clients or a scan make must not be that to its own side. First come, first served. Safe
 * for many threads.
 */
final class DialTurns {
  /** A quarter of what a relay port bears of one address, for several replicas may share one. */
  static final int MOST_TO_MEMBER = 4;

  /** Enough wait already; nobody was asked. */
  static final class Crowd extends IOException {
    private static final long serialVersionUID = 1L;

    private Crowd(String message) {
      super(message);
    }
  }

  /** Those that dial one, and wait for that, of which it is not known that it lives. */
  static final int MOST_IN_DOUBT = 12;

  private final Map<Member, Line> lines = new ConcurrentHashMap<>();

  /** Those that dial one replica, and those that wait for that. */
  private static final class Line {
    private final Semaphore turns = new Semaphore(MOST_TO_MEMBER, true);
    private final AtomicInteger people = new AtomicInteger();
  }

  /** One of the few; closed when its hop has had the first answer. */
  final class Turn implements AutoCloseable {
    private final Member member;
    private final Line line;

    private Turn(Member member, Line line) {
      this.member = member;
      this.line = line;
    }

    @Override
    public void close() {
      line.turns.release();
      leave(member);
    }
  }

  /**
   * Waits for a turn.
   *
   * @param patience for how long
   * @param lives whether the replica is known to live; for one that is not few wait
   * @throws Crowd when those before are too many
   * @throws SocketTimeoutException when they take too long
   */
  Turn take(Member member, Duration patience, boolean lives)
      throws Crowd, SocketTimeoutException, InterruptedException {
    Line line = enter(member);
    boolean has = false;
    try {
      if (!lives && line.people.get() > MOST_IN_DOUBT) {
        throw new Crowd("it may be gone, and enough wait to find out");
      }
      has = line.turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (!has) {
        throw new SocketTimeoutException(
            "those who dialled it before had no answer for " + patience.toMillis() + " ms");
      }
      return new Turn(member, line);
    } finally {
      if (!has) {
        leave(member);
      }
    }
  }

  private Line enter(Member member) {
    return lines.compute(
        member,
        (_, there) -> {
          Line line = there == null ? new Line() : there;
          line.people.incrementAndGet();
          return line;
        });
  }

  private void leave(Member member) {
    lines.computeIfPresent(member, (_, line) -> line.people.decrementAndGet() == 0 ? null : line);
  }
}

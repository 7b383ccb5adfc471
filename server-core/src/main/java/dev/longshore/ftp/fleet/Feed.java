package dev.longshore.ftp.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is still to be said on one link. Of what changes twice before it is said the newest is said
 * alone, so it never grows beyond what there is to tell. Safe for many threads; one of them takes.
 */
final class Feed implements AutoCloseable {
  /** How often a link that has nothing to say shows that the replica lives. */
  static final Duration BEAT = Duration.ofSeconds(2);

  /** How often what changes is said at most. */
  private static final Duration PACE = Duration.ofMillis(100);

  private static final int BATCH = 256;

  private final Board board;
  private final Set<Key> changed = new LinkedHashSet<>();
  private long ask;
  private long answer;
  private boolean asks;
  private boolean answers;
  private boolean goodbye;
  private boolean ended;
  private long spoke = System.nanoTime() - BEAT.toNanos();

  Feed(Board board) {
    this.board = board;
  }

  synchronized void changed(Key key) {
    changed.add(key);
    notifyAll();
  }

  /** The other side shall answer, and this goes before all else. */
  synchronized void ask(long number) {
    ask = number;
    asks = true;
    notifyAll();
  }

  /** To be said when everything up to now has been. */
  synchronized void answer(long number) {
    answer = number;
    answers = true;
    notifyAll();
  }

  /** The last that is said. */
  synchronized void goodbye() {
    goodbye = true;
    notifyAll();
  }

  /** Nothing more is to be said. */
  @Override
  public void close() {
    board.end(this);
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  /**
   * Waits until something is to be said, which it is at each beat at the latest; nothing is when
   * the feed has ended.
   */
  List<Message> take() throws InterruptedException {
    List<Key> keys = new ArrayList<>();
    List<Message> first = new ArrayList<>();
    List<Message> last = new ArrayList<>();
    next(keys, first, last);
    // Without the lock: the board tells feeds of changes under its own.
    keys.forEach(key -> first.add(board.of(key)));
    first.addAll(last);
    return first;
  }

  private synchronized void next(List<Key> keys, List<Message> first, List<Message> last)
      throws InterruptedException {
    for (long left = left(); left > 0; left = left()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    if (ended) {
      return;
    }
    spoke = System.nanoTime();
    if (asks) {
      first.add(new Message.Ask(ask));
      asks = false;
    }
    Iterator<Key> all = changed.iterator();
    while (all.hasNext() && keys.size() < BATCH) {
      keys.add(all.next());
      all.remove();
    }
    if (changed.isEmpty() && answers) {
      last.add(new Message.Answer(answer));
      answers = false;
    }
    if (changed.isEmpty() && goodbye) {
      last.add(new Message.Goodbye());
      ended = true;
    }
    if (keys.isEmpty() && first.isEmpty() && last.isEmpty()) {
      last.add(new Message.Beat());
    }
  }

  private long left() {
    if (ended || asks || answers || goodbye || changed.size() >= BATCH) {
      return 0;
    }
    Duration pause = changed.isEmpty() ? BEAT : PACE;
    return spoke + pause.toNanos() - System.nanoTime();
  }
}

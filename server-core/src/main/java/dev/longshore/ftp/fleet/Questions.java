package dev.longshore.ftp.fleet;

import java.time.Duration;

/**
 * Asks all other replicas for what each has not told yet, and waits for their answers. Safe for
 * many threads.
 */
final class Questions {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Answers that are not older than that are good enough for whoever asks next. */
  private static final Duration FRESH = Duration.ofMillis(100);

  /** Asked by one that joins: nobody's answer to it may be missing. */
  private static final long FIRST = 1;

  private final Targets targets;
  private final Roster roster;
  private long asked = FIRST;
  private long askedAt = System.nanoTime() - FRESH.toNanos();

  Questions(Targets targets, Roster roster) {
    this.targets = targets;
    this.roster = roster;
  }

  /** Asks those whom it has not asked yet for the first time; does not wait. */
  void askFirst() {
    targets.feeds().forEach(feed -> feed.ask(FIRST));
  }

  /** Whether all who live have answered that. */
  boolean isFirstAnswered() {
    return roster.haveAnswered(FIRST);
  }

  /** Asks all anew, and waits half a second at most until all who live have answered. */
  synchronized void refresh() {
    if (System.nanoTime() - askedAt < FRESH.toNanos()) {
      return;
    }
    asked++;
    targets.feeds().forEach(feed -> feed.ask(asked));
    try {
      roster.awaitAnswers(asked, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    askedAt = System.nanoTime();
  }
}

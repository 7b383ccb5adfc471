package dev.longshore.ftp.data;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.user.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Those who came to a port after the one that is served: kept until it is known how to judge them,
 * then judged, each on a thread of its own. A {@link Contest} has them. Safe for many threads.
 */
final class Rivals {
  /** How long one is kept whom nobody can judge, and how long a handshake may take after that. */
  static final Duration PATIENCE = LeaseTable.CONTESTABLE;

  /** Finds out who a rival is. */
  interface Judge {

    /** Takes the connection over. */
    DataLink take(Accepted rival) throws IOException;

    /** Whether it resumes the session's TLS; bounded in time. */
    boolean proves(DataLink rival) throws IOException;
  }

  private final RivalRoom room;
  private final Network client;
  private final Predicate<DataLink> winner;
  private final Runnable judged;
  private final AtomicInteger open = new AtomicInteger();
  private final CompletableFuture<Judge> judge = new CompletableFuture<>();
  private boolean dismissed;

  /**
   * @param room where those of the whole process are
   * @param client whom the port is for
   * @param winner takes over one who has proven himself; false if it is too late for that
   * @param judged is told of each of whom it is known
   */
  Rivals(RivalRoom room, Network client, Predicate<DataLink> winner, Runnable judged) {
    this.room = room;
    this.client = client;
    this.winner = winner;
    this.judged = judged;
  }

  Network client() {
    return client;
  }

  /** Takes the connection. */
  synchronized void add(Accepted connection) {
    if (dismissed) {
      connection.reset();
      return;
    }
    Rival rival = new Rival(this, connection, this::judge);
    open.incrementAndGet();
    room.enter(rival);
    rival.start();
  }

  void judgedBy(Judge how) {
    judge.complete(how);
  }

  /** Whether anybody can judge them. */
  boolean areJudged() {
    return judge.isDone();
  }

  private void judge(Rival rival) {
    try {
      Judge how = judge.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      DataLink link = how.take(rival.connection);
      rival.becomes(link);
      if (how.proves(link) && room.leave(rival) && !winner.test(link)) {
        link.abort();
      }
    } catch (IOException | TimeoutException | ExecutionException e) {
      // Whoever it was, it is not the client.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      room.end(rival);
      open.decrementAndGet();
      judged.run();
    }
  }

  /** Whether there is one of whom it will be known. */
  boolean areOpen() {
    return areJudged() && open.get() > 0;
  }

  /** Nobody of them is waited for any more; one who has proven himself is not among them. */
  synchronized void dismiss() {
    dismissed = true;
    room.end(this);
  }
}

package dev.longshore.ftp.data;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Those who came to a port after the one that is served: kept until it is known how to judge them,
 * then judged, each on a thread of its own. A {@link Contest} has them. Safe for many threads.
 */
final class Rivals {
  /** How many there may be at once for one port; the oldest goes. */
  private static final int MOST = 32;

  /** Finds out who a rival is. */
  interface Judge {

    /** Takes the socket over. */
    DataLink take(Socket rival) throws IOException;

    /** Whether it resumes the session's TLS; bounded in time. */
    boolean proves(DataLink rival) throws IOException;
  }

  private final Semaphore room;
  private final Predicate<DataLink> winner;
  private final Deque<Socket> early = new ArrayDeque<>();
  private final Deque<DataLink> judged = new ArrayDeque<>();
  private @Nullable Judge judge;
  private boolean dismissed;

  /**
   * @param room how many there may be in the whole process
   * @param winner takes over one who has proven himself; false if it is too late for that
   */
  Rivals(Semaphore room, Predicate<DataLink> winner) {
    this.room = room;
    this.winner = winner;
  }

  /** Takes the socket. */
  synchronized void add(Socket socket) {
    if (dismissed || !room.tryAcquire()) {
      PassivePorts.reset(socket);
    } else if (judge == null) {
      early.add(socket);
      if (early.size() > MOST) {
        drop(early.removeFirst());
      }
    } else {
      begin(judge, socket);
    }
  }

  private void drop(Socket socket) {
    room.release();
    PassivePorts.reset(socket);
  }

  synchronized void judgedBy(Judge how) {
    judge = how;
    while (!early.isEmpty()) {
      begin(how, early.removeFirst());
    }
  }

  /** Whether anybody can judge them. */
  synchronized boolean areJudged() {
    return judge != null;
  }

  private void begin(Judge how, Socket socket) {
    Thread.ofVirtual().name("data-rival").start(() -> judge(how, socket));
  }

  private void judge(Judge how, Socket socket) {
    try {
      DataLink link = how.take(socket);
      if (!proves(how, link) || !winner.test(link)) {
        link.abort();
      }
    } catch (IOException e) {
      // It was gone at once.
    } finally {
      room.release();
    }
  }

  private boolean proves(Judge how, DataLink link) {
    if (!enter(link)) {
      return false;
    }
    try {
      return how.proves(link);
    } catch (IOException e) {
      // Whoever it was, it is not the client.
      return false;
    } finally {
      leave(link);
    }
  }

  private synchronized boolean enter(DataLink link) {
    if (dismissed) {
      return false;
    }
    judged.add(link);
    if (judged.size() > MOST) {
      judged.removeFirst().abort();
    }
    return true;
  }

  private synchronized void leave(DataLink link) {
    judged.remove(link);
  }

  /** Nobody of them is waited for any more; one who has proven himself is not among them. */
  synchronized void dismiss() {
    dismissed = true;
    early.forEach(this::drop);
    early.clear();
    judged.forEach(DataLink::abort);
  }
}

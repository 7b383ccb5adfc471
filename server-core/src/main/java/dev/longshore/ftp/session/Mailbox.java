package dev.longshore.ftp.session;

import dev.longshore.ftp.session.SessionEvent.Received;
import dev.longshore.ftp.transfer.Loop;
import dev.longshore.ftp.transfer.Running;
import dev.longshore.ftp.transfer.RunningTransfer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What has happened to a session and its loop has not looked at yet, in the order in which it came.
 * The loop takes, the reader and whatever runs beside the loop put; safe for all of them.
 *
 * <p>Lines are bounded in bytes, those included that the loop has taken and not done. The rest are
 * a few events for each thing that runs.
 */
public final class Mailbox implements Loop {
  /** Bytes; about two of the longest lines, or two hundred short ones. */
  private static final int LIMIT = 16 * 1024;

  private static final SessionEvent TICK = new SessionEvent.Tick();
  private static final SessionEvent FULL = new SessionEvent.Full();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Queue<SessionEvent> events = new ArrayDeque<>(4);
  private int held;
  private boolean waitsForRoom;
  private boolean refusesLines;
  private boolean closed;

  /**
   * From the reader; waits for room. The loop frees some with each line that it has done, or hears
   * by {@link SessionEvent.Full} that it has to.
   *
   * @return false if the session is over
   */
  public boolean put(Received received) {
    int cost = received.cost();
    lock.lock();
    try {
      while (!refusesLines && held > 0 && held + cost > LIMIT) {
        waitsForRoom = true;
        arrived.signal();
        room.awaitUninterruptibly();
      }
      if (refusesLines) {
        return false;
      }
      held += cost;
      return add(received);
    } finally {
      lock.unlock();
    }
  }

  /** From any thread; false if the session is over. */
  public boolean post(SessionEvent event) {
    lock.lock();
    try {
      return add(event);
    } finally {
      lock.unlock();
    }
  }

  private boolean add(SessionEvent event) {
    if (closed) {
      return false;
    }
    events.add(event);
    arrived.signal();
    return true;
  }

  /**
   * For the loop: what comes next, a tick if that is nothing before the deadline, or if the
   * deadline has passed: a client that always has something to say has a clock, too.
   *
   * @param deadline as {@link System#nanoTime}
   */
  public SessionEvent take(long deadline) {
    lock.lock();
    try {
      long left = deadline - System.nanoTime();
      while (left > 0 && events.isEmpty() && !waitsForRoom) {
        left = arrived.awaitNanos(left);
      }
      if (left <= 0) {
        return TICK;
      }
      return events.isEmpty() ? FULL : events.remove();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a session's loop", e);
    } finally {
      lock.unlock();
    }
  }

  /** For the loop: a line has been dealt with, and its room is free. */
  public void done(Received received) {
    lock.lock();
    try {
      held -= received.cost();
      waitsForRoom = false;
      room.signal();
    } finally {
      lock.unlock();
    }
  }

  /** For the loop: the reader shall go, for nothing that it brings is looked at any more. */
  public void refuseLines() {
    lock.lock();
    try {
      refusesLines = true;
      waitsForRoom = false;
      room.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The session is over: nothing is taken in any more; what has not been looked at is returned. */
  List<SessionEvent> close() {
    lock.lock();
    try {
      closed = true;
      refusesLines = true;
      room.signal();
      List<SessionEvent> left = List.copyOf(events);
      events.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean opens(RunningTransfer transfer) {
    return ask(answer -> new SessionEvent.Opens(transfer, answer));
  }

  @Override
  public boolean commits(RunningTransfer transfer) {
    return ask(answer -> new SessionEvent.Commits(transfer, answer));
  }

  /**
   * The loop waits for nothing but the client's socket, which the watchdog bounds, and answers all
   * that it has taken, also where it fails.
   */
  private boolean ask(Function<CompletableFuture<Boolean>, SessionEvent> question) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    return post(question.apply(answer)) && answer.join();
  }

  @Override
  public boolean ended(Running running) {
    return post(new SessionEvent.Ended(running));
  }
}

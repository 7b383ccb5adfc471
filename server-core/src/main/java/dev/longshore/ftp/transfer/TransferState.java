package dev.longshore.ftp.transfer;

import dev.longshore.ftp.storage.ConnectionLost;
import dev.longshore.ftp.storage.TransferAborted;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a transfer is, decided once: by its own thread when it ends or begins to publish, or by
 * the session when it calls it off. Safe for both.
 */
final class TransferState {

  private enum Phase {
    /** Bytes move, or will; it can be called off. */
    MOVING,
    /** The 150 is being sent; whoever wants to call it off waits for that. */
    STARTING,
    /** An upload is being published; that can not be taken back. */
    COMMITTING,
    /** The final reply is decided and being sent. */
    DECIDED,
    /** It has been sent. */
    ENDED
  }

  /** More than the watchdog lets a reply take. */
  private static final Duration LONGEST_SEND = Duration.ofMinutes(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Runnable> actions = new ArrayList<>();
  private Phase phase = Phase.MOVING;
  private @Nullable CallOff callOff;
  private volatile boolean controlEnded;
  private final AtomicLong bytes = new AtomicLong();
  private volatile long endedAt;

  /** Why a transfer is called off. */
  enum CallOff {
    ABORTED("aborted by the client"),
    CONTROL_LOST("the control connection was lost");

    private final String text;

    CallOff(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /**
   * Sends the 150, unless the transfer has been called off.
   *
   * @param reply sends it; bounded in time
   */
  void start(Runnable reply) throws IOException {
    lock.lock();
    try {
      throwIfCalledOff();
      phase = Phase.STARTING;
    } finally {
      lock.unlock();
    }
    try {
      reply.run();
    } finally {
      enter(Phase.MOVING);
    }
  }

  private void enter(Phase next) {
    lock.lock();
    try {
      phase = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a transfer whose end is not decided yet.
   *
   * @param reply sends the final reply; run before anybody is told that it ended
   * @return whether the end was the caller's to decide
   */
  boolean end(Runnable reply) {
    lock.lock();
    try {
      if (phase == Phase.DECIDED || phase == Phase.ENDED) {
        return false;
      }
      phase = Phase.DECIDED;
    } finally {
      lock.unlock();
    }
    decided(reply);
    return true;
  }

  /** Calls off a transfer that still moves; as {@link #end}, and runs the actions for that. */
  boolean callOff(CallOff reason, Runnable reply) {
    List<Runnable> toRun;
    lock.lock();
    try {
      await(() -> phase == Phase.STARTING, LONGEST_SEND);
      if (phase != Phase.MOVING) {
        return false;
      }
      phase = Phase.DECIDED;
      callOff = reason;
      toRun = List.copyOf(actions);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      toRun.forEach(Runnable::run);
    } finally {
      decided(reply);
    }
    return true;
  }

  private void decided(Runnable reply) {
    try {
      reply.run();
    } finally {
      endedAt = System.nanoTime();
      enter(Phase.ENDED);
    }
  }

  /** Runs an action when the transfer is called off; at once if it has been. */
  void onCallOff(Runnable action) {
    lock.lock();
    try {
      if (callOff == null) {
        actions.add(action);
        return;
      }
    } finally {
      lock.unlock();
    }
    action.run();
  }

  /**
   * Passes the point of no return, after a moment in which the session may still call the upload
   * off.
   *
   * @throws IOException if it was called off
   */
  void commit(Duration grace) throws IOException {
    lock.lock();
    try {
      await(() -> callOff == null, grace);
      throwIfCalledOff();
      phase = Phase.COMMITTING;
    } finally {
      lock.unlock();
    }
  }

  /** The control connection has ended behind a QUIT, which does not call the transfer off. */
  void controlEnded() {
    controlEnded = true;
  }

  boolean hasControlEnded() {
    return controlEnded;
  }

  /** Waits for the final reply; false if there is none yet. */
  boolean await(Duration patience) {
    lock.lock();
    try {
      await(() -> phase != Phase.ENDED, patience);
      return phase == Phase.ENDED;
    } finally {
      lock.unlock();
    }
  }

  void throwIfCalledOff() throws IOException {
    switch (callOff()) {
      case null -> {}
      case ABORTED -> throw new TransferAborted(CallOff.ABORTED.text());
      case CONTROL_LOST -> throw new ConnectionLost(CallOff.CONTROL_LOST.text());
    }
  }

  /** Why it was called off, if it was. */
  @Nullable CallOff callOff() {
    lock.lock();
    try {
      return callOff;
    } finally {
      lock.unlock();
    }
  }

  boolean hasEnded() {
    lock.lock();
    try {
      return phase == Phase.ENDED;
    } finally {
      lock.unlock();
    }
  }

  private void await(BooleanSupplier still, Duration patience) {
    long left = patience.toNanos();
    try {
      while (still.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** When it ended, as {@link System#nanoTime}; only if it has. */
  long endedAt() {
    return endedAt;
  }

  /** How many bytes have crossed the data connection. */
  long bytes() {
    return bytes.get();
  }

  /** What crossed so far was not the client's. */
  void forgetBytes() {
    bytes.set(0);
  }

  InputStream counting(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        bytes.addAndGet(Math.max(0, n));
        return n;
      }
    };
  }

  OutputStream counting(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        bytes.addAndGet(length);
      }
    };
  }
}

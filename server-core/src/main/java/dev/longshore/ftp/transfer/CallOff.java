package dev.longshore.ftp.transfer;

import dev.longshore.ftp.storage.ConnectionLost;
import dev.longshore.ftp.storage.TransferAborted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether something that runs has been called off, and why: said once by the session's loop, heeded
 * by whoever works for it. Safe for many threads.
 */
final class CallOff {

  /** Why. */
  enum Reason {
    ABORTED("aborted by the client"),
    CONTROL_LOST("the control connection was lost"),
    SHUT_DOWN("the server shuts down");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private final CountDownLatch said = new CountDownLatch(1);
  private List<Runnable> actions = new ArrayList<>();
  private volatile @Nullable Reason reason;
  private boolean over;

  /** Calls it off and runs the actions; the first reason counts. */
  void because(Reason why) {
    List<Runnable> toRun;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      toRun = actions;
      actions = List.of();
    }
    said.countDown();
    toRun.forEach(Runnable::run);
  }

  /** Runs an action, which does not block, when it is called off; at once if it has been. */
  void onCallOff(Runnable action) {
    synchronized (this) {
      if (reason == null) {
        if (!over) {
          actions.add(action);
        }
        return;
      }
    }
    action.run();
  }

  /** Nothing of it is left that could be called off, nor anything for its actions to hold on to. */
  synchronized void forget() {
    actions = List.of();
    over = true;
  }

  /** Waits a moment for it to be called off. */
  void await(Duration patience) {
    try {
      var _ = said.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why, if it has been. */
  @Nullable Reason reason() {
    return reason;
  }

  void throwIfCalledOff() throws IOException {
    switch (reason) {
      case null -> {}
      case ABORTED -> throw new TransferAborted(Reason.ABORTED.text());
      case SHUT_DOWN -> throw new TransferAborted(Reason.SHUT_DOWN.text());
      case CONTROL_LOST -> throw new ConnectionLost(Reason.CONTROL_LOST.text());
    }
  }
}

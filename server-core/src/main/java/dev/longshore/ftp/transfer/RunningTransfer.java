package dev.longshore.ftp.transfer;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The session's handle on a transfer that runs on a thread of its own. */
public final class RunningTransfer {
  private final TransferRunner runner;
  private final Transfer transfer;
  private final TransferState state;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  RunningTransfer(TransferRunner runner, Transfer transfer, TransferState state) {
    this.runner = runner;
    this.transfer = transfer;
    this.state = state;
  }

  /**
   * Whether its final reply has not been sent; after it a thread may still let go of the storage.
   */
  public boolean isRunning() {
    return !state.hasEnded();
  }

  /** How long ago it ended; zero while it runs. */
  public Duration sinceEnd() {
    return isRunning() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - state.endedAt());
  }

  /**
   * ABOR: ends it at once with 426. One that is being published is waited for, for less than a
   * second.
   *
   * <p>When this returns, its final reply has been sent.
   */
  public void abort() {
    runner.abort(transfer, state);
  }

  /** The control connection is lost: ends it without a reply, unless it is being published. */
  public void controlLost() {
    var _ = state.callOff(TransferState.CallOff.CONTROL_LOST, () -> {});
  }

  /**
   * The control connection is gone behind a QUIT: lets it end (RFC 959 section 4.1.1), if it ends
   * as it should.
   */
  public void controlEnded() {
    state.controlEnded();
  }

  /** How many bytes have crossed the data connection. */
  public long bytes() {
    return state.bytes();
  }

  /** How many will cross, where that is known. */
  public OptionalLong size() {
    return transfer.size();
  }

  /** Waits until its final reply is sent; false if it is not within the patience. */
  public boolean await(Duration patience) {
    return state.await(patience);
  }

  /** Runs an action once nothing of it is left, not even its thread's last call to the storage. */
  public void whenGone(Runnable action) {
    var _ = gone.thenRun(action);
  }

  /** Waits until nothing of it is left. */
  boolean awaitGone(Duration patience) {
    try {
      gone.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void setGone() {
    gone.complete(null);
  }
}

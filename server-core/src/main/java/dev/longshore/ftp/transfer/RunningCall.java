package dev.longshore.ftp.transfer;

import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that may have to wait, for the storage or for a password check, on a thread of its own:
 * meanwhile the loop hears the client. To call it off is to interrupt the thread, which ends a call
 * of the storage soon.
 *
 * @param <T> what it comes to
 */
public final class RunningCall<T> implements Running {
  private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);
  private static final Reply ABORTED = Reply.of(ReplyCode.TRANSFER_ABORTED, "Command aborted");

  private final TransferState state = TransferState.ofCall();
  private final CallOff callOff = new CallOff();
  private final Loop loop;
  private final Thread thread;
  private final long begin = System.nanoTime();
  private volatile Optional<Progress> progress = Optional.empty();
  private volatile @Nullable T result;

  /**
   * Prepares a call, which {@link #start} begins.
   *
   * @param work catches what may go wrong
   */
  public RunningCall(String name, Supplier<T> work, Loop loop) {
    this.loop = loop;
    this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(work));
    callOff.onCallOff(thread::interrupt);
  }

  public void start() {
    thread.start();
  }

  private void run(Supplier<T> work) {
    try {
      result = work.get();
    } catch (Error e) {
      LOG.error("a command ended with an error", e);
      throw e;
    } finally {
      var _ = loop.ended(this);
    }
  }

  /** What it came to; null if it has not ended, or an error ended it. */
  public @Nullable T result() {
    return result;
  }

  /** For how long it has run. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** On its own thread: it will take long, and counts what it has done. */
  public void tell(Progress made) {
    progress = Optional.of(made);
  }

  /**
   * It has ended: the replies for ABOR if that has been said, else none, and the caller carries the
   * result out.
   *
   * @param last its reply, as far as it has one
   */
  public List<Reply> end(Optional<Reply> last) {
    boolean aborting = state.isAborting();
    List<Reply> replies =
        state.end(last.filter(reply -> reply.code().isPositive()).orElse(ABORTED));
    return aborting ? replies : List.of();
  }

  @Override
  public List<Reply> abort() {
    List<Reply> replies = state.abort();
    callOff.because(CallOff.Reason.ABORTED);
    return replies;
  }

  @Override
  public boolean isAborting() {
    return state.isAborting();
  }

  @Override
  public List<Reply> abandon() {
    return state.abandon();
  }

  @Override
  public void controlLost() {
    callOff.because(CallOff.Reason.CONTROL_LOST);
  }

  @Override
  public Optional<Reply> shutDown() {
    callOff.because(CallOff.Reason.SHUT_DOWN);
    return Optional.empty();
  }

  @Override
  public boolean hasEnded() {
    return state.hasEnded();
  }

  @Override
  public Optional<Progress> progress() {
    return progress;
  }
}

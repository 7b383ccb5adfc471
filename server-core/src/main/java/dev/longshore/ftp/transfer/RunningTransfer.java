package dev.longshore.ftp.transfer;

import dev.longshore.ftp.data.DataChannel;
import dev.longshore.ftp.event.LogText;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.event.TraceContext;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.tls.TlsSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transfer as its session's loop sees it, while a {@link TransferRunner} moves the bytes on a
 * thread of its own: how far it is, what is to be said of it, and what becomes of it.
 */
public final class RunningTransfer implements Running {
  private static final Logger LOG = LoggerFactory.getLogger(RunningTransfer.class);

  /**
   * How it ended by itself.
   *
   * @param detail what went wrong, for the operator; empty if nothing did
   */
  record Ending(Reply reply, String detail) {}

  private final TransferHost host;
  private final ServerEvents.Direction direction;
  private final String path;
  private final String opening;
  private final String user;
  private final TransferState state = TransferState.ofTransfer();
  private final CallOff callOff = new CallOff();
  private final Progress progress;
  private final long begin = System.nanoTime();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private volatile Optional<TraceContext> trace = Optional.empty();
  private volatile @Nullable Ending ending;
  private volatile boolean controlEnded;

  private RunningTransfer(TransferHost host, Transfer transfer, String user) {
    this.host = host;
    // Not the transfer itself: a session may sit idle for long behind it.
    this.direction = transfer.direction();
    this.path = transfer.path();
    this.opening = transfer.opening();
    this.user = user;
    this.progress = new Progress(transfer.size());
  }

  /**
   * Begins a transfer and returns.
   *
   * @param channel where its data connection comes from; the transfer's from now on
   * @param tls what protects the data connection; empty for one in the clear
   * @param user for the events
   * @param last the session's last transfer, which is waited for if it still holds on to the
   *     storage
   */
  public static RunningTransfer start(
      TransferHost host,
      Transfer transfer,
      DataChannel channel,
      Optional<TlsSession> tls,
      String user,
      Optional<RunningTransfer> last) {
    RunningTransfer running = new RunningTransfer(host, transfer, user);
    TransferRunner runner = new TransferRunner(running, transfer, channel, tls, last);
    Thread.ofVirtual().name("transfer-" + host.session().id()).start(runner);
    return running;
  }

  // For the loop.

  /** The 150, with which it opens its data connection; empty if it has been called off. */
  public Optional<Reply> open() {
    return state.open()
        ? Optional.of(Reply.of(ReplyCode.OPENING_DATA_CONNECTION, opening))
        : Optional.empty();
  }

  /** Whether what it uploaded may be published now; after that it can not be taken back. */
  public boolean commit() {
    return state.commit();
  }

  /** Its thread has come to the end; the final reply if that is still to be said. */
  public List<Reply> end() {
    Ending end = ending;
    if (end == null) {
      throw new IllegalStateException("a transfer that runs has no end");
    }
    List<Reply> replies = state.end(end.reply());
    if (!replies.isEmpty()) {
      tell(end.reply().code().number(), end.detail());
    }
    return replies;
  }

  @Override
  public List<Reply> abort() {
    List<Reply> replies = state.abort();
    if (!replies.isEmpty()) {
      callOff(CallOff.Reason.ABORTED, ReplyCode.TRANSFER_ABORTED.number());
    }
    return replies;
  }

  @Override
  public boolean isAborting() {
    return state.isAborting();
  }

  @Override
  public List<Reply> abandon() {
    List<Reply> replies = state.abandon();
    if (!replies.isEmpty()) {
      LOG.warn(
          "session {}: {} was aborted while the storage was already publishing it; it may appear",
          host.session().id(),
          LogText.of(path));
      tell(ReplyCode.TRANSFER_ABORTED.number(), "aborted while it was published; it may appear");
    }
    return replies;
  }

  @Override
  public void controlLost() {
    if (state.lose()) {
      callOff(CallOff.Reason.CONTROL_LOST, 0);
    }
  }

  @Override
  public Optional<Reply> shutDown() {
    if (!state.lose()) {
      return Optional.empty();
    }
    callOff(CallOff.Reason.SHUT_DOWN, ReplyCode.TRANSFER_ABORTED.number());
    return Optional.of(
        Reply.of(ReplyCode.TRANSFER_ABORTED, "Transfer aborted: the server shuts down"));
  }

  /**
   * The control connection is gone behind a QUIT: it may end (RFC 959 section 4.1.1), if it ends as
   * it should.
   */
  public void controlEnded() {
    controlEnded = true;
  }

  private void callOff(CallOff.Reason reason, int code) {
    callOff.because(reason);
    tell(code, reason.text());
  }

  @Override
  public boolean hasEnded() {
    return state.hasEnded();
  }

  @Override
  public Optional<Progress> progress() {
    return Optional.of(progress);
  }

  private void tell(int code, String detail) {
    host.events()
        .transferEnded(
            host.session(),
            user,
            new ServerEvents.TransferEnded(
                direction,
                path,
                progress.bytes(),
                Duration.ofNanos(System.nanoTime() - begin),
                code,
                detail,
                trace));
  }

  // For its own thread.

  TransferHost host() {
    return host;
  }

  CallOff callOff() {
    return callOff;
  }

  boolean hasControlEnded() {
    return controlEnded;
  }

  /** What its data connection is called where it was handed on. */
  void over(Optional<TraceContext> connection) {
    trace = connection;
  }

  Progress counter() {
    return progress;
  }

  /** The thread's last word but for {@link #setGone}. */
  void end(Ending end) {
    ending = end;
    if (!host.loop().ended(this)) {
      // The session ended while this was published, and left the state to this thread.
      var _ = end();
    }
  }

  void setGone() {
    callOff.forget();
    gone.complete(null);
  }

  // For any thread.

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
}

package dev.longshore.ftp.transfer;

import dev.longshore.ftp.control.ControlConnection;
import dev.longshore.ftp.data.DataChannel;
import dev.longshore.ftp.data.DataConnection;
import dev.longshore.ftp.event.LogText;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.reply.FailureReplies;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.storage.ConnectionLost;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.TransferAborted;
import dev.longshore.ftp.tls.TlsSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the transfers of one session: 150, the data connection, the bytes, the orderly end, the
 * final reply; and its readings, which have the final reply alone. The only place with the replies
 * of a transfer that has begun.
 *
 * <p>The session starts one at a time and may abort it; each runs on a virtual thread of its own.
 * Exactly one final reply is sent, by whichever side decides the end first.
 */
public final class TransferRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TransferRunner.class);

  private static final int TRANSFER_ABORTED = ReplyCode.TRANSFER_ABORTED.number();
  private static final Reply COMPLETE = Reply.of(ReplyCode.TRANSFER_COMPLETE, "Transfer complete");
  private static final String LAST_HOLDS_ON =
      "the session's last transfer still waits for the storage";

  private final ControlConnection control;
  private final TransferSettings settings;
  private final ServerEvents events;
  private final ServerEvents.SessionId session;

  public TransferRunner(
      ControlConnection control,
      TransferSettings settings,
      ServerEvents events,
      ServerEvents.SessionId session) {
    this.control = control;
    this.settings = settings;
    this.events = events;
    this.session = session;
  }

  /**
   * Begins a transfer and returns.
   *
   * @param channel where its data connection comes from; the transfer's from now on
   * @param tls what protects the data connection; empty for one in the clear
   * @param ascii whether an upload's line ends are converted
   * @param user for the events
   * @param last the session's last transfer, which is waited for if it still holds on to the
   *     storage
   */
  public RunningTransfer start(
      Transfer.OverData transfer,
      DataChannel channel,
      Optional<TlsSession> tls,
      boolean ascii,
      String user,
      Optional<RunningTransfer> last) {
    return start(new Run(transfer, Optional.of(channel), tls, ascii, user, last));
  }

  /** Begins a reading, which needs no data connection, and returns; otherwise as a transfer. */
  public RunningTransfer start(
      Transfer.Reading reading, String user, Optional<RunningTransfer> last) {
    return start(new Run(reading, Optional.empty(), Optional.empty(), false, user, last));
  }

  private RunningTransfer start(Run run) {
    Thread.ofVirtual().name("transfer-" + session.id()).start(run);
    return run.handle;
  }

  void abort(Transfer transfer, TransferState state) {
    if (state.callOff(TransferState.CallOff.ABORTED, () -> aborted("Transfer aborted"))
        || state.await(settings.abortPatience())) {
      return;
    }
    // What S3 does with a request that it already has can not be known, so no claim is made.
    if (state.end(() -> aborted("Aborted while the file was being stored: it may appear"))) {
      LOG.warn(
          "session {}: {} was aborted while the storage was already publishing it; it may appear",
          session.id(),
          LogText.of(transfer.path()));
    }
  }

  private void aborted(String text) {
    control.send(Reply.of(ReplyCode.TRANSFER_ABORTED, text));
  }

  /** One transfer, on its thread. */
  private final class Run implements Runnable {
    private final Transfer transfer;
    private final Optional<DataChannel> channel;
    private final Optional<TlsSession> tls;
    private final boolean ascii;
    private final String user;
    private final Optional<RunningTransfer> last;
    private final TransferState state = new TransferState();
    private final RunningTransfer handle;
    private final long begin = System.nanoTime();
    private @Nullable DataConnection connection;

    private Run(
        Transfer transfer,
        Optional<DataChannel> channel,
        Optional<TlsSession> tls,
        boolean ascii,
        String user,
        Optional<RunningTransfer> last) {
      this.transfer = transfer;
      this.channel = channel;
      this.tls = tls;
      this.ascii = ascii;
      this.user = user;
      this.last = last;
      this.handle = new RunningTransfer(TransferRunner.this, transfer, state);
    }

    @Override
    public void run() {
      try {
        Reply reply =
            switch (transfer) {
              case Transfer.Send send -> send(send);
              case Transfer.Receive receive -> receive(receive);
              case Transfer.Reading reading -> read(reading);
            };
        end(reply, "");
      } catch (NoDataConnection e) {
        end(
            Reply.of(ReplyCode.NO_DATA_CONNECTION, "Can not open data connection: " + text(e)),
            text(e));
      } catch (NotProtected e) {
        abortConnection();
        end(Reply.of(ReplyCode.DATA_NOT_PROTECTED, e.reply()), text(e));
      } catch (StorageException e) {
        abortConnection();
        end(
            connection == null ? FailureReplies.beforeData(e) : FailureReplies.duringData(e),
            text(e));
      } catch (IOException e) {
        abortConnection();
        String why = failure(e);
        end(Reply.of(ReplyCode.TRANSFER_ABORTED, "Data connection lost: " + why), why);
      } catch (RuntimeException e) {
        abortConnection();
        LOG.error(
            "session {}: a transfer of {} failed inside",
            session.id(),
            LogText.of(transfer.path()),
            e);
        end(Reply.of(ReplyCode.LOCAL_ERROR, "Internal error"), e.toString());
      } finally {
        if (!state.hasEnded()) {
          // An Error is on its way up: neither client nor session may wait for it for ever.
          abortConnection();
          end(Reply.of(ReplyCode.LOCAL_ERROR, "Internal error"), "an error inside");
        }
        if (connection != null) {
          connection.close();
        }
        handle.setGone();
      }
    }

    private Reply send(Transfer.Send send) throws IOException {
      try (Transfer.Source source = send.source()) {
        state.onCallOff(source::close);
        DataConnection opened = open(send.opening());
        source.writeTo(state.counting(opened.output()));
        opened.finish();
      }
      return COMPLETE;
    }

    private Reply receive(Transfer.Receive receive) throws IOException {
      try {
        store(receive, () -> open(receive.opening()));
      } catch (IOException e) {
        DataConnection opened = connection;
        if (opened == null || !opened.takeOver()) {
          throw e;
        }
        // What came before was a stranger's: from the start, with the client's own bytes.
        state.forgetBytes();
        store(receive, () -> opened);
      }
      return COMPLETE;
    }

    private void store(Transfer.Receive receive, UploadContent.Opening opening) throws IOException {
      receive
          .sink()
          .store(new UploadContent(opening, ascii, state, receive.size(), settings.commitGrace()));
    }

    private Reply read(Transfer.Reading reading) throws IOException {
      try (Transfer.Source source = reading.source()) {
        state.onCallOff(source::close);
        if (!lastIsGone()) {
          throw new StorageException(StorageException.Kind.BUSY, LAST_HOLDS_ON);
        }
        source.writeTo(state.counting(reading.sink()));
      }
      return reading.reply().get();
    }

    private boolean lastIsGone() {
      return last.map(l -> l.awaitGone(settings.windDown())).orElse(true);
    }

    private DataConnection open(String opening) throws IOException {
      DataChannel from = channel.orElseThrow();
      state.start(() -> control.send(Reply.of(ReplyCode.OPENING_DATA_CONNECTION, opening)));
      state.onCallOff(from::close);
      if (!lastIsGone()) {
        throw new NoDataConnection(new IOException(LAST_HOLDS_ON));
      }
      try {
        DataConnection opened = from.open();
        connection = opened;
        state.onCallOff(opened::abort);
        if (tls.isPresent()) {
          NotProtected.orSecured(opened, tls.get(), transfer instanceof Transfer.Receive);
        }
        return opened;
      } catch (NotProtected e) {
        state.throwIfCalledOff();
        throw e;
      } catch (IOException e) {
        state.throwIfCalledOff();
        throw new NoDataConnection(e);
      } finally {
        from.close();
      }
    }

    private void abortConnection() {
      if (connection != null) {
        connection.abort();
      }
    }

    /** What failed before any other failure that came of it. */
    private String failure(IOException e) {
      return connection == null || e instanceof ConnectionLost || e instanceof TransferAborted
          ? text(e)
          : connection.failure(e);
    }

    private static String text(IOException e) {
      return Objects.toString(e.getMessage(), e.toString());
    }

    private void end(Reply reply, String detail) {
      if (state.end(() -> control.send(reply))) {
        tell(reply.code().number(), detail);
        return;
      }
      switch (state.callOff()) {
        case null ->
            tell(TRANSFER_ABORTED, "aborted while it was published, then " + reply.first());
        case ABORTED -> tell(TRANSFER_ABORTED, TransferState.CallOff.ABORTED.text());
        case CONTROL_LOST -> tell(0, TransferState.CallOff.CONTROL_LOST.text());
      }
    }

    private void tell(int code, String detail) {
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      switch (transfer) {
        case Transfer.OverData data ->
            events.transferEnded(
                session,
                user,
                new ServerEvents.TransferEnded(
                    data.direction(), data.path(), state.bytes(), duration, code, detail));
        case Transfer.Reading reading -> {
          if (code != 0) {
            events.commandAnswered(session, reading.verb(), code, duration);
          }
          if (!detail.isEmpty()) {
            String path = LogText.of(reading.path());
            LOG.info("session {}: {} of {}: {}", session.id(), reading.verb(), path, detail);
          }
        }
      }
    }
  }
}

package dev.longshore.ftp.transfer;

import dev.longshore.ftp.data.DataChannel;
import dev.longshore.ftp.data.DataConnection;
import dev.longshore.ftp.event.LogText;
import dev.longshore.ftp.reply.FailureReplies;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.storage.ConnectionLost;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.TransferAborted;
import dev.longshore.ftp.tls.TlsSession;
import dev.longshore.ftp.transfer.RunningTransfer.Ending;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the bytes of one transfer, on a virtual thread of its own: 150, the data connection, the
 * bytes, the orderly end, the final reply. The only place with the replies of a transfer that has
 * begun; the session's loop sends them.
 */
final class TransferRunner implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TransferRunner.class);
  private static final Reply COMPLETE = Reply.of(ReplyCode.TRANSFER_COMPLETE, "Transfer complete");
  private static final Reply INTERNAL = Reply.of(ReplyCode.LOCAL_ERROR, "Internal error");

  private final RunningTransfer running;
  private final Transfer transfer;
  private final DataChannel channel;
  private final Optional<TlsSession> tls;
  private final Optional<RunningTransfer> last;
  private volatile boolean opening;
  private @Nullable DataConnection connection;

  TransferRunner(
      RunningTransfer running,
      Transfer transfer,
      DataChannel channel,
      Optional<TlsSession> tls,
      Optional<RunningTransfer> last) {
    this.running = running;
    this.transfer = transfer;
    this.channel = channel;
    this.tls = tls;
    this.last = last;
  }

  @Override
  public void run() {
    running.callOff().onCallOff(interruption(Thread.currentThread()));
    // This is the end only where an Error is on its way up: nobody may wait for another for ever.
    Ending ending = new Ending(INTERNAL, "an error inside");
    try {
      ending = transferred();
    } finally {
      if (connection != null) {
        connection.close();
      }
      running.end(ending);
      running.setGone();
    }
  }

  /**
   * Before it opens the data connection the storage may be asked much; after that, whoever waits
   * has a way of its own to be told.
   */
  private Runnable interruption(Thread thread) {
    return () -> {
      if (!opening) {
        thread.interrupt();
      }
    };
  }

  private Ending transferred() {
    try {
      return new Ending(moved(), "");
    } catch (NoDataConnection e) {
      return failed(
          Reply.of(ReplyCode.NO_DATA_CONNECTION, "Can not open data connection: " + text(e)),
          text(e));
    } catch (NotProtected e) {
      return failed(Reply.of(ReplyCode.DATA_NOT_PROTECTED, e.reply()), text(e));
    } catch (StorageException e) {
      return failed(
          connection == null ? FailureReplies.beforeData(e) : FailureReplies.duringData(e),
          text(e));
    } catch (IOException e) {
      String why = why(e);
      return failed(Reply.of(ReplyCode.TRANSFER_ABORTED, "Data connection lost: " + why), why);
    } catch (RuntimeException e) {
      LOG.error(
          "session {}: a transfer of {} failed inside",
          running.host().session().id(),
          LogText.of(transfer.path()),
          e);
      return failed(INTERNAL, e.toString());
    }
  }

  private Reply moved() throws IOException {
    switch (transfer) {
      case Transfer.Send send -> send(send);
      case Transfer.Receive receive -> receive(receive);
    }
    return COMPLETE;
  }

  private void send(Transfer.Send send) throws IOException {
    try (Transfer.Source source = send.source()) {
      running.callOff().onCallOff(source::close);
      DataConnection opened = open();
      source.writeTo(running.counter().counting(opened.output()));
      opened.finish();
    }
  }

  private void receive(Transfer.Receive receive) throws IOException {
    try {
      receive.sink().store(new UploadContent(running, this::open, receive));
    } catch (IOException e) {
      DataConnection opened = connection;
      if (opened == null || !opened.takeOver()) {
        throw e;
      }
      // What came before was a stranger's: from the start, with the client's own bytes.
      running.counter().forget();
      running.over(opened.trace());
      receive.sink().store(new UploadContent(running, () -> opened, receive));
    }
  }

  private DataConnection open() throws IOException {
    opening = true;
    CallOff callOff = running.callOff();
    if (!running.host().loop().opens(running)) {
      callOff.throwIfCalledOff();
      throw new IOException("the session is over");
    }
    callOff.onCallOff(channel::close);
    if (!last.map(l -> l.awaitGone(running.host().settings().windDown())).orElse(true)) {
      throw new NoDataConnection(
          new IOException("the session's last transfer still waits for the storage"));
    }
    try {
      DataConnection opened = channel.open();
      connection = opened;
      running.over(opened.trace());
      callOff.onCallOff(opened::abort);
      if (tls.isPresent()) {
        NotProtected.orSecured(opened, tls.get(), transfer instanceof Transfer.Receive);
        running.over(opened.trace());
      }
      return opened;
    } catch (NotProtected e) {
      callOff.throwIfCalledOff();
      throw e;
    } catch (IOException e) {
      callOff.throwIfCalledOff();
      throw new NoDataConnection(e);
    } finally {
      channel.close();
    }
  }

  /** The client sees an error, and no end of a file. */
  private Ending failed(Reply reply, String detail) {
    if (connection != null) {
      connection.abort();
    }
    return new Ending(reply, detail);
  }

  /** What failed before any other failure that came of it. */
  private String why(IOException e) {
    return connection == null || e instanceof ConnectionLost || e instanceof TransferAborted
        ? text(e)
        : connection.failure(e);
  }

  private static String text(IOException e) {
    return Objects.toString(e.getMessage(), e.toString());
  }
}

package dev.longshore.ftp.data;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.event.TraceContext;
import dev.longshore.ftp.storage.ConnectionLost;
import dev.longshore.ftp.storage.TransferAborted;
import dev.longshore.ftp.tls.NotResumed;
import dev.longshore.ftp.tls.TlsSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open data connection, owned by one transfer: its thread reads or writes and {@link #finish}es,
 * any thread may {@link #abort}.
 *
 * <p>Others may come to the port where it came from. The one that resumes the session's TLS is the
 * client: while no byte was moved he takes the place of who came first, and an upload begins anew
 * with him, {@link #takeOver}. Where none does, the transfer fails.
 */
public final class DataConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataConnection.class);

  /** How long a handshake may take. */
  private static final Duration HANDSHAKE = Duration.ofMinutes(1);

  private final ProgressWatchdog watchdog;
  private final Contest contest;
  private volatile DataLink link;
  private @Nullable TlsSession tls;

  DataConnection(Accepted connection, ProgressWatchdog watchdog, Contest contest)
      throws IOException {
    this.watchdog = watchdog;
    this.contest = contest;
    this.link = new DataLink(connection, watchdog);
  }

  /**
   * Handshakes; bounded in time, and ended by {@link #abort}. What follows is encrypted.
   *
   * @param upload whether the client is going to send
   * @throws IOException when the client does not speak TLS, or not the session that it has to
   */
  public void secure(TlsSession session, boolean upload) throws IOException {
    tls = session;
    if (!session.provesClient()) {
      link.secure(session, upload, HANDSHAKE);
      contest.inTheClear(link);
      return;
    }
    contest.judgedBy(new Handshake(session, upload), link);
    try {
      boolean resumed = link.secure(session, upload, HANDSHAKE);
      if (!contest.serves(resumed) || (session.mustResume() && !resumed)) {
        throw new NotResumed();
      }
    } catch (NotResumed e) {
      // Likely the client himself; a stranger would have to do a whole handshake for that.
      takeOverOr(e, Contest.WATCH);
    } catch (IOException e) {
      // Maybe a health check, with the client on his way behind it.
      takeOverOr(e, Rivals.PATIENCE);
    }
  }

  private <E extends IOException> void takeOverOr(E failure, Duration patience) throws E {
    if (!contest.isSuperseded(patience) || !takeOver()) {
      throw failure;
    }
  }

  private final class Handshake implements Rivals.Judge {
    private final TlsSession session;
    private final boolean upload;

    private Handshake(TlsSession session, boolean upload) {
      this.session = session;
      this.upload = upload;
    }

    @Override
    public DataLink take(Accepted rival) throws IOException {
      return new DataLink(rival, watchdog);
    }

    @Override
    public boolean proves(DataLink rival) throws IOException {
      return rival.secure(session, upload, Rivals.PATIENCE);
    }
  }

  /**
   * Puts the client in the place of whoever came first, if he has proven himself to be another; all
   * that was read or written before is to be forgotten.
   */
  public boolean takeOver() {
    Optional<DataLink> winner = contest.takeWinner();
    winner.ifPresent(w -> link = w);
    return winner.isPresent();
  }

  /**
   * The client's bytes. Ends only where the client ended them properly: in clear text that is its
   * FIN, under TLS its close_notify, or a FIN where the settings take that. It throws after
   * anything else: a reset, an abort, or when nothing came for too long.
   */
  public InputStream input() {
    return used().input();
  }

  /** To the client; a write that the client does not take for too long throws. */
  public OutputStream output() {
    return used().output();
  }

  private DataLink used() {
    if (tls == null) {
      contest.inTheClear(link);
    }
    return link;
  }

  /** What the replica calls it that handed it on, if one did. */
  public Optional<TraceContext> trace() {
    return link.trace();
  }

  /** Why a call of it failed, in words for the client and the log. */
  public String failure(IOException e) {
    return contest.why().orElseGet(() -> link.failure(e));
  }

  /**
   * A failed call of it, as the storage is told: of bytes that may be a stranger's none is kept.
   */
  public IOException lost(IOException e) {
    Optional<String> disowned = contest.why();
    return disowned.isPresent()
        ? new TransferAborted(disowned.get())
        : new ConnectionLost(link.failure(e), e);
  }

  /**
   * The orderly end after a download: what was written arrives, then the end of the stream (RFC 959
   * section 3.4), under TLS behind a close_notify.
   */
  public void finish() throws IOException {
    contest.decide();
    link.finish();
  }

  /**
   * The orderly end after an upload, all of which has been read: the client's close_notify is
   * answered (some clients wait for that), and the connection closed, behind the client if it is
   * about to. A client that gives up says close_notify as well: what it does with its control
   * connection comes behind its FIN here.
   */
  public void acknowledge() {
    link.acknowledge();
  }

  /**
   * Whether an upload over TLS, all of which has been read, ended without its client's close_notify
   * and that is missed: then a QUIT does not make up for a control connection that is gone.
   */
  public boolean missesCloseNotify() {
    TlsSession session = tls;
    return session != null && session.closeNotifyMissed() && !link.endWasSaid();
  }

  /**
   * Waits, before an upload is published, as long as it may turn out that its bytes are not the
   * client's: for some seconds at most, and not at all where no stranger was seen.
   *
   * @throws IOException {@link TransferAborted} when they are not, or nobody knows
   */
  public void awaitSole() throws IOException {
    try {
      contest.awaitSole();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /**
   * Directly before an upload is published; does not block.
   *
   * @throws IOException {@link TransferAborted} as {@link #awaitSole}
   */
  public void confirmSole() throws IOException {
    try {
      contest.decide();
    } catch (IOException e) {
      throw lost(e);
    }
    TlsSession session = tls;
    if (session == null) {
      return;
    }
    if (link.endWasSaid()) {
      session.closeNotifySaid();
    } else {
      LOG.debug("an upload ended without a close_notify, which the settings allow");
    }
  }

  /**
   * Resets it, from any thread: the client sees an error and no end of file, a blocked call here
   * ends.
   */
  public void abort() {
    contest.end();
    link.abort();
  }

  /** Lets go of the socket; after {@link #finish} or {@link #abort} this does nothing. */
  @Override
  public void close() {
    contest.end();
    link.close();
  }
}

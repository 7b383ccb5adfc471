package dev.longshore.ftp.data;

import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.tls.NotResumed;
import dev.longshore.ftp.tls.TlsSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open data connection, owned by one transfer: its thread reads or writes and {@link #finish}es,
 * any thread may {@link #abort}.
 */
public final class DataConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataConnection.class);

  private final DataLink link;
  private @Nullable TlsSession tls;

  DataConnection(Socket socket, ProgressWatchdog watchdog) throws IOException {
    this.link = new DataLink(socket, watchdog);
  }

  /**
   * Handshakes; bounded in time, and ended by {@link #abort}. What follows is encrypted.
   *
   * @param upload whether the client is going to send
   * @throws IOException when the client does not speak TLS, or not the session that it has to
   */
  public void secure(TlsSession session, boolean upload) throws IOException {
    tls = session;
    if (!link.secure(session, upload) && session.mustResume()) {
      throw new NotResumed();
    }
  }

  /**
   * The client's bytes. Ends only where the client ended them properly: in clear text that is its
   * FIN, under TLS its close_notify, or a FIN where the settings take that. It throws after
   * anything else: a reset, an abort, or when nothing came for too long.
   */
  public InputStream input() {
    return link.input();
  }

  /** To the client; a write that the client does not take for too long throws. */
  public OutputStream output() {
    return link.output();
  }

  /** Why a call of it failed, in words for the client and the log. */
  public String failure(IOException e) {
    return link.failure(e);
  }

  /**
   * The orderly end after a download: what was written arrives, then the end of the stream (RFC 959
   * section 3.4), under TLS behind a close_notify.
   */
  public void finish() throws IOException {
    link.finish();
  }

  /**
   * The orderly end after an upload, all of which has been read: the client's close_notify is
   * answered (some clients wait for that), and the connection closed, behind the client if it is
   * about to. A client that gives up says close_notify as well: what it does with its control
   * connection comes behind its FIN here.
   */
  public void acknowledge() {
    TlsSession session = tls;
    if (session != null) {
      if (link.endWasSaid()) {
        session.closeNotifySaid();
      } else {
        LOG.debug("an upload ended without a close_notify, which the settings allow");
      }
    }
    link.acknowledge();
  }

  /**
   * Resets it, from any thread: the client sees an error and no end of file, a blocked call here
   * ends.
   */
  public void abort() {
    link.abort();
  }

  /** Lets go of the socket; after {@link #finish} or {@link #abort} this does nothing. */
  @Override
  public void close() {
    link.close();
  }
}

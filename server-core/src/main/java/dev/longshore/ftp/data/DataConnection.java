package dev.longshore.ftp.data;

import dev.longshore.ftp.control.KeepAlive;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.tls.TlsSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open data connection, owned by one transfer: its thread reads or writes and {@link #finish}es,
 * any thread may {@link #abort}.
 */
public final class DataConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataConnection.class);

  /** How long a TLS client's close_notify is waited for after a download. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** How long the FIN of a TLS client is waited for after its close_notify. */
  private static final Duration FIN = Duration.ofMillis(100);

  private final Socket socket;
  private final ProgressWatchdog watchdog;
  private final ProgressWatchdog.Watch watch;
  private final SocketView view;
  private @Nullable SSLSocket secured;
  private InputStream input;
  private OutputStream output;
  private volatile boolean aborted;
  private volatile boolean stalled;

  /** Closed by {@link #closeBehindClient} from now on. */
  private volatile boolean leaving;

  DataConnection(Socket socket, ProgressWatchdog watchdog) throws IOException {
    this.socket = socket;
    this.watchdog = watchdog;
    this.watch = watchdog.watch(socket, this::stall);
    try {
      socket.setTcpNoDelay(true);
      KeepAlive.enable(socket);
      this.view = new SocketView(socket, watch);
    } catch (IOException e) {
      close();
      throw e;
    }
    this.input = view.getInputStream();
    this.output = view.getOutputStream();
  }

  /**
   * Handshakes; bounded in time, and ended by {@link #abort}. What follows is encrypted.
   *
   * @param upload whether the client is going to send
   * @throws IOException when the client does not speak TLS, or not the session that it has to
   */
  public void secure(TlsSession tls, boolean upload) throws IOException {
    // The other watch sees single calls, and a client may be slow in each of them.
    ProgressWatchdog.Watch whole = watchdog.watch(this::stall);
    try (whole;
        var _ = whole.blocking()) {
      SSLSocket made = tls.data(view, upload, view::beforeReads);
      view.beforeReads(() -> {});
      if (tls.closeNotifyRequired()) {
        view.expectEndInside();
      }
      input = made.getInputStream();
      output = made.getOutputStream();
      secured = made;
    }
  }

  /**
   * The client's bytes. Ends only where the client ended them properly: in clear text that is its
   * FIN, under TLS its close_notify, unless the settings say that a FIN will do. It throws after
   * anything else: a reset, an abort, or when nothing came for too long.
   */
  public InputStream input() {
    return input;
  }

  /** To the client; a write that the client does not take for too long throws. */
  public OutputStream output() {
    return output;
  }

  /** Whether it ended because nothing moved for too long. */
  public boolean stalled() {
    return stalled;
  }

  /**
   * The orderly end after a download: what was written arrives, then the end of the stream (RFC 959
   * section 3.4), under TLS behind a close_notify.
   */
  public void finish() throws IOException {
    if (aborted) {
      throw new IOException("data connection was aborted");
    }
    if (secured != null) {
      secured.shutdownOutput();
      socket.shutdownOutput();
      leaving = true;
      watch.close();
      Thread.ofVirtual().name("data-farewell").start(() -> closeBehindClient(FAREWELL));
      return;
    }
    socket.shutdownOutput();
    // What the client sent into a download would turn the close into a reset, which overtakes the
    // last bytes.
    InputStream in = socket.getInputStream();
    for (long spare = 1 << 20; spare > 0 && in.available() > 0; ) {
      spare -= in.skip(Math.min(spare, in.available()));
    }
    close();
  }

  /** The client's own close_notify is still to come, and is such a byte. */
  private void closeBehindClient(Duration patience) {
    byte[] forgotten = new byte[4096];
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      InputStream raw = socket.getInputStream();
      long left = patience.toMillis();
      while (left > 0) {
        socket.setSoTimeout((int) left);
        left = raw.read(forgotten) < 0 ? 0 : (deadline - System.nanoTime()) / 1_000_000;
      }
    } catch (IOException e) {
      // It was waited for long enough, or is gone.
    }
    closeSocket();
  }

  /**
   * The orderly end after an upload, all of which has been read: the client's close_notify is
   * answered (some clients wait for that), and the connection closed, behind the client if it is
   * about to. A client that gives up says close_notify as well: what it does with its control
   * connection comes behind its FIN here.
   */
  public void acknowledge() {
    if (secured != null) {
      try {
        if (view.ended()) {
          LOG.warn("an upload ended without a close_notify, which the settings allow");
        }
        secured.shutdownOutput();
      } catch (IOException e) {
        // All the client's bytes are here; that it is gone by now takes nothing from that.
      }
      closeBehindClient(FIN);
      return;
    }
    close();
  }

  private void stall() {
    stalled = true;
    abort();
  }

  /**
   * Resets it, from any thread: the client sees an error and no end of file, a blocked call here
   * ends.
   */
  public void abort() {
    aborted = true;
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    closeSocket();
  }

  /** Lets go of the socket; after {@link #finish} or {@link #abort} this does nothing. */
  @Override
  public void close() {
    if (!leaving) {
      closeSocket();
    }
  }

  private void closeSocket() {
    watch.close();
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }
}

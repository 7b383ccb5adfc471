package dev.longshore.ftp.data;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.KeepAlive;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.event.LogText;
import dev.longshore.ftp.event.TraceContext;
import dev.longshore.ftp.tls.TlsSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connected socket of a {@link DataConnection}, with TLS over it from {@link #secure} on: one
 * thread reads or writes and ends it, any thread may {@link #abort}.
 */
final class DataLink {
  /** How long a TLS client's close_notify is waited for after a download. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** How long the FIN of a TLS client is waited for after its close_notify. */
  private static final Duration FIN = Duration.ofMillis(100);

  private final Socket socket;
  private final Optional<TraceContext> trace;
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

  DataLink(Accepted connection, ProgressWatchdog watchdog) throws IOException {
    this.socket = connection.socket();
    this.trace = connection.trace();
    this.watchdog = watchdog;
    this.watch = watchdog.watch(socket, this::stall);
    try {
      socket.setTcpNoDelay(true);
      KeepAlive.enable(socket);
      this.view = new SocketView(socket, watch);
    } catch (IOException e) {
      closeSocket();
      throw e;
    }
    this.input = view.getInputStream();
    this.output = view.getOutputStream();
  }

  /**
   * Handshakes; ended by {@link #abort}. What follows is encrypted.
   *
   * @param patience how long that may take
   * @return whether it resumed the TLS session of the control connection
   */
  boolean secure(TlsSession tls, boolean upload, Duration patience) throws IOException {
    // The other watch sees single calls, and a client may be slow in each of them.
    ProgressWatchdog.Watch whole = watchdog.watch(patience, this::stall);
    try (whole;
        var _ = whole.blocking()) {
      SSLSocket made = tls.data(view, upload, view::afterReads);
      view.afterReads(() -> {});
      view.expectEnd(tls.closeNotifyRequired());
      input = made.getInputStream();
      output = made.getOutputStream();
      secured = made;
      return tls.resumed(made);
    }
  }

  Optional<TraceContext> trace() {
    return trace;
  }

  InputStream input() {
    return input;
  }

  OutputStream output() {
    return output;
  }

  /** Whether a byte was read from it, of TLS or of a file. */
  boolean hasRead() {
    return view.hasRead();
  }

  /** Why a call of it failed, in words for the client and the log. */
  String failure(IOException e) {
    if (stalled) {
      return "timed out: no byte moved for too long";
    }
    Optional<String> cutOff = view.cutOff();
    if (cutOff.isPresent()) {
      return cutOff.get();
    }
    String message = LogText.of(Objects.toString(e.getMessage(), e.toString()));
    return switch (message) {
      case "Connection reset" -> "the client reset the connection";
      case "Broken pipe" -> "the client closed the connection";
      default -> e instanceof SSLException ? "TLS failed: " + message : message;
    };
  }

  /** The orderly end after a download; see {@link DataConnection#finish}. */
  void finish() throws IOException {
    if (aborted) {
      throw new IOException("data connection was aborted");
    }
    if (secured != null) {
      secured.shutdownOutput();
      endOutput();
      leaving = true;
      watch.close();
      Thread.ofVirtual().name("data-farewell").start(() -> closeBehindClient(FAREWELL));
      return;
    }
    endOutput();
    // What the client sent into a download would turn the close into a reset, which overtakes the
    // last bytes.
    InputStream in = socket.getInputStream();
    for (long spare = 1 << 20; spare > 0 && in.available() > 0; ) {
      spare -= in.skip(Math.min(spare, in.available()));
    }
    close();
  }

  /** A relayed one has to say so to another replica, which may take no byte. */
  private void endOutput() throws IOException {
    try (var _ = watch.writing()) {
      socket.shutdownOutput();
    }
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

  /** The orderly end after an upload; see {@link DataConnection#acknowledge}. */
  void acknowledge() {
    if (secured == null) {
      close();
      return;
    }
    try {
      secured.shutdownOutput();
    } catch (IOException e) {
      // All the client's bytes are here; that it is gone by now takes nothing from that.
    }
    closeBehindClient(FIN);
  }

  /** Whether the client said the end of its bytes by a close_notify; asked when all are read. */
  boolean endWasSaid() {
    return secured != null && !view.ended();
  }

  private void stall() {
    stalled = true;
    abort();
  }

  /** Resets it, from any thread; a blocked call here ends. */
  void abort() {
    aborted = true;
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    closeSocket();
  }

  /** Lets go of the socket; after {@link #finish} or {@link #abort} this does nothing. */
  void close() {
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

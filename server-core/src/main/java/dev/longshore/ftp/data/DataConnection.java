package dev.longshore.ftp.data;

import dev.longshore.ftp.control.KeepAlive;
import dev.longshore.ftp.control.ProgressWatchdog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * An open data connection, owned by one transfer: its thread reads or writes and {@link #finish}es,
 * any thread may {@link #abort}.
 */
public final class DataConnection implements AutoCloseable {
  private final Socket socket;
  private final ProgressWatchdog.Watch watch;
  private final SocketView view;
  private volatile boolean aborted;

  DataConnection(Socket socket, ProgressWatchdog watchdog) throws IOException {
    this.socket = socket;
    this.watch = watchdog.watch(this::abort);
    try {
      socket.setTcpNoDelay(true);
      KeepAlive.enable(socket);
      this.view = new SocketView(socket, watch);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * The client's bytes. Ends only where the client ended them properly: in clear text that is its
   * FIN; it throws after a reset, an abort, or when nothing came for too long.
   */
  public InputStream input() {
    return view.input();
  }

  /** To the client; a write that the client does not take for too long throws. */
  public OutputStream output() {
    return view.output();
  }

  /** Whether it ended because nothing moved for too long. */
  public boolean stalled() {
    return watch.stalled();
  }

  /**
   * The orderly end: what was written arrives, then the end of the stream (RFC 959 section 3.4).
   */
  public void finish() throws IOException {
    if (aborted) {
      throw new IOException("data connection was aborted");
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
    close();
  }

  /** Lets go of the socket; after {@link #finish} or {@link #abort} this does nothing. */
  @Override
  public void close() {
    watch.close();
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }
}

package dev.longshore.ftp.control;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * The control connection's socket as TLS sees it, which reads often, and writes too, before it
 * returns one byte of a command: each read ends at one and the same moment, each write is watched.
 * The socket stays with the {@link ControlConnection}.
 */
final class RawSocket extends UnderTls {
  private static final long LONGEST_TIMEOUT = Integer.MAX_VALUE;

  private final Socket socket;
  private final ProgressWatchdog.Watch watch;
  private final InputStream input;
  private final OutputStream output;
  private long deadline = Long.MAX_VALUE;
  private boolean heard;

  RawSocket(Socket socket, ProgressWatchdog.Watch watch) throws IOException {
    super(socket);
    this.socket = socket;
    this.watch = watch;
    this.input = new Input(socket.getInputStream());
    this.output = new Output(socket.getOutputStream());
  }

  /**
   * When reads end with a {@link SocketTimeoutException}, as {@link System#nanoTime}; called by the
   * reading thread. {@link Long#MAX_VALUE} is never.
   */
  void readUntil(long moment) {
    deadline = moment;
  }

  /** Whether any byte has come; asked by the reading thread. */
  boolean hasHeard() {
    return heard;
  }

  /** What watches its writes. */
  ProgressWatchdog.Watch watch() {
    return watch;
  }

  @Override
  public InputStream getInputStream() {
    return input;
  }

  @Override
  public OutputStream getOutputStream() {
    return output;
  }

  private final class Input extends FilterInputStream {
    private Input(InputStream raw) {
      super(raw);
    }

    @Override
    public int read() throws IOException {
      awaitInTime();
      return heard(in.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      awaitInTime();
      return heard(in.read(buffer, offset, length));
    }

    private int heard(int result) {
      heard |= result >= 0;
      return result;
    }

    private void awaitInTime() throws IOException {
      if (deadline == Long.MAX_VALUE) {
        socket.setSoTimeout(0);
        return;
      }
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new SocketTimeoutException("no whole line in time");
      }
      socket.setSoTimeout((int) Math.min(millis, LONGEST_TIMEOUT));
    }
  }

  private final class Output extends FilterOutputStream {
    private Output(OutputStream raw) {
      super(raw);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      try (var _ = watch.blocking()) {
        out.write(buffer, offset, length);
      }
    }
  }
}

package dev.longshore.ftp.data;

import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.control.UnderTls;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/**
 * A data connection's raw bytes, each call watched: what TLS is layered over, and what a clear
 * connection reads and writes directly. The socket stays with the {@link DataConnection}, which
 * aborts it from outside.
 */
final class SocketView extends UnderTls {
  /**
   * A write blocks until its last byte fits; smaller ones let the watchdog see a slow client move.
   */
  private static final int WRITE_LIMIT = 32 * 1024;

  private final InputStream input;
  private final OutputStream output;
  private volatile Runnable beforeReads = () -> {};
  private volatile boolean endMustBeSaid;
  private volatile boolean ended;

  SocketView(Socket socket, ProgressWatchdog.Watch watch) throws IOException {
    super(socket);
    this.input = new Input(socket.getInputStream(), watch);
    this.output = new Output(socket.getOutputStream(), watch);
  }

  /**
   * From now on an end of the stream is an error: TLS says its end itself, by a close_notify, after
   * which it reads no further. JSSE alone would take either for the end.
   */
  void expectEndInside() {
    endMustBeSaid = true;
  }

  /** Done before each read from now on, by the reading thread. */
  void beforeReads(Runnable action) {
    beforeReads = action;
  }

  /** Whether the raw stream was read to its end. */
  boolean ended() {
    return ended;
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
    private final ProgressWatchdog.Watch watch;

    private Input(InputStream raw, ProgressWatchdog.Watch watch) {
      super(raw);
      this.watch = watch;
    }

    @Override
    public int read() throws IOException {
      beforeReads.run();
      try (var _ = watch.blocking()) {
        return checked(in.read());
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      beforeReads.run();
      try (var _ = watch.blocking()) {
        return checked(in.read(buffer, offset, length));
      }
    }

    private int checked(int result) throws SocketException {
      if (result < 0) {
        ended = true;
        if (endMustBeSaid) {
          throw new SocketException("the client ended the connection without a close_notify");
        }
      }
      return result;
    }
  }

  private static final class Output extends FilterOutputStream {
    private final ProgressWatchdog.Watch watch;

    private Output(OutputStream raw, ProgressWatchdog.Watch watch) {
      super(raw);
      this.watch = watch;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += WRITE_LIMIT) {
        try (var _ = watch.writing()) {
          out.write(buffer, offset + done, Math.min(WRITE_LIMIT, length - done));
        }
      }
    }
  }
}

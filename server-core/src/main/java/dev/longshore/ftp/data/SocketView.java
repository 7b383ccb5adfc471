package dev.longshore.ftp.data;

import dev.longshore.ftp.control.ProgressWatchdog;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A data connection's raw bytes, each call watched: what TLS is layered over, and what a clear
 * connection reads and writes directly. The socket stays with the {@link DataConnection}, which
 * aborts it from outside.
 */
final class SocketView {
  /**
   * A write blocks until its last byte fits; smaller ones let the watchdog see a slow client move.
   */
  private static final int WRITE_LIMIT = 32 * 1024;

  private final InputStream input;
  private final OutputStream output;

  SocketView(Socket socket, ProgressWatchdog.Watch watch) throws IOException {
    this.input = new Input(socket.getInputStream(), watch);
    this.output = new Output(socket.getOutputStream(), watch);
  }

  InputStream input() {
    return input;
  }

  OutputStream output() {
    return output;
  }

  private static final class Input extends FilterInputStream {
    private final ProgressWatchdog.Watch watch;

    private Input(InputStream raw, ProgressWatchdog.Watch watch) {
      super(raw);
      this.watch = watch;
    }

    @Override
    public int read() throws IOException {
      try (var _ = watch.blocking()) {
        return in.read();
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try (var _ = watch.blocking()) {
        return in.read(buffer, offset, length);
      }
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
        try (var _ = watch.blocking()) {
          out.write(buffer, offset + done, Math.min(WRITE_LIMIT, length - done));
        }
      }
    }
  }
}

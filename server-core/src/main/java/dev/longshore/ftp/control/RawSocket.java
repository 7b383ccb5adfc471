package dev.longshore.ftp.control;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * The control connection's socket as TLS sees it, which writes, too, before it returns one byte of
 * a command: each write is watched. The socket stays with the {@link ControlConnection}.
 */
final class RawSocket extends UnderTls {
  private final ProgressWatchdog.Watch watch;
  private final InputStream input;
  private final OutputStream output;
  private volatile boolean heard;

  RawSocket(Socket socket, ProgressWatchdog.Watch watch) throws IOException {
    super(socket);
    this.watch = watch;
    this.input = new Input(socket.getInputStream());
    this.output = new Output(socket.getOutputStream());
  }

  /** Whether any byte has come. */
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
      return heard(in.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return heard(in.read(buffer, offset, length));
    }

    private int heard(int result) {
      heard |= result >= 0;
      return result;
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

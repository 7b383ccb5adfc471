package dev.longshore.ftp.data;

import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.control.QuickAck;
import dev.longshore.ftp.control.UnderTls;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data connection's raw bytes, each call watched: what TLS is layered over, and what a clear
 * connection reads and writes directly. The socket stays with the {@link DataLink}, which aborts it
 * from outside.
 */
final class SocketView extends UnderTls {
  /** A write blocks until its last byte fits; smaller ones show sooner that a slow client moves. */
  private static final int WRITE_LIMIT = 32 * 1024;

  private final InputStream input;
  private final OutputStream output;
  private final QuickAck quickAck;
  private final TlsRecords records = new TlsRecords();
  private volatile Runnable afterReads = () -> {};
  private volatile boolean endsAreRecords;
  private volatile boolean endMustBeSaid;
  private volatile boolean ended;
  private volatile boolean hasRead;
  private volatile @Nullable String cutOff;

  SocketView(Socket socket, ProgressWatchdog.Watch watch) throws IOException {
    super(socket);
    this.quickAck = new QuickAck(socket);
    this.input = new Input(socket.getInputStream(), watch);
    this.output = new Output(socket.getOutputStream(), watch);
  }

  /**
   * From now on an end of the stream in the middle of a TLS record is an error, which JSSE alone
   * would take for the end.
   *
   * @param inside whether every end of the stream is: TLS says its end itself, by a close_notify,
   *     after which it reads no further
   */
  void expectEnd(boolean inside) {
    endsAreRecords = true;
    endMustBeSaid = inside;
  }

  /** Done after each read from now on, by the reading thread. */
  void afterReads(Runnable action) {
    afterReads = action;
  }

  /** Whether the raw stream was read to its end. */
  boolean ended() {
    return ended;
  }

  /** Whether a byte was read. */
  boolean hasRead() {
    return hasRead;
  }

  /** What was wrong with that end. */
  Optional<String> cutOff() {
    return Optional.ofNullable(cutOff);
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
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n;
      try (var _ = watch.blocking()) {
        n = in.read(buffer, offset, length);
      }
      quickAck.afterRead();
      afterReads.run();
      if (n < 0) {
        end();
      } else {
        hasRead = true;
        records.pass(buffer, offset, n);
      }
      return n;
    }

    private void end() throws SocketException {
      ended = true;
      if (endsAreRecords && records.midway()) {
        throw cutOff("the client ended the connection in the middle of a TLS record");
      }
      if (endMustBeSaid) {
        throw cutOff("the client ended the connection without a close_notify");
      }
    }

    private SocketException cutOff(String how) {
      cutOff = how;
      return new SocketException(how);
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

package dev.longshore.ftp.control;

import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.tls.TlsSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One client's control connection: command lines in, replies out, one flush a reply; in the clear
 * or, from {@link #secure} on, over TLS.
 *
 * <p>Read by its session's thread alone; {@link #send}, {@link #endInput} and {@link #abort} by
 * any. It owns the socket.
 */
public final class ControlConnection implements AutoCloseable {
  /** The longest line, in bytes: an S3 key has 1024, and Telnet may double some of them. */
  private static final int LINE_LIMIT = 8192;

  /** How long a TLS client's last bytes are waited for. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private static final Input TOO_LONG = new Input.TooLong();
  private static final Input NOT_TEXT = new Input.NotText();
  private static final Input TIMED_OUT = new Input.TimedOut();
  private static final Input END = new Input.End();

  private final Socket socket;
  private final RawSocket raw;
  private final ProgressWatchdog.Watch watch;
  private InputStream in;
  private OutputStream out;
  private @Nullable SSLSocket secured;
  private TelnetLines lines = new TelnetLines(LINE_LIMIT);
  private final byte[] buffer = new byte[512];
  private int position;
  private int end;
  private final ReentrantLock sending = new ReentrantLock();

  /**
   * Takes the socket over.
   *
   * @param watchdog ends a reply that the client does not take
   */
  public ControlConnection(Socket socket, ProgressWatchdog watchdog) throws IOException {
    this.socket = socket;
    // Otherwise the urgent byte of an ABOR, the LF of some clients, would be lost (RFC 959 section
    // 4.1.3).
    socket.setOOBInline(true);
    socket.setTcpNoDelay(true);
    KeepAlive.enable(socket);
    this.watch = watchdog.watch(this::abort);
    this.raw = new RawSocket(socket, watchdog.watch(this::abort));
    this.in = raw.getInputStream();
    this.out = raw.getOutputStream();
  }

  /**
   * The next line that is not empty.
   *
   * @param timeout how long to wait for a whole line; positive
   */
  public Input read(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        while (position < end) {
          TelnetLines.Event event = lines.accept(buffer[position++] & 0xff);
          switch (event) {
            case null -> {}
            case TelnetLines.Event.TooLong() -> {
              return TOO_LONG;
            }
            case TelnetLines.Event.Refusal(int answer, int option) ->
                write(new byte[] {(byte) TelnetLines.IAC, (byte) answer, (byte) option});
            case TelnetLines.Event.Line(ByteBuffer bytes) -> {
              if (bytes.hasRemaining()) {
                return line(bytes);
              }
            }
          }
        }
        raw.readUntil(deadline);
        position = 0;
        end = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
          return END;
        }
      }
    } catch (SocketTimeoutException e) {
      return TIMED_OUT;
    } catch (IOException e) {
      return END;
    }
  }

  private static Input line(ByteBuffer bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return new Input.Line(CommandLine.parse(text));
    } catch (CharacterCodingException e) {
      return NOT_TEXT;
    }
  }

  /** Sends a reply whole; a client that is gone is noticed by the next read, not here. */
  public void send(Reply reply) {
    try {
      write(reply.bytes());
    } catch (IOException e) {
      abort();
    }
  }

  private void write(byte[] bytes) throws IOException {
    sending.lock();
    try (var _ = watch.blocking()) {
      out.write(bytes);
      out.flush();
    } finally {
      sending.unlock();
    }
  }

  /** Whether the client has sent any byte at all. */
  public boolean hasHeard() {
    return raw.hasHeard();
  }

  /** Whether bytes of the client's are here that no {@link #read} has returned, half a line too. */
  public boolean hasUnread() {
    return position < end || lines.hasBegun();
  }

  /**
   * Handshakes, on the reading thread and while nobody else sends; what follows is encrypted.
   *
   * @throws IOException when there is no TLS with this client: nothing more can be said to it
   */
  public SSLSession secure(TlsSession tls) throws IOException {
    raw.readUntil(Long.MAX_VALUE);
    sending.lock();
    try (var _ = watch.blocking()) {
      SSLSocket made = tls.control(raw);
      in = made.getInputStream();
      out = made.getOutputStream();
      secured = made;
      return made.getSession();
    } finally {
      sending.unlock();
    }
  }

  /**
   * Ends TLS, on the reading thread and while nobody else sends: what follows is clear text again.
   * What the client sent under TLS and is not read yet is forgotten, its close_notify too.
   */
  public void unsecure() {
    sending.lock();
    try (var _ = watch.blocking()) {
      if (secured != null) {
        secured.shutdownOutput();
        secured = null;
        in = new BehindTls(raw.getInputStream());
        out = raw.getOutputStream();
        position = end;
        lines = new TelnetLines(LINE_LIMIT);
      }
    } catch (IOException e) {
      abort();
    } finally {
      sending.unlock();
    }
  }

  /** The address that the client dialled, as far as this machine knows it. */
  public InetAddress local() {
    return socket.getLocalAddress();
  }

  /** The port that the client connected from. */
  public int remotePort() {
    return socket.getPort();
  }

  /** From any thread: the next read, and one that is blocked, is the end. */
  public void endInput() {
    try {
      socket.shutdownInput();
    } catch (IOException e) {
      // The client was first.
    }
  }

  /** Ends the connection, on the reading thread; what was sent before still arrives. */
  @Override
  public void close() {
    try {
      if (secured != null) {
        secured.shutdownOutput();
      }
      socket.shutdownOutput();
      discardInput();
    } catch (IOException e) {
      // The client was first.
    }
    closeSocket();
  }

  /** Resets the connection, from any thread; a blocked read or send ends at once. */
  public void abort() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Already closed.
    }
    closeSocket();
  }

  /**
   * Unread bytes would turn the close into a reset, and that could overtake the last reply. A TLS
   * client's close_notify is still to come.
   */
  private void discardInput() throws IOException {
    Duration patience = secured == null ? Duration.ofMillis(2) : FAREWELL;
    raw.readUntil(System.nanoTime() + patience.toNanos());
    InputStream rest = raw.getInputStream();
    while (rest.read(buffer) >= 0) {
      // It is forgotten.
    }
  }

  private void closeSocket() {
    watch.close();
    raw.watch().close();
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }
}

package dev.longshore.ftp.control;

import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.tls.TlsSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One client's control connection: command lines in, replies out, one flush a reply; in the clear
 * or, from {@link #secure} on, over TLS.
 *
 * <p>One thread at a time reads, the session's reader; any may {@link #send} and {@link #abort}. It
 * owns the socket.
 */
public final class ControlConnection implements AutoCloseable {
  /** The longest line, in bytes: an S3 key has 1024, and Telnet may double some of them. */
  private static final int LINE_LIMIT = 8192;

  /** How long the client's last bytes are waited for: with TLS its close_notify is to come. */
  private static final Duration FAREWELL = Duration.ofMillis(2);

  private static final Duration SECURE_FAREWELL = Duration.ofSeconds(1);

  /** How long a client has to read the alert that says why there is no TLS. */
  private static final Duration ALERT = Duration.ofMillis(100);

  private static final Input TOO_LONG = new Input.TooLong();
  private static final Input NOT_TEXT = new Input.NotText();
  private static final Input END = new Input.End(true);
  private static final Input LOST = new Input.End(false);

  private final Accepted connection;
  private final Socket socket;
  private final RawSocket raw;
  private final ProgressWatchdog.Watch watch;
  private InputStream in;
  private OutputStream out;
  private volatile @Nullable SSLSocket secured;
  private volatile boolean failed;
  private TelnetLines lines = new TelnetLines(LINE_LIMIT);
  private final byte[] buffer = new byte[512];
  private int position;
  private int end;
  private volatile boolean isRead;
  private final CountDownLatch inputEnded = new CountDownLatch(1);
  private final ReentrantLock sending = new ReentrantLock();
  private final TextCoding coding;

  /**
   * Takes the connection over.
   *
   * @param watchdog ends a reply that the client does not take
   * @param charset of lines that are not UTF-8; empty for none
   */
  public ControlConnection(
      Accepted connection, ProgressWatchdog watchdog, Optional<Charset> charset)
      throws IOException {
    this.connection = connection;
    this.socket = connection.socket();
    this.coding = new TextCoding(charset);
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

  /** How text crosses it. */
  public TextCoding coding() {
    return coding;
  }

  /** The next line that is not empty, or the end; waits for it as long as the client likes. */
  public Input read() {
    isRead = true;
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
        position = 0;
        end = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
          return END;
        }
      }
    } catch (IOException e) {
      return LOST;
    }
  }

  /**
   * Reads on to the end and forgets it, as the last thing that the reading thread does: unread
   * bytes would turn the close into a reset, and that could overtake the last reply.
   */
  public void discard() {
    isRead = true;
    try {
      while (in.read(buffer) >= 0) {
        // It is forgotten.
      }
    } catch (IOException e) {
      // That is the end, too.
    }
    inputEnded.countDown();
  }

  private Input line(ByteBuffer bytes) {
    try {
      return new Input.Line(CommandLine.parse(coding.decode(bytes)));
    } catch (CharacterCodingException e) {
      return NOT_TEXT;
    }
  }

  /** Sends a reply whole; a client that is gone is noticed by the next read, not here. */
  public void send(Reply reply) {
    try {
      write(coding.encode(reply.text()));
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

  /**
   * Whether bytes of the client's are here that no {@link #read} has returned, half a line too;
   * asked while nobody reads.
   */
  public boolean hasUnread() {
    return position < end || lines.hasBegun();
  }

  /**
   * Handshakes, on the reading thread and while nobody else sends; what follows is encrypted.
   *
   * @throws IOException when there is no TLS with this client: nothing more can be said to it
   */
  public SSLSession secure(TlsSession tls) throws IOException {
    sending.lock();
    try (var _ = watch.blocking()) {
      SSLSocket made = tls.control(raw);
      in = made.getInputStream();
      out = made.getOutputStream();
      secured = made;
      return made.getSession();
    } catch (IOException e) {
      failed = true;
      throw e;
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
      SSLSocket overTls = secured;
      if (overTls != null) {
        overTls.shutdownOutput();
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
  public InetAddress dialled() {
    return connection.dialled().getAddress();
  }

  /** This machine's own address on the way to the client. */
  public InetAddress local() {
    return socket.getLocalAddress();
  }

  /** The port that the client connected from. */
  public int remotePort() {
    return connection.client().getPort();
  }

  /**
   * Ends the connection; what was sent before still arrives. The reading thread discards. Behind a
   * failed handshake it is a reset, once the client can have read why.
   */
  @Override
  public void close() {
    SSLSocket overTls = secured;
    try {
      if (failed) {
        var _ = inputEnded.await(ALERT.toNanos(), TimeUnit.NANOSECONDS);
        abort();
        return;
      }
      if (overTls != null) {
        overTls.shutdownOutput();
      }
      socket.shutdownOutput();
      if (!isRead) {
        Thread.ofVirtual().name("control-farewell").start(this::discard);
      }
      Duration patience = overTls == null ? FAREWELL : SECURE_FAREWELL;
      var _ = inputEnded.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      // The client was first.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

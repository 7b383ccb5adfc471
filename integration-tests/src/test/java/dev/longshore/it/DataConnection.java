package dev.longshore.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;

/** The client's end of a data connection. Used by one thread; every read is bounded. */
public final class DataConnection implements Closeable {
  private final Socket socket;

  /** What is written to and read from: the socket, or TLS over it. */
  private Socket line;

  private DataConnection(Socket socket) throws IOException {
    socket.setSoTimeout(Math.toIntExact(Wire.BOUND.toMillis()));
    this.socket = socket;
    this.line = socket;
  }

  /** Handshakes; what follows is encrypted. */
  public SSLSocket secure(TlsClient tls) throws IOException {
    SSLSocket secured = tls.secure(socket);
    line = secured;
    return secured;
  }

  /** Connects to where a reply said. */
  public static DataConnection to(InetSocketAddress address) throws IOException {
    return connected(new Socket(), address);
  }

  /** The same, from one of this machine's addresses. */
  public static DataConnection to(InetSocketAddress address, InetAddress from) throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    return connected(socket, address);
  }

  private static DataConnection connected(Socket socket, InetSocketAddress address)
      throws IOException {
    socket.connect(address, Math.toIntExact(Wire.BOUND.toMillis()));
    return new DataConnection(socket);
  }

  /**
   * Connects from one of this machine's addresses to a port that is open, and is turned away
   * without a byte: that may show as early as in the connecting.
   */
  public static void turnedAway(InetSocketAddress address, InetAddress from) throws IOException {
    try (DataConnection connection = to(address, from)) {
      connection.expectEnd();
    } catch (ConnectException e) {
      throw e;
    } catch (SocketException e) {
      return;
    }
  }

  /** One that the server has opened. */
  static DataConnection accepted(Socket socket) throws IOException {
    return new DataConnection(socket);
  }

  public InputStream in() throws IOException {
    return line.getInputStream();
  }

  public OutputStream out() throws IOException {
    return line.getOutputStream();
  }

  /** All bytes up to the server's end. */
  public byte[] readAll() throws IOException {
    return in().readAllBytes();
  }

  /** The same as text. */
  public String text() throws IOException {
    return new String(readAll(), StandardCharsets.UTF_8);
  }

  /** Reads to the server's end or reset, whatever comes. */
  public void drain() throws IOException {
    try {
      in().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException e) {
      return; // A reset.
    }
  }

  /** The server must end it without a byte. */
  public void expectEnd() throws IOException {
    try {
      if (in().read() >= 0) {
        throw new AssertionError("the server sent a byte");
      }
    } catch (SocketException e) {
      return; // A reset.
    }
  }

  /** The next bytes, fewer only if the server ends before. */
  public byte[] read(int count) throws IOException {
    return in().readNBytes(count);
  }

  public void write(byte[] bytes) throws IOException {
    out().write(bytes);
  }

  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends one character after the other, so far apart. */
  public void trickle(String text, Duration apart) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      LockSupport.parkNanos(apart.toNanos());
      write(text.substring(i, i + 1));
    }
  }

  /** Reads so many bytes at a time and so often, so far apart. */
  public void sip(int bytes, int times, Duration apart) throws IOException {
    for (int i = 0; i < times; i++) {
      LockSupport.parkNanos(apart.toNanos());
      read(bytes);
    }
  }

  /** Sends these bytes and ends, or as many as the server takes before it ends the connection. */
  public void offer(byte[] bytes) throws IOException {
    try {
      write(bytes);
      finish();
    } catch (SocketException e) {
      return; // The server will say why.
    }
  }

  /** The end of an upload, with TLS a close_notify; what the server does then can still be seen. */
  public void finish() throws IOException {
    line.shutdownOutput();
  }

  /** The end of the connection without a word of TLS. */
  public void cutOff() throws IOException {
    socket.shutdownOutput();
  }

  /** The same behind these bytes of its own. */
  public void cutOff(byte[] last) throws IOException {
    socket.getOutputStream().write(last);
    cutOff();
  }

  /** The bytes up to the server's end as they cross the network. */
  public byte[] readRaw() throws IOException {
    return socket.getInputStream().readAllBytes();
  }

  /** Ends it with a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** The server's address and port. */
  public InetSocketAddress remote() {
    return new InetSocketAddress(socket.getInetAddress(), socket.getPort());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package dev.longshore.it;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A control connection, for tests that say each byte themselves. Every reply that is read must have
 * the form of RFC 959 section 4.2. Used by one thread; every read is bounded.
 */
public final class Wire implements Closeable {
  /** How long it waits for any byte. */
  static final Duration BOUND = Duration.ofSeconds(30);

  private final Socket socket;

  /** What is written to and read from: the socket, or TLS over it. */
  private Socket line;

  private InputStream in;
  private ReplyReader replies;

  /** What protects data connections, once PROT P has been said. */
  private @Nullable TlsClient dataTls;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.line = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.replies = new ReplyReader(in);
  }

  /** Connects; the greeting is not read. */
  public static Wire unread(InetSocketAddress address) throws IOException {
    return new Wire(connected(address, new InetSocketAddress(0)));
  }

  /** Connects from one of this machine's addresses; the greeting is not read. */
  public static Wire unread(InetSocketAddress address, InetAddress from) throws IOException {
    return new Wire(connected(address, new InetSocketAddress(from, 0)));
  }

  private static Socket connected(InetSocketAddress address, InetSocketAddress from)
      throws IOException {
    var socket = new Socket();
    // A client may listen on its own control port, which is the default data port. Bound by its
    // own call it has that port for itself; one that connect() chooses may be shared with others.
    socket.setReuseAddress(true);
    socket.bind(from);
    socket.connect(address, Math.toIntExact(BOUND.toMillis()));
    socket.setSoTimeout(Math.toIntExact(BOUND.toMillis()));
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** Connects and reads the greeting. */
  public static Wire with(InetSocketAddress address) throws IOException {
    Wire wire = unread(address);
    wire.expect(220);
    return wire;
  }

  /** Connects and logs in as the tests' user, for binary transfers. */
  public static Wire loggedIn(InetSocketAddress address) throws IOException {
    Wire wire = with(address).login(Users.NAME, Users.PASSWORD);
    wire.expect(200, "TYPE I");
    return wire;
  }

  /** The same, everything encrypted by explicit TLS. */
  public static Wire loggedIn(InetSocketAddress address, TlsClient tls) throws IOException {
    Wire wire = with(address).startTls(tls).login(Users.NAME, Users.PASSWORD);
    wire.expect(200, "TYPE I");
    return wire;
  }

  /** Connects to a port of implicit TLS and handshakes; the greeting is not read. */
  public static Wire implicit(InetSocketAddress address, TlsClient tls) throws IOException {
    Wire wire = unread(address).secure(tls);
    wire.dataTls = tls;
    return wire;
  }

  /** AUTH TLS, the handshake, and data connections that are encrypted; gives itself back. */
  public Wire startTls(TlsClient tls) throws IOException {
    expect(234, "AUTH TLS");
    secure(tls);
    expect(200, "PBSZ 0");
    return protect(tls);
  }

  /** PROT P; gives itself back. */
  public Wire protect(TlsClient tls) throws IOException {
    expect(200, "PROT P");
    dataTls = tls;
    return this;
  }

  /** Handshakes on the control connection; gives itself back. */
  public Wire secure(TlsClient tls) throws IOException {
    if (in.available() > 0) {
      throw new AssertionError("clear text in front of the handshake");
    }
    return over(tls.secure(socket));
  }

  /** From now on everything is in the clear again. */
  public void unsecured() throws IOException {
    over(socket);
    dataTls = null;
  }

  private Wire over(Socket other) throws IOException {
    line = other;
    in = new BufferedInputStream(other.getInputStream());
    replies = new ReplyReader(in);
    return this;
  }

  /** TLS of the control connection, which must be there. */
  public SSLSocket tls() {
    return (SSLSocket) line;
  }

  /** Says who it is; gives itself back. */
  public Wire login(String user, String password) throws IOException {
    expect(331, "USER " + user);
    expect(230, "PASS " + password);
    return this;
  }

  // What is sent.

  /** Sends a line, whose end is added, and reads nothing. */
  public void send(String line) throws IOException {
    raw(line + "\r\n");
  }

  /** Sends this text in one write. */
  public void raw(String text) throws IOException {
    raw(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends these bytes in one write. */
  public void raw(byte[] bytes) throws IOException {
    line.getOutputStream().write(bytes);
  }

  /** Sends bytes, given as 0 to 255, in one write. */
  public void raw(int... values) throws IOException {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    raw(bytes);
  }

  /** Sends a byte as TCP's urgent data, as clients do before ABOR. */
  public void urgent(int value) throws IOException {
    socket.sendUrgentData(value);
  }

  /** Ends its own side and can still read. */
  public void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends it with a reset, as a machine that has lost power and come back does. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  // What is read.

  /** Reads a whole reply. */
  public Reply read() throws IOException {
    return replies.read();
  }

  /** Sends a line and reads one reply. */
  public Reply command(String line) throws IOException {
    send(line);
    return read();
  }

  /** Reads a reply, which must have this code. */
  public Reply expect(int code) throws IOException {
    return checked(code, "next reply", read());
  }

  /** Sends a line whose reply must have this code. */
  public Reply expect(int code, String line) throws IOException {
    return checked(code, line, command(line));
  }

  private static Reply checked(int code, String of, Reply reply) {
    if (reply.code() != code) {
      throw new AssertionError(of + ": expected " + code + " but was " + reply.text());
    }
    return reply;
  }

  /** NOOP and its reply: no reply of an earlier command is left over, and the session lives. */
  public void inStep() throws IOException {
    Reply reply = expect(200, "NOOP");
    if (!reply.text().contains("NOOP")) {
      throw new AssertionError("not the reply of NOOP: " + reply.text());
    }
  }

  /** Reads bytes that are no reply, such as Telnet's. */
  public byte[] bytes(int count) throws IOException {
    byte[] read = in.readNBytes(count);
    if (read.length < count) {
      throw new EOFException("the control connection ended");
    }
    return read;
  }

  /** How many bytes can be read at once. */
  public int available() throws IOException {
    return in.available();
  }

  /** The server must end the connection, and have nothing more to say. */
  public void expectEnd() throws IOException {
    int next;
    try {
      next = in.read();
    } catch (SocketException e) {
      return; // A reset, since it had not read all that was sent.
    }
    if (next >= 0) {
      throw new AssertionError(
          "the connection goes on: "
              + (char) next
              + new String(in.readNBytes(in.available()), StandardCharsets.UTF_8));
    }
  }

  // Data connections.

  /** PASV; where its reply says that the data connection goes. */
  public InetSocketAddress pasv() throws IOException {
    return PassiveReply.address(expect(227, "PASV"));
  }

  /** EPSV; where its reply says that the data connection goes. */
  public InetSocketAddress epsv() throws IOException {
    return new InetSocketAddress(socket.getInetAddress(), PassiveReply.port(expect(229, "EPSV")));
  }

  /** Opens a passive data connection; the command that uses it comes next. */
  public DataConnection passive() throws IOException {
    return DataConnection.to(epsv());
  }

  /** PORT or, over IPv6, EPRT for a port that is listened on; the command comes next. */
  public Listener active() throws IOException {
    Listener listener = Listener.on(socket.getLocalAddress());
    expect(200, listener.command());
    return listener;
  }

  /** A whole passive transfer to the client: 150, the bytes, 226. */
  public Transferred download(String command) throws IOException {
    try (DataConnection data = passive()) {
      Reply begin = expect(150, command);
      handshake(data);
      byte[] bytes = data.readAll();
      return new Transferred(begin, bytes, expect(226));
    }
  }

  /** What a listing or a text file holds. */
  public String listing(String command) throws IOException {
    return download(command).text();
  }

  /** A whole passive transfer to the server: 150, the bytes, 226. */
  public Transferred upload(String command, byte[] bytes) throws IOException {
    Reply begin;
    try (DataConnection data = passive()) {
      begin = expect(150, command);
      handshake(data);
      data.write(bytes);
      data.finish();
    }
    return new Transferred(begin, bytes, expect(226));
  }

  /** Secures a data connection, if PROT P has been said. */
  public void handshake(DataConnection data) throws IOException {
    if (dataTls != null) {
      data.secure(dataTls);
    }
  }

  /** The same with text. */
  public Transferred upload(String command, String text) throws IOException {
    return upload(command, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Its own address, as the server sees it. */
  public InetSocketAddress local() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

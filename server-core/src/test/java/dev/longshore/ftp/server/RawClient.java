package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of bare sockets: sends what a test says and checks the form of every reply. */
final class RawClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final Pattern LAST_LINE = Pattern.compile("\\d{3} .*");

  final Socket socket;
  private InputStream in;
  private OutputStream out;
  final Reply greeting;

  /** A reply as it came. */
  record Reply(int code, List<String> lines) {
    String text() {
      return lines.getLast().substring(4);
    }
  }

  private Supplier<InetAddress> entrance = this::serverAddress;

  private InetAddress serverAddress() {
    return socket.getInetAddress();
  }

  RawClient(InetSocketAddress server) throws IOException {
    this(server, new byte[0]);
  }

  /**
   * @param first is sent at once, before the greeting is awaited
   */
  RawClient(InetSocketAddress server, byte[] first) throws IOException {
    socket = new Socket();
    // A client may listen on its own control port. Bound by its own call, it is a port that no
    // other program's connection gets or has; one that connect() chose may be shared.
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(0));
    socket.connect(server, TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
    out.write(first);
    greeting = reply();
  }

  /** With TLS before the greeting. */
  RawClient(InetSocketAddress server, TlsEnd tls) throws IOException {
    socket = new Socket();
    socket.connect(server, TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    Socket secured = tls.secure(socket);
    in = secured.getInputStream();
    out = secured.getOutputStream();
    greeting = reply();
  }

  /** From now on commands and replies go over this. */
  void use(Socket other) throws IOException {
    in = other.getInputStream();
    out = other.getOutputStream();
  }

  /** Sends a line, with its end. */
  void send(String line) throws IOException {
    raw((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  Reply command(String line) throws IOException {
    send(line);
    return reply();
  }

  /** Sends a line and wants a reply with this code. */
  Reply expect(String line, int code) throws IOException {
    Reply reply = command(line);
    assertThat(reply.code()).as("%s gives %s", line, reply.lines()).isEqualTo(code);
    return reply;
  }

  Reply expect(int code) throws IOException {
    Reply reply = reply();
    assertThat(reply.code()).as("next reply %s", reply.lines()).isEqualTo(code);
    return reply;
  }

  /** The next reply, whose form must be as RFC 959 section 4.2 says. */
  Reply reply() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(line());
    String code = lines.getFirst().substring(0, 3);
    if (lines.getFirst().charAt(3) == '-') {
      while (!lines.getLast().startsWith(code + " ")) {
        lines.add(line());
        boolean last = lines.getLast().startsWith(code + " ");
        assertThat(last || !LAST_LINE.matcher(lines.getLast()).matches())
            .as("a line in the middle looks like a last one: %s", lines)
            .isTrue();
      }
    }
    return new Reply(Integer.parseInt(code), lines);
  }

  private String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int previous = -1;
    for (int b = in.read(); b >= 0; b = in.read()) {
      bytes.write(b);
      if (b == '\n') {
        assertThat(previous).as("a bare LF in a reply").isEqualTo('\r');
        String line = bytes.toString(StandardCharsets.UTF_8);
        return line.substring(0, line.length() - 2);
      }
      previous = b;
    }
    throw new IOException(
        "connection closed after '" + bytes.toString(StandardCharsets.UTF_8) + "'");
  }

  /** Whether the server has closed its side, with nothing more to read. */
  boolean closed() throws IOException {
    return in.read() < 0;
  }

  /** So many bytes that are no reply. */
  byte[] bytes(int count) throws IOException {
    return in.readNBytes(count);
  }

  /** Whether the server has ended the connection, by a reset or not, with nothing more to read. */
  boolean isOver() throws IOException {
    try {
      return closed();
    } catch (SocketException e) {
      return true;
    }
  }

  /** Whether a connection is reset, with nothing more to read; an end is none. */
  static boolean isReset(Socket socket) throws IOException {
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Connects to where PASV says. */
  Socket pasv() throws IOException {
    Matcher m =
        Pattern.compile("227 [^(]*\\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)\\)\\.")
            .matcher(expect("PASV", 227).lines().getFirst());
    assertThat(m.matches()).isTrue();
    String host = String.join(".", m.group(1), m.group(2), m.group(3), m.group(4));
    return data(
        InetAddress.ofLiteral(host),
        Integer.parseInt(m.group(5)) * 256 + Integer.parseInt(m.group(6)));
  }

  /** From now on data connections of EPSV go to such an address, as a load balancer would have. */
  RawClient entering(Supplier<InetAddress> by) {
    entrance = by;
    return this;
  }

  /** Connects to where EPSV says. */
  Socket epsv() throws IOException {
    return data(entrance.get(), epsvPort());
  }

  int epsvPort() throws IOException {
    Matcher m =
        Pattern.compile("229 [^(]*\\(\\|\\|\\|(\\d+)\\|\\)")
            .matcher(expect("EPSV", 229).lines().getFirst());
    assertThat(m.matches()).isTrue();
    return Integer.parseInt(m.group(1));
  }

  /** Listens on the port that it connected from, which is the default data port. */
  ServerSocket listenOnControlPort(int backlog) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort()), backlog);
    listener.setSoTimeout(TIMEOUT_MILLIS);
    return listener;
  }

  /** Listens, and says so by PORT. */
  ServerSocket port() throws IOException {
    ServerSocket listener = new ServerSocket(0, 1, socket.getLocalAddress());
    listener.setSoTimeout(TIMEOUT_MILLIS);
    expect("PORT " + portArgument(socket.getLocalAddress(), listener.getLocalPort()), 200);
    return listener;
  }

  static String portArgument(InetAddress address, int port) {
    return address.getHostAddress().replace('.', ',') + "," + (port >> 8) + "," + (port & 0xff);
  }

  private static Socket data(InetAddress host, int port) throws IOException {
    Socket socket = new Socket();
    // Closed, it must not keep a later client from listening on this port.
    socket.setReuseAddress(true);
    socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /** A whole download or listing, over EPSV. */
  byte[] fetch(String command) throws IOException {
    try (Socket data = epsv()) {
      expect(command, 150);
      byte[] bytes = data.getInputStream().readAllBytes();
      expect(226);
      return bytes;
    }
  }

  String fetchText(String command) throws IOException {
    return new String(fetch(command), StandardCharsets.UTF_8);
  }

  /** A whole upload, over EPSV. */
  void store(String command, byte[] bytes) throws IOException {
    try (Socket data = epsv()) {
      expect(command, 150);
      data.getOutputStream().write(bytes);
      data.shutdownOutput();
      expect(226);
    }
  }

  void store(String command, String text) throws IOException {
    store(command, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends a connection as the kernel does for a process that is killed. */
  static void end(Socket socket) throws IOException {
    socket.close();
  }

  /** Ends a connection with a reset. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

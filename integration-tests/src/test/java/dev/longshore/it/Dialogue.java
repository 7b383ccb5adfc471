package dev.longshore.it;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A control connection, for tests that say each command themselves. Used by one thread; every read
 * is bounded.
 */
public final class Dialogue implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Pattern EXTENDED_PASSIVE = Pattern.compile("\\(\\|\\|\\|(\\d+)\\|\\)");

  private final Socket socket;
  private final BufferedReader in;
  private final OutputStream out;
  private final Reply greeting;

  private Dialogue(InetSocketAddress address) throws IOException {
    socket = new Socket();
    socket.connect(address, Math.toIntExact(BOUND.toMillis()));
    socket.setSoTimeout(Math.toIntExact(BOUND.toMillis()));
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    out = socket.getOutputStream();
    greeting = read();
  }

  /** Connects and reads the greeting. */
  static Dialogue with(InetSocketAddress address) throws IOException {
    return new Dialogue(address);
  }

  /** Connects and logs in as the tests' user, for binary transfers. */
  static Dialogue loggedIn(InetSocketAddress address) throws IOException {
    var dialogue = new Dialogue(address);
    dialogue.expect(331, "USER " + Users.NAME);
    dialogue.expect(230, "PASS " + Users.PASSWORD);
    dialogue.expect(200, "TYPE I");
    return dialogue;
  }

  Reply greeting() {
    return greeting;
  }

  /** Sends a line and reads one reply. */
  Reply send(String line) throws IOException {
    write(line);
    return read();
  }

  /** Sends a line whose reply must have this code. */
  Reply expect(int code, String line) throws IOException {
    Reply reply = send(line);
    if (reply.code() != code) {
      throw new AssertionError(line + ": expected " + code + " but was " + reply.text());
    }
    return reply;
  }

  void write(String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  Reply read() throws IOException {
    String line = line();
    var text = new StringBuilder(line);
    String code = line.substring(0, 3);
    while (!line.startsWith(code + " ")) {
      line = line();
      text.append('\n').append(line);
    }
    return new Reply(Integer.parseInt(code), text.toString());
  }

  private String line() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new EOFException("the control connection ended");
    }
    return line;
  }

  /** Opens a passive data connection; the command that uses it comes next. */
  Socket passive() throws IOException {
    Matcher port = EXTENDED_PASSIVE.matcher(expect(229, "EPSV").text());
    if (!port.find()) {
      throw new AssertionError("no port in the reply to EPSV");
    }
    var data = new Socket();
    data.connect(
        new InetSocketAddress(socket.getInetAddress(), Integer.parseInt(port.group(1))),
        Math.toIntExact(BOUND.toMillis()));
    data.setSoTimeout(Math.toIntExact(BOUND.toMillis()));
    return data;
  }

  /** Asks for a listing and gives what came. */
  String listing(String command) throws IOException {
    try (Socket data = passive()) {
      expect(150, command);
      String text = new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Reply end = read();
      if (end.code() != 226) {
        throw new AssertionError(command + ": " + end.text());
      }
      return text;
    }
  }

  /** Ends it with a reset, as a machine that has lost power and come back does. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

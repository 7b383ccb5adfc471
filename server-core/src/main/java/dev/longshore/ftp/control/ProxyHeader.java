package dev.longshore.ftp.control;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of HAProxy's PROXY protocol, version 1 or 2, by which a load balancer says between
 * whom the connection is that it passes on. {@link ProxyProtocol} reads it.
 *
 * @param client who connected to the load balancer
 * @param dialled the address and port that this one connected to
 */
record ProxyHeader(InetSocketAddress client, InetSocketAddress dialled) {
  /** The longest line of version 1, with its end. */
  private static final int LONGEST_LINE = 107;

  private static final String NAME = "PROXY ";
  private static final Pattern UNKNOWN = Pattern.compile("PROXY UNKNOWN( .*)?");
  private static final Pattern TCP4 = form("TCP4", "\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern TCP6 = form("TCP6", "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

  /** What precedes the addresses in version 2. */
  private static final int FIXED = 16;

  /** The longest header of version 2: what fits into one segment everywhere. */
  private static final int LONGEST = 536;

  /** What is no header. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * Reads one, and not a byte beyond it.
   *
   * @return empty if it names nobody, so that the addresses of the connection itself hold: the load
   *     balancer's own health check, or a client that did not come over TCP
   * @throws Malformed when it is none
   * @throws EOFException when it ends before it is whole
   */
  static Optional<ProxyHeader> read(InputStream in) throws IOException {
    byte[] first = exactly(in, 1);
    return switch (first[0]) {
      case 'P' -> ofLine(line(in));
      case '\r' -> ofBlock(in);
      default -> throw new Malformed("it does not begin as one");
    };
  }

  /** The rest of the line, of which the first letter has been read; without its end. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(NAME.substring(0, 1));
    while (line.length() < LONGEST_LINE) {
      line.append((char) (exactly(in, 1)[0] & 0xff));
      int last = line.length() - 1;
      if (last < NAME.length() && line.charAt(last) != NAME.charAt(last)) {
        throw new Malformed("it does not begin as one");
      }
      if (line.charAt(last) == '\n' && line.charAt(last - 1) == '\r') {
        return line.substring(0, last - 1);
      }
    }
    throw new Malformed("its line is longer than " + LONGEST_LINE + " bytes");
  }

  private static Optional<ProxyHeader> ofLine(String line) throws Malformed {
    if (UNKNOWN.matcher(line).matches()) {
      return Optional.empty();
    }
    Matcher four = TCP4.matcher(line);
    Matcher parts = four.matches() ? four : TCP6.matcher(line);
    if (!parts.matches()) {
      throw new Malformed("its line is not as version 1 says");
    }
    return Optional.of(
        new ProxyHeader(
            end(parts.group("client"), parts.group("from")),
            end(parts.group("dialled"), parts.group("to"))));
  }

  private static Pattern form(String family, String address) {
    String port = "0|[1-9]\\d{0,4}";
    return Pattern.compile(
        "PROXY %s (?<client>%s) (?<dialled>%s) (?<from>%s) (?<to>%s)"
            .formatted(family, address, address, port, port));
  }

  private static InetSocketAddress end(String address, String port) throws Malformed {
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(address), Integer.parseInt(port));
    } catch (IllegalArgumentException e) {
      throw new Malformed("its line has an address or a port that is none");
    }
  }

  private static Optional<ProxyHeader> ofBlock(InputStream in) throws IOException {
    ByteBuffer fixed = ByteBuffer.allocate(FIXED).put((byte) '\r').put(exactly(in, FIXED - 1));
    if (!Arrays.equals(fixed.array(), 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
      throw new Malformed("it does not begin as one");
    }
    fixed.position(SIGNATURE.length);
    int command = fixed.get() & 0xff;
    int family = fixed.get() & 0xff;
    int length = fixed.getShort() & 0xffff;
    if (FIXED + length > LONGEST) {
      throw new Malformed("it is longer than " + LONGEST + " bytes");
    }
    ByteBuffer block = ByteBuffer.wrap(exactly(in, length));
    return switch (command) {
      case 0x20 -> Optional.empty();
      case 0x21 -> addresses(family, block);
      default -> throw new Malformed("its version or command is not known");
    };
  }

  /** The addresses that the block begins with; what follows them is of no use here. */
  private static Optional<ProxyHeader> addresses(int family, ByteBuffer block) throws IOException {
    return switch (family) {
      case 0x11 -> Optional.of(addresses(block, 4));
      case 0x21 -> Optional.of(addresses(block, 16));
      // Of no family, over UDP, or from a socket of Unix.
      case 0x00, 0x12, 0x22, 0x31, 0x32 -> Optional.empty();
      default -> throw new Malformed("its family of addresses is not known");
    };
  }

  private static ProxyHeader addresses(ByteBuffer block, int size) throws IOException {
    if (block.remaining() < 2 * size + 4) {
      throw new Malformed("it is too short for its addresses");
    }
    byte[] client = new byte[size];
    byte[] dialled = new byte[size];
    block.get(client).get(dialled);
    return new ProxyHeader(end(client, block.getShort()), end(dialled, block.getShort()));
  }

  private static InetSocketAddress end(byte[] address, short port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(address), port & 0xffff);
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("it ends before it is whole");
    }
    return bytes;
  }
}

package dev.longshore.ftp.command;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PORT and EPRT name: an address and a port, written down without any name service. */
sealed interface DataAddress {

  record Known(InetAddress host, int port) implements DataAddress {}

  /** Neither IPv4 nor IPv6 (RFC 2428 section 2). */
  record UnknownProtocol() implements DataAddress {}

  record Malformed() implements DataAddress {}

  Pattern NUMBERS = Pattern.compile("\\s*(\\d{1,3})(?:\\s*,\\s*(\\d{1,3})){5}\\s*");

  /** Six numbers (RFC 959 section 5.3.2); blanks between them are let pass. */
  static DataAddress port(String argument) {
    if (!NUMBERS.matcher(argument).matches()) {
      return new Malformed();
    }
    String[] texts = argument.split(",", -1);
    byte[] numbers = new byte[texts.length];
    for (int i = 0; i < texts.length; i++) {
      int number = Integer.parseInt(texts[i].strip());
      if (number > 255) {
        return new Malformed();
      }
      numbers[i] = (byte) number;
    }
    try {
      InetAddress host =
          InetAddress.getByAddress(new byte[] {numbers[0], numbers[1], numbers[2], numbers[3]});
      return known(host, ((numbers[4] & 0xff) << 8) | (numbers[5] & 0xff));
    } catch (UnknownHostException e) {
      return new Malformed();
    }
  }

  /** Protocol, address and port between a delimiter of the client's choice (RFC 2428 section 2). */
  static DataAddress extended(String argument) {
    char delimiter = argument.charAt(0);
    String d = Pattern.quote(String.valueOf(delimiter));
    Matcher m =
        Pattern.compile(d + "(\\d{1,5})" + d + "([^\\s]+?)" + d + "(\\d{1,5})" + d)
            .matcher(argument.strip());
    if (delimiter < 33 || delimiter > 126 || !m.matches()) {
      return new Malformed();
    }
    String protocol = m.group(1);
    if (!protocol.equals("1") && !protocol.equals("2")) {
      return new UnknownProtocol();
    }
    try {
      InetAddress host = InetAddress.ofLiteral(m.group(2));
      boolean matches =
          protocol.equals("1") ? host instanceof Inet4Address : host instanceof Inet6Address;
      return matches ? known(host, Integer.parseInt(m.group(3))) : new Malformed();
    } catch (IllegalArgumentException e) {
      return new Malformed();
    }
  }

  private static DataAddress known(InetAddress host, int port) {
    return port < 1 || port > 65_535 ? new Malformed() : new Known(host, port);
  }
}

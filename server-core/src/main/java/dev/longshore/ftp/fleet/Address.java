package dev.longshore.ftp.fleet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Relay ports as replicas write them to each other: {@code 10.0.0.1:2190}, {@code [fd00::1]:2190}.
 */
final class Address {
  private static final int LAST_PORT = 65_535;

  private Address() {}

  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** Reads one; no name is looked up. */
  static Optional<InetSocketAddress> parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, Math.max(0, colon));
      int port = Integer.parseInt(text.substring(colon + 1));
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      InetAddress address =
          InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
      return port < 1 || port > LAST_PORT
          ? Optional.empty()
          : Optional.of(new InetSocketAddress(address, port));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

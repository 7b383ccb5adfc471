package dev.longshore.ftp.user;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * All addresses that begin alike, as {@code 10.0.0.0/8} or {@code 2001:db8::/32}. No name is ever
 * looked up.
 *
 * @param address the first of them
 * @param prefix how many bits they have in common
 */
public record Network(InetAddress address, int prefix) {
  /** The JDK would take 10.1 for 10.0.0.1. */
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

  /** What one client has of IPv6 at the least, and changes its addresses within. */
  private static final int IPV6_CLIENT = 64;

  public Network {
    byte[] bytes = address.getAddress();
    if (prefix < 0 || prefix > bytes.length * 8) {
      throw new IllegalArgumentException("/" + prefix + " is not from /0 to /" + bytes.length * 8);
    }
    InetAddress first = first(bytes, prefix);
    if (!first.equals(address)) {
      throw new IllegalArgumentException(
          text(address, prefix) + " is an address in a network; write " + text(first, prefix));
    }
  }

  /**
   * Reads an address with or without a prefix; without one it is that address alone.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return new Network(address, address.getAddress().length * 8);
    }
    String prefix = text.substring(slash + 1);
    if (!PREFIX.matcher(prefix).matches()) {
      throw noNetwork();
    }
    return new Network(address, Integer.parseInt(prefix));
  }

  /** What counts as one client: an address of IPv4, a /64 of IPv6. */
  public static Network of(InetAddress client) {
    return client instanceof Inet4Address
        ? new Network(client, 32)
        : new Network(first(client.getAddress(), IPV6_CLIENT), IPV6_CLIENT);
  }

  public boolean contains(InetAddress other) {
    byte[] bytes = other.getAddress();
    return bytes.length == address.getAddress().length && first(bytes, prefix).equals(address);
  }

  /** Whether one of the networks has the address. */
  public static boolean anyContains(Collection<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  private static InetAddress literal(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      throw noNetwork();
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw noNetwork();
    }
  }

  private static IllegalArgumentException noNetwork() {
    return new IllegalArgumentException("not a network such as 10.0.0.0/8 or 2001:db8::/32");
  }

  private static InetAddress first(byte[] bytes, int prefix) {
    byte[] first = bytes.clone();
    for (int bit = prefix; bit < first.length * 8; bit++) {
      first[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    try {
      return InetAddress.getByAddress(first);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has as many bytes as before", e);
    }
  }

  private static String text(InetAddress address, int prefix) {
    return address.getHostAddress() + "/" + prefix;
  }

  @Override
  public String toString() {
    return text(address, prefix);
  }
}

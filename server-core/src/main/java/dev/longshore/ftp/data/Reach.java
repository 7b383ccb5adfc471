package dev.longshore.ftp.data;

import java.net.InetAddress;

/**
 * From how far away an address can be reached, the nearest first. Used by {@link WarnedOfReach}.
 */
enum Reach {
  MACHINE,
  LINK,
  SITE,
  WORLD;

  static Reach of(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return MACHINE;
    }
    if (address.isLinkLocalAddress()) {
      return LINK;
    }
    return address.isSiteLocalAddress() || isShared(address.getAddress()) ? SITE : WORLD;
  }

  /** RFC 6598's 100.64.0.0/10, and RFC 4193's fc00::/7. */
  private static boolean isShared(byte[] bytes) {
    return bytes.length == 4
        ? bytes[0] == 100 && (bytes[1] & 0xc0) == 0x40
        : (bytes[0] & 0xfe) == 0xfc;
  }
}

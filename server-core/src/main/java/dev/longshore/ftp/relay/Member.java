package dev.longshore.ftp.relay;

import java.net.InetSocketAddress;

/**
 * A replica, as others name it when they connect to it.
 *
 * @param slot whose passive ports it lends
 * @param incarnation which process of that slot it is, the newer the higher; 0 where that is not
 *     known
 * @param address its relay port
 */
public record Member(int slot, long incarnation, InetSocketAddress address) {
  public static final long UNKNOWN = 0;

  /** Whether it is known which process it is; else somebody only may be there. */
  boolean isKnown() {
    return incarnation != UNKNOWN;
  }

  /** Whether one that says this of itself is the one that is meant. */
  boolean is(int otherSlot, long otherIncarnation) {
    return slot == otherSlot && (!isKnown() || incarnation == otherIncarnation);
  }

  /** Whether this is the same process, though maybe by another address. */
  public boolean isSame(Member other) {
    return other.is(slot, incarnation);
  }

  @Override
  public String toString() {
    return "replica %d at %s:%d"
        .formatted(slot, address.getAddress().getHostAddress(), address.getPort());
  }
}

package dev.longshore.ftp.data;

import java.net.InetAddress;
import java.util.Arrays;

/** From which addresses a passive data connection is taken (RFC 2577 section 8: port stealing). */
public enum PeerPolicy {
  /** From the address of the control connection alone. */
  EXACT,
  /** From its network: the same first 24 bits of an IPv4 address, 64 of an IPv6 address. */
  NETWORK,
  /** From anywhere; for clients behind a pool of addresses. */
  ANY;

  /** Whether a connection from {@code peer} may serve the session of {@code client}. */
  public boolean accepts(InetAddress client, InetAddress peer) {
    return switch (this) {
      case EXACT -> Arrays.equals(client.getAddress(), peer.getAddress());
      case NETWORK -> network(client, peer);
      case ANY -> true;
    };
  }

  private static boolean network(InetAddress client, InetAddress peer) {
    byte[] one = client.getAddress();
    byte[] other = peer.getAddress();
    int bytes = one.length == 4 ? 3 : 8;
    return one.length == other.length && Arrays.equals(one, 0, bytes, other, 0, bytes);
  }
}

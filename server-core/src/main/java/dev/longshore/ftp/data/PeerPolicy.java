package dev.longshore.ftp.data;

import java.net.InetAddress;
import java.nio.ByteBuffer;

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
    return group(client).equals(group(peer));
  }

  /** What all addresses have in common that are not told apart. */
  ByteBuffer group(InetAddress address) {
    byte[] bytes = address.getAddress();
    return switch (this) {
      case EXACT -> ByteBuffer.wrap(bytes);
      case NETWORK -> ByteBuffer.wrap(bytes, 0, bytes.length == 4 ? 3 : 8).slice();
      case ANY -> ByteBuffer.allocate(0);
    };
  }
}

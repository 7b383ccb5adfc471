package dev.longshore.ftp.data;

import dev.longshore.ftp.relay.PortPlan;
import java.net.InetAddress;
import java.time.Duration;

/**
 * How passive ports are bound and lent.
 *
 * @param host the address that they listen on; the wildcard is IPv4 and IPv6
 * @param plan all ports of the deployment; every one of them is bound here
 * @param slot whose ports this replica lends
 * @param sharing whether one port may be lent to clients of different addresses when all are lent
 * @param peer who may connect; only {@link PeerPolicy#EXACT} may share
 * @param pendingTimeout how long a lease waits for its connection
 * @param patience how long PASV waits for a port when all are lent
 * @param quarantine how long a port whose lease ended without a connection is the last choice
 */
public record PassiveSettings(
    InetAddress host,
    PortPlan plan,
    int slot,
    boolean sharing,
    PeerPolicy peer,
    Duration pendingTimeout,
    Duration patience,
    Duration quarantine) {

  public PassiveSettings {
    if (sharing && peer != PeerPolicy.EXACT) {
      throw new IllegalArgumentException(
          "passive.sharing is address; this needs passive.peer to be exact");
    }
  }
}

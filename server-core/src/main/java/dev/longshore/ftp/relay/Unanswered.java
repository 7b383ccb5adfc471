package dev.longshore.ftp.relay;

import dev.longshore.ftp.user.Network;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How many data connections wait for the answer of another replica: each SYN to a foreign port
 * makes one, so that a scan of the ports would be one inside. Safe for many threads.
 */
final class Unanswered {
  private static final int MOST = 1024;

  /** A network may hide many clients behind one address; of IPv6 a /64 is one. */
  private static final int MOST_OF_ADDRESS = 256;

  private final Map<Network, Integer> waiting = new HashMap<>();
  private final boolean byAddress;
  private int all;

  /**
   * @param byAddress whether an address says who a client is, and has its own bound
   */
  Unanswered(boolean byAddress) {
    this.byAddress = byAddress;
  }

  /** False where there are too many; else it has to leave again. */
  synchronized boolean enter(InetAddress client) {
    Network network = Network.of(client);
    int own = waiting.getOrDefault(network, 0);
    if (all >= MOST || (byAddress && own >= MOST_OF_ADDRESS)) {
      return false;
    }
    waiting.put(network, own + 1);
    all++;
    return true;
  }

  synchronized void leave(InetAddress client) {
    waiting.computeIfPresent(Network.of(client), (_, n) -> n == 1 ? null : n - 1);
    all--;
  }
}

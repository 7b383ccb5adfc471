package dev.longshore.ftp.relay;

import dev.longshore.ftp.user.Network;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How many data connections wait for the answer of another replica: each SYN to a foreign port
 * makes one, so that a scan of the ports would be one inside. An owner that answers nobody has all
 * of its ports' waiting, and leaves room for those of others. Safe for many threads.
 */
final class Unanswered {
  private static final int MOST = 4096;
  private static final int MOST_OF_PORT = 128;

  /** A network may hide many clients behind one address; of IPv6 a /64 is one. */
  private static final int MOST_OF_ADDRESS = 512;

  private static final int MOST_OF_ADDRESS_AT_PORT = 64;

  private record AtPort(Network client, int port) {}

  private final Counts<Integer> ofPort = new Counts<>();
  private final Counts<Network> ofAddress = new Counts<>();
  private final Counts<AtPort> ofAddressAtPort = new Counts<>();
  private final boolean byAddress;
  private int all;

  /**
   * @param byAddress whether an address says who a client is, and has its own bounds
   */
  Unanswered(boolean byAddress) {
    this.byAddress = byAddress;
  }

  /** False where there are too many; else it has to leave again. */
  synchronized boolean enter(InetAddress client, int port) {
    Network network = Network.of(client);
    AtPort atPort = new AtPort(network, port);
    boolean full = all >= MOST || ofPort.of(port) >= MOST_OF_PORT;
    boolean fullOfAddress =
        ofAddress.of(network) >= MOST_OF_ADDRESS
            || ofAddressAtPort.of(atPort) >= MOST_OF_ADDRESS_AT_PORT;
    if (full || (byAddress && fullOfAddress)) {
      return false;
    }
    all++;
    ofPort.add(port, 1);
    ofAddress.add(network, 1);
    ofAddressAtPort.add(atPort, 1);
    return true;
  }

  synchronized void leave(InetAddress client, int port) {
    Network network = Network.of(client);
    all--;
    ofPort.add(port, -1);
    ofAddress.add(network, -1);
    ofAddressAtPort.add(new AtPort(network, port), -1);
  }

  /** What is nought takes no room. */
  private static final class Counts<K> {
    private final Map<K, Integer> counts = new HashMap<>();

    int of(K key) {
      return counts.getOrDefault(key, 0);
    }

    void add(K key, int more) {
      counts.merge(key, more, (there, n) -> there + n == 0 ? null : there + n);
    }
  }
}

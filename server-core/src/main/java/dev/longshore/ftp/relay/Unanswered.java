package dev.longshore.ftp.relay;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How many data connections wait for the answer of another replica: each SYN to a foreign port
 * makes one, so that a scan of the ports would be one inside. Safe for many threads.
 */
final class Unanswered {
  private static final int MOST = 1024;

  /** A network may hide many clients behind one address. */
  private static final int MOST_OF_ADDRESS = 256;

  private final Map<InetAddress, Integer> waiting = new HashMap<>();
  private int all;

  /** False where there are too many; else it has to leave again. */
  synchronized boolean enter(InetAddress client) {
    int own = waiting.getOrDefault(client, 0);
    if (all >= MOST || own >= MOST_OF_ADDRESS) {
      return false;
    }
    waiting.put(client, own + 1);
    all++;
    return true;
  }

  synchronized void leave(InetAddress client) {
    waiting.computeIfPresent(client, (_, n) -> n == 1 ? null : n - 1);
    all--;
  }
}

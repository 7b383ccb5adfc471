package dev.longshore.ftp.data;

import dev.longshore.ftp.user.Network;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many of something each user has, and each client where an address says who that is; counted
 * once.
 */
final class Loads {
  private final Map<String, Integer> users = new HashMap<>();
  private final Map<Network, Integer> clients = new HashMap<>();

  /**
   * @param byAddress whether an address says who a client is
   */
  Loads(Stream<Holder> holders, boolean byAddress) {
    holders.forEach(
        holder -> {
          users.merge(holder.user(), 1, Integer::sum);
          if (byAddress) {
            clients.merge(Network.of(holder.client()), 1, Integer::sum);
          }
        });
  }

  /** How many somebody's user has, and his client. */
  int of(Holder holder) {
    return users.getOrDefault(holder.user(), 0)
        + clients.getOrDefault(Network.of(holder.client()), 0);
  }
}

package dev.longshore.ftp.fleet;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The own links, one to each replica: of a replica that has several addresses, as of IPv4 and IPv6,
 * the one whose link was there first has it. Safe for many threads.
 */
final class OwnLinks {
  private final Map<UUID, Target> links = new ConcurrentHashMap<>();

  /** Whether the link to a replica is this target's from here to {@link #end}. */
  boolean begin(UUID run, Target target) {
    return links.putIfAbsent(run, target) == null;
  }

  void end(UUID run, Target target) {
    links.remove(run, target);
  }

  /** Whether there is a link to a replica. */
  boolean has(UUID run) {
    return links.containsKey(run);
  }
}

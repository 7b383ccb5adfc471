package dev.longshore.ftp.data;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * From where connections came lately that no session expected. Where that is so, a connection that
 * serves a session may be a stranger's. Safe for many threads.
 */
final class Strangers {
  private static final Duration LATELY = Duration.ofMinutes(1);
  private static final int MOST = 4096;

  private final PeerPolicy policy;
  private final LongSupplier clock;

  /** By what the policy can tell apart; the longest silent first. */
  private final Map<Object, Long> seen = new LinkedHashMap<>(16, 0.75f, true);

  Strangers(PeerPolicy policy, LongSupplier clock) {
    this.policy = policy;
    this.clock = clock;
  }

  synchronized void seen(InetAddress peer) {
    seen.put(policy.group(peer), clock.getAsLong());
    if (seen.size() > MOST) {
      seen.remove(seen.keySet().iterator().next());
    }
  }

  /** Whether one came lately that could be taken for this client. */
  synchronized boolean lately(InetAddress client) {
    Object group = policy.group(client);
    Long last = seen.get(group);
    if (last != null && clock.getAsLong() - last > LATELY.toNanos()) {
      seen.remove(group);
      return false;
    }
    return last != null;
  }
}

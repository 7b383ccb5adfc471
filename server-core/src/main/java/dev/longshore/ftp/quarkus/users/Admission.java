package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.user.Network;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a user may be here, whose password is right.
 *
 * @param expires from when on no more
 * @param networks from where; empty is from everywhere
 */
record Admission(boolean enabled, Optional<Instant> expires, List<Network> networks) {
  Admission {
    networks = List.copyOf(networks);
  }

  /** Why not, for the operator's log; empty if all is well. */
  Optional<String> refusal(Instant now, InetAddress client) {
    if (!enabled) {
      return Optional.of("the user is not enabled");
    }
    if (!lasts(now)) {
      return Optional.of("the user has expired");
    }
    return networks.isEmpty() || Network.anyContains(networks, client)
        ? Optional.empty()
        : Optional.of("the user may not come from this address");
  }

  /** Whether somebody who is here may stay. */
  boolean lasts(Instant now) {
    return enabled && expires.filter(end -> !now.isBefore(end)).isEmpty();
  }
}

package dev.longshore.ftp.fleet;

import dev.longshore.ftp.relay.Keyring;
import dev.longshore.ftp.relay.RelayKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The TLS of each key of now. Safe for many threads. */
final class Identities {
  private final Supplier<Keyring> keys;
  private final Map<RelayKey, LinkIdentity> identities = new HashMap<>();

  Identities(Supplier<Keyring> keys) {
    this.keys = keys;
  }

  Keyring keys() {
    return keys.get();
  }

  synchronized LinkIdentity of(RelayKey key) {
    identities.keySet().retainAll(keys.get().keys());
    return identities.computeIfAbsent(key, LinkIdentity::of);
  }
}

package dev.longshore.ftp.fleet;

import dev.longshore.ftp.relay.Keyring;
import dev.longshore.ftp.relay.RelayPort;
import java.util.function.Supplier;

/**
 * What makes a server one of several; the server's from then on, which begins it and ends it.
 *
 * @param fleet who the others are
 * @param keys the keys of now
 * @param port bound, where the others connect
 */
public record Replicas(LinkedFleet fleet, Supplier<Keyring> keys, RelayPort port) {}

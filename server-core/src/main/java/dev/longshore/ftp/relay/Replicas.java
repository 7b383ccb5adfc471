package dev.longshore.ftp.relay;

import java.util.function.Supplier;

/**
 * What makes a server one of several.
 *
 * @param fleet who the others are
 * @param keys the keys of now
 * @param port bound, where the others connect; the server's from then on
 * @param links serves the connections by which replicas know each other
 */
public record Replicas(
    Fleet fleet, Supplier<Keyring> keys, RelayPort port, RelayPort.Service links) {}

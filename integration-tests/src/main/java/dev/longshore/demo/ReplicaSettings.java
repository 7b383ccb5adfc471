package dev.longshore.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What docs/replicas.md says to set, for replicas on addresses of this machine. */
final class ReplicaSettings {
  private static final int SECRET_BYTES = 32;

  private final List<InetAddress> replicas;

  ReplicaSettings(List<InetAddress> replicas) {
    this.replicas = List.copyOf(replicas);
  }

  /** Makes a gateway, by its environment, the replica of this slot. */
  void into(Map<String, String> environment, int slot) {
    String address = replicas.get(slot).getHostAddress();
    environment.put("LONGSHORE_FTP_HOST", address);
    environment.put("QUARKUS_MANAGEMENT_HOST", address);
    environment.put("LONGSHORE_PASSIVE_SLOTS", Integer.toString(DemoArguments.MOST));
    environment.put("LONGSHORE_PASSIVE_SLOT", Integer.toString(slot));
    environment.put("LONGSHORE_PASSIVE_ADVERTISE_MODE", "static");
    environment.put("LONGSHORE_PASSIVE_ADVERTISE_ADDRESS", Loopback.FRONT.getHostAddress());
    environment.put("LONGSHORE_CLIENT_ADDRESS_SOURCE", "proxy-protocol");
    environment.put("LONGSHORE_CLIENT_ADDRESS_TRUSTED_PROXIES", Loopback.FRONT.getHostAddress());
    environment.put("LONGSHORE_RELAY_MODE", "off");
    environment.putIfAbsent(
        "QUARKUS_LOG_CONSOLE_FORMAT", "%d{HH:mm:ss} replica " + slot + " %-5p %s%e%n");
  }

  /** Makes it hand data connections on to the others, which have the same secret. */
  void relayInto(Map<String, String> environment, int slot, Path secret) {
    String port = environment.computeIfAbsent("LONGSHORE_RELAY_PORT", name -> "2190");
    environment.put("LONGSHORE_RELAY_MODE", "on");
    environment.put("LONGSHORE_RELAY_SECRETS", secret.toString());
    environment.put("LONGSHORE_FLEET_ADDRESS", replicas.get(slot).getHostAddress());
    environment.put("LONGSHORE_FLEET_DISCOVERY", "static");
    environment.put(
        "LONGSHORE_FLEET_MEMBERS",
        replicas.stream()
            .map(replica -> replica.getHostAddress() + ":" + port)
            .collect(Collectors.joining(",")));
  }

  /** A file with a new secret, for its owner's eyes, that is gone when the demo ends. */
  static Path secret(Path directory) throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Path file = Files.createTempFile(directory, "relay-secret-", "");
    file.toFile().deleteOnExit();
    return Files.writeString(file, Base64.getEncoder().encodeToString(secret));
  }
}

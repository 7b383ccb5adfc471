package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.quarkus.RelayConfig.RelayMode;
import dev.longshore.ftp.relay.PortPlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports that this process listens on beside the passive ones, by their settings: each must be
 * another. Zero stands for any that is free.
 */
final class OwnPorts {
  private final Map<String, Integer> ports = new LinkedHashMap<>();

  private OwnPorts() {}

  /**
   * Those that are on.
   *
   * @param management that of health and metrics, which Quarkus binds
   */
  static OwnPorts of(FtpConfig settings, int management) {
    OwnPorts own = new OwnPorts();
    own.ports.put("quarkus.management.port", management);
    own.ports.put("longshore.ftp.port", settings.ftp().port());
    if (settings.ftps().implicit().enabled()) {
      own.ports.put("longshore.ftps.implicit.port", settings.ftps().implicit().port());
    }
    if (settings.relay().mode() != RelayMode.OFF) {
      own.ports.put("longshore.relay.port", settings.relay().port());
    }
    own.ports.values().removeIf(port -> port == 0);
    return own;
  }

  /** A line for each that is a passive port, or is there twice. */
  void problems(PortPlan plan, Problems problems) {
    Map<Integer, String> seen = new HashMap<>();
    ports.forEach(
        (key, port) -> {
          String other = seen.putIfAbsent(port, key);
          if (other != null) {
            problems.add("%s: %d is %s as well".formatted(key, port, other));
          } else if (plan.owner(port).isPresent()) {
            problems.add(
                "%s: %d is one of the passive ports %d to %d"
                    .formatted(key, port, plan.start(), plan.last()));
          }
        });
  }
}

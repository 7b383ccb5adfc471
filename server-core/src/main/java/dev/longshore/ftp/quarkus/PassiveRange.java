package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.relay.PortPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Whether somebody else may hold ports of the passive range, now or later. {@link SettingsCheck}
 * asks at the start; what it tells is for the log.
 */
final class PassiveRange {
  private static final Path KERNEL = Path.of("/proc/sys/net/ipv4");
  private static final int FIRST_NODE_PORT = 30_000;
  private static final int LAST_NODE_PORT = 32_767;

  private PassiveRange() {}

  /** What to warn of on this machine, a line each. */
  static List<String> warnings(PortPlan plan) {
    return warnings(plan, kernel("ip_local_port_range"), kernel("ip_local_reserved_ports"));
  }

  /**
   * @param ephemeral first and last port as the kernel writes them, parted by white space; empty if
   *     not known
   * @param reserved ports and ranges as the kernel writes them, parted by commas
   */
  static List<String> warnings(PortPlan plan, String ephemeral, String reserved) {
    List<String> warnings = new ArrayList<>();
    String range = plan.start() + "-" + plan.last();
    if (plan.start() <= LAST_NODE_PORT && plan.last() >= FIRST_NODE_PORT) {
      warnings.add(
          ("the passive ports %s reach into Kubernetes' node ports %d-%d; unless they are this"
                  + " gateway's own node ports, move longshore.passive.start")
              .formatted(range, FIRST_NODE_PORT, LAST_NODE_PORT));
    }
    if (plan.ports().anyMatch(taken(ephemeral, reserved)::get)) {
      warnings.add(
          ("the passive ports %s reach into those that the kernel gives to outgoing connections"
                  + " (net.ipv4.ip_local_port_range %s), so one may be taken at a start; move"
                  + " longshore.passive.start, or add them to net.ipv4.ip_local_reserved_ports")
              .formatted(range, ephemeral.strip().replaceAll("\\s+", "-")));
    }
    return warnings;
  }

  private static BitSet taken(String ephemeral, String reserved) {
    BitSet taken = ports(ephemeral.strip().replaceAll("\\s+", "-"));
    taken.andNot(ports(reserved));
    return taken;
  }

  private static BitSet ports(String list) {
    BitSet ports = new BitSet();
    for (String part : list.strip().split(",", -1)) {
      String[] ends = part.strip().split("-", 2);
      if (!ends[0].isEmpty()) {
        ports.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
      }
    }
    return ports;
  }

  /** Empty where there is no such thing, as on other systems than Linux. */
  private static String kernel(String name) {
    try {
      return Files.readString(KERNEL.resolve(name)).strip();
    } catch (IOException e) {
      return "";
    }
  }
}

package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.quarkus.RelayConfig.RelayMode;
import dev.longshore.ftp.relay.ListedFleet;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.relay.RelayPort;
import dev.longshore.ftp.relay.Replicas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From {@code longshore.relay} to what makes a server one of several. */
final class RelaySettings {
  private static final Pattern MEMBER = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+)):(\\d+)");
  private static final int LAST_PORT = 65_535;

  private RelaySettings() {}

  /** Reads {@code host:port}, or {@code [address]:port}; a name stays a name. */
  static Optional<InetSocketAddress> member(String text) {
    Matcher m = MEMBER.matcher(text.strip());
    if (!m.matches() || m.group(3).length() > 5 || Integer.parseInt(m.group(3)) > LAST_PORT) {
      return Optional.empty();
    }
    String host = m.group(1) == null ? m.group(2) : m.group(1);
    return Optional.of(InetSocketAddress.createUnresolved(host, Integer.parseInt(m.group(3))));
  }

  /**
   * Binds the relay port.
   *
   * @return empty where this replica relays nothing
   * @throws BadSettings when it can not be bound
   */
  static Optional<Replicas> replicas(FtpConfig settings, RelaySecrets secrets) {
    RelayConfig relay = settings.relay();
    if (relay.mode() == RelayMode.OFF) {
      return Optional.empty();
    }
    // A replica that was replaced has another address at once; the JVM would remember the old one
    // for 30 s, and that a name is unknown for 10.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    List<InetSocketAddress> members =
        settings.fleet().members().orElse(List.of()).stream()
            .flatMap(text -> member(text).stream())
            .toList();
    PassiveConfig passive = settings.passive();
    PortPlan plan = new PortPlan(passive.start(), passive.count(), passive.slots());
    int slot = passive.slot();
    try {
      InetAddress host = InetAddress.getByName(settings.ftp().host());
      RelayPort port =
          RelayPort.bind(
              new InetSocketAddress(host, relay.port()), secrets, new AcceptLoop.Troubles());
      ListedFleet fleet =
          new ListedFleet(plan, slot, members, members.get(slot), System::currentTimeMillis);
      return Optional.of(
          new Replicas(fleet, secrets, port, (connection, _, _) -> connection.reset()));
    } catch (UnknownHostException e) {
      throw new BadSettings("longshore.ftp.host", e.toString());
    } catch (IOException e) {
      throw new BadSettings("longshore.relay.port", e + ": " + relay.port());
    }
  }
}

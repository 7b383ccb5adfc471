package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.fleet.Discovery;
import dev.longshore.ftp.fleet.LinkedFleet;
import dev.longshore.ftp.fleet.Replicas;
import dev.longshore.ftp.quarkus.RelayConfig.RelayMode;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.relay.RelayPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From {@code longshore.relay} to what makes a server one of several. */
final class RelaySettings {
  private static final Pattern MEMBER = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+)):(\\d+)");
  private static final Pattern POD = Pattern.compile("(.+)-\\d+");
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

  /** Whether others can reach one host by it. */
  static boolean isAddress(String text) {
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      return !address.isAnyLocalAddress() && !address.isMulticastAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
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
    PassiveConfig passive = settings.passive();
    PortPlan plan = EngineSettings.plan(passive);
    try {
      InetAddress host = InetAddress.getByName(settings.ftp().host());
      RelayPort port =
          RelayPort.bind(
              new InetSocketAddress(host, relay.port()), secrets, new AcceptLoop.Troubles());
      LinkedFleet.Identity identity =
          new LinkedFleet.Identity(
              plan, passive.slot(), settings.fleet().address().orElse(""), port.port());
      LinkedFleet fleet =
          new LinkedFleet(
              identity,
              System.currentTimeMillis(),
              secrets,
              Discovery.ofNames(names(settings, plan.slots())));
      return Optional.of(new Replicas(fleet, secrets, port));
    } catch (UnknownHostException e) {
      throw new BadSettings("longshore.ftp.host", e.toString());
    } catch (IOException e) {
      throw new BadSettings("longshore.relay.port", e + ": " + relay.port());
    }
  }

  private static List<InetSocketAddress> names(FtpConfig settings, int slots) {
    FleetConfig fleet = settings.fleet();
    return switch (fleet.discovery()) {
      case NONE -> List.of();
      case STATIC ->
          fleet.members().orElseThrow().stream().flatMap(m -> member(m).stream()).toList();
      case DNS -> ofStatefulSet(fleet.dnsName().orElseThrow(), slots, settings.relay().port());
    };
  }

  /** A new pod's own name is known before those who ask for the Service's see it there. */
  private static List<InetSocketAddress> ofStatefulSet(String service, int slots, int port) {
    List<InetSocketAddress> names = new ArrayList<>();
    names.add(InetSocketAddress.createUnresolved(service, port));
    Matcher pod = POD.matcher(Objects.requireNonNullElse(System.getenv("HOSTNAME"), ""));
    if (pod.matches()) {
      for (int slot = 0; slot < slots; slot++) {
        names.add(
            InetSocketAddress.createUnresolved(pod.group(1) + "-" + slot + "." + service, port));
      }
    }
    return names;
  }
}

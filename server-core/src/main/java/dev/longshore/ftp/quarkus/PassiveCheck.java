package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.data.PeerPolicy;
import dev.longshore.ftp.quarkus.PassiveConfig.Advertise;
import dev.longshore.ftp.quarkus.PassiveConfig.AdvertiseMode;
import dev.longshore.ftp.quarkus.PassiveConfig.Sharing;
import dev.longshore.ftp.quarkus.RelayConfig.RelayMode;
import dev.longshore.ftp.relay.PortPlan;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What must be true of the settings of passive ports: a part of {@link SettingsCheck}. */
final class PassiveCheck {
  private PassiveCheck() {}

  static void problems(FtpConfig settings, Problems problems) {
    PassiveConfig passive = settings.passive();
    try {
      PortPlan plan = EngineSettings.plan(passive);
      plan.portsOf(passive.slot());
      otherPorts(settings).forEach((key, port) -> problems.outside(plan, "longshore." + key, port));
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      problems.add(problem.replace("passive.", "longshore.passive."));
    }
    problems.require(
        passive.sharing() == Sharing.NONE || passive.peer() == PeerPolicy.EXACT,
        "passive.sharing",
        "address needs longshore.passive.peer=exact; say none, or exact there");
    problems.positive("passive.pending-timeout", passive.pendingTimeout());
    advertise(settings, problems);
  }

  /** The gateway's own other ports, by their settings. */
  private static Map<String, Integer> otherPorts(FtpConfig settings) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("ftp.port", settings.ftp().port());
    if (settings.ftps().implicit().enabled()) {
      ports.put("ftps.implicit.port", settings.ftps().implicit().port());
    }
    if (settings.relay().mode() != RelayMode.OFF) {
      ports.put("relay.port", settings.relay().port());
    }
    return ports;
  }

  private static void advertise(FtpConfig settings, Problems problems) {
    Advertise advertise = settings.passive().advertise();
    belongs(advertise, AdvertiseMode.STATIC, "address", advertise.address(), problems);
    belongs(advertise, AdvertiseMode.HOSTNAME, "hostname", advertise.hostname(), problems);
    belongs(advertise, AdvertiseMode.SERVICE, "service", advertise.service(), problems);
    advertise
        .address()
        .ifPresent(
            address ->
                problems.require(
                    AddressForNetwork.IPV4.matcher(address).matches(),
                    "passive.advertise.address",
                    "'" + address + "' is not an IPv4 address"));
    problems.require(
        advertise.perNetwork().isEmpty() || EngineSettings.knowsClients(settings),
        "passive.advertise.per-network",
        "is set, and longshore.client-address.source=none");
  }

  /** Each but {@code control} has one setting of its own. */
  private static void belongs(
      Advertise advertise,
      AdvertiseMode mode,
      String name,
      Optional<String> value,
      Problems problems) {
    boolean used = advertise.mode() == mode;
    String setting = "longshore.passive.advertise.mode=" + mode.name().toLowerCase(Locale.ROOT);
    problems.require(
        value.isPresent() == used,
        "passive.advertise." + name,
        used
            ? "is not set, and " + setting + " needs one"
            : "is set, but only " + setting + " uses it");
  }
}

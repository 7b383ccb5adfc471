package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.data.PeerPolicy;
import dev.longshore.ftp.quarkus.PassiveConfig.Advertise;
import dev.longshore.ftp.quarkus.PassiveConfig.AdvertiseMode;
import dev.longshore.ftp.quarkus.PassiveConfig.Sharing;
import dev.longshore.ftp.relay.PortPlan;
import java.util.Locale;
import java.util.Optional;

/** What must be true of the settings of passive ports: a part of {@link SettingsCheck}. */
final class PassiveCheck {
  private PassiveCheck() {}

  static void problems(FtpConfig settings, int managementPort, Problems problems) {
    PassiveConfig passive = settings.passive();
    try {
      PortPlan plan = EngineSettings.plan(passive);
      plan.portsOf(passive.slot());
      OwnPorts.of(settings, managementPort).problems(plan, problems);
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
    problems.belongs(
        "passive.advertise." + name,
        value,
        advertise.mode() == mode,
        "longshore.passive.advertise.mode=" + mode.name().toLowerCase(Locale.ROOT));
  }
}

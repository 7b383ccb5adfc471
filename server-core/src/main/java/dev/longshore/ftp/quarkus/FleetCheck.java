package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.quarkus.FleetConfig.FindBy;
import dev.longshore.ftp.quarkus.RelayConfig.RelayMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What must be true of the settings of replicas: a part of {@link SettingsCheck}. */
final class FleetCheck {
  private FleetCheck() {}

  static void problems(FtpConfig settings, Problems problems) {
    problems.millisecond("relay.reload-period", settings.relay().reloadPeriod());
    if (settings.relay().mode() == RelayMode.OFF) {
      return;
    }
    problems.within("relay.port", settings.relay().port(), 1, SettingsCheck.LAST_PORT);
    FleetConfig fleet = settings.fleet();
    boolean theyFindEachOther =
        problems.require(
            fleet.discovery() != FindBy.NONE,
            "fleet.discovery",
            "is none, and with longshore.relay.mode=on the replicas must find each other");
    if (theyFindEachOther) {
      belongs(fleet, FindBy.DNS, "dns-name", fleet.dnsName(), problems);
      belongs(fleet, FindBy.STATIC, "members", fleet.members(), problems);
    }
    for (String member : fleet.members().orElse(List.of())) {
      problems.require(
          RelaySettings.member(member).isPresent(),
          "fleet.members",
          "'" + member + "' is no host:port");
    }
    String address = fleet.address().orElse("");
    problems.require(
        address.isEmpty() || RelaySettings.isAddress(address),
        "fleet.address",
        "'" + address + "' is no address of IPv4 or IPv6 that one host has");
  }

  /** Each way to find others has one setting of its own. */
  private static void belongs(
      FleetConfig fleet, FindBy way, String name, Optional<?> value, Problems problems) {
    problems.belongs(
        "fleet." + name,
        value,
        fleet.discovery() == way,
        "longshore.fleet.discovery=" + way.name().toLowerCase(Locale.ROOT));
  }
}

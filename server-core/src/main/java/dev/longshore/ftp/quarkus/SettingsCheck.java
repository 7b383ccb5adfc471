package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.control.TextCoding;
import dev.longshore.ftp.data.PeerPolicy;
import dev.longshore.ftp.quarkus.FleetConfig.FindBy;
import dev.longshore.ftp.quarkus.PassiveConfig.AdvertiseMode;
import dev.longshore.ftp.quarkus.PassiveConfig.Sharing;
import dev.longshore.ftp.quarkus.RelayConfig.RelayMode;
import dev.longshore.ftp.quarkus.TlsConfig.TlsMode;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.tls.SessionBinding;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be true of the settings together, or of a value beyond its type. Quarkus calls it at
 * the start, before anything is bound.
 */
@Singleton
final class SettingsCheck {
  private static final Logger log = LoggerFactory.getLogger(SettingsCheck.class);
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}(?<!\\.)");
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int LAST_PORT = 65_535;
  private static final int MANY = 1_000_000;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  void atStart(
      @Observes @Priority(1) StartupEvent event,
      FtpConfig settings,
      ServerCertificate certificate,
      RelaySecrets secrets) {
    List<String> problems = new ArrayList<>(certificate.load());
    problems.addAll(problems(settings));
    secrets.load().ifPresent(problem -> problems.add("longshore.relay.secrets: " + problem));
    if (!problems.isEmpty()) {
      throw new BadSettings(problems);
    }
    PassiveRange.warnings(plan(settings.passive())).forEach(log::warn);
  }

  /** One line for each problem, beginning with the key; empty if all is well. */
  static List<String> problems(FtpConfig settings) {
    Problems problems = new Problems();
    listeners(settings, problems);
    clientAddress(settings.clientAddress(), problems);
    hiddenClients(settings, problems);
    tls(settings, problems);
    passive(settings, problems);
    advertise(settings.passive().advertise(), problems);
    relay(settings, problems);
    users(settings.users(), problems);
    limits(settings.limits(), problems);
    lockout(settings.lockout(), problems);
    problems.positive("upload.commit-grace", settings.upload().commitGrace());
    problems.atLeastOne("checksum.concurrent", settings.checksum().concurrent());
    problems.notNegative("drain.linger", settings.drain().linger());
    problems.positive("drain.timeout", settings.drain().timeout());
    return problems.lines;
  }

  private static void listeners(FtpConfig settings, Problems problems) {
    problems.require(!settings.ftp().host().isBlank(), "ftp.host", "is empty");
    problems.text("ftp.greeting", settings.ftp().greeting());
    problems.text("ftp.welcome", settings.ftp().welcome());
    problems.within("ftp.port", settings.ftp().port(), 0, LAST_PORT);
    problems.within("ftps.implicit.port", settings.ftps().implicit().port(), 0, LAST_PORT);
    problems.within("active.source-port", settings.active().sourcePort(), 0, LAST_PORT);
    charset("ftp.charset", settings.ftp().charset(), problems);
    charset("ftps.implicit.charset", settings.ftps().implicit().charset(), problems);
  }

  private static void charset(String key, Optional<String> name, Problems problems) {
    name.ifPresent(
        text ->
            problems.require(
                TextCoding.find(text).isPresent(),
                key,
                "'" + text + "' is no charset of this JDK, or none that holds ASCII"));
  }

  private static void clientAddress(FtpConfig.ClientAddress clients, Problems problems) {
    if (clients.source() == FtpConfig.ClientAddress.Source.PROXY_PROTOCOL) {
      problems.require(
          clients.trustedProxies().isPresent(),
          "client-address.trusted-proxies",
          "is not set, and with longshore.client-address.source=proxy-protocol nobody else may"
              + " connect; name the load balancer's networks");
    } else {
      problems.require(
          clients.trustedProxies().isEmpty(),
          "client-address.trusted-proxies",
          "is set, but only longshore.client-address.source=proxy-protocol uses it");
    }
  }

  /** Where addresses say nothing only TLS tells whose a data connection is. */
  private static void hiddenClients(FtpConfig settings, Problems problems) {
    if (EngineSettings.knowsClients(settings)) {
      return;
    }
    String why = ", and longshore.client-address.source=none";
    TlsConfig tls = settings.tls();
    problems.require(
        tls.mode() == TlsMode.REQUIRED, "tls.mode", "is not required" + why + " needs that");
    problems.require(
        tls.sessionBinding() == SessionBinding.REQUIRE,
        "tls.session-binding",
        "is not require" + why + " needs that");
    problems.require(tls.clearTextNetworks().isEmpty(), "tls.clear-text-networks", "is set" + why);
    problems.require(tls.unboundNetworks().isEmpty(), "tls.unbound-networks", "is set" + why);
    problems.require(
        settings.lockout().trustedNetworks().isEmpty(), "lockout.trusted-networks", "is set" + why);
  }

  private static void tls(FtpConfig settings, Problems problems) {
    TlsConfig tls = settings.tls();
    problems.require(
        tls.mode() != TlsMode.OFF || !settings.ftps().implicit().enabled(),
        "ftps.implicit.enabled",
        "is true, and longshore.tls.mode is off");
    problems.require(
        tls.mode() == TlsMode.REQUIRED || tls.clearTextNetworks().isEmpty(),
        "tls.clear-text-networks",
        "is set, but only from longshore.tls.mode=required there are exceptions");
    problems.require(
        tls.sessionBinding() == SessionBinding.REQUIRE || tls.unboundNetworks().isEmpty(),
        "tls.unbound-networks",
        "is set, but only from longshore.tls.session-binding=require there are exceptions");
    problems.positive("tls.reload-period", tls.reloadPeriod());
    boolean protocolsAreOurs = true;
    for (String protocol : tls.protocols().orElse(List.of())) {
      protocolsAreOurs &=
          problems.require(
              PROTOCOLS.contains(protocol),
              "tls.protocols",
              "'" + protocol + "' is none of " + String.join(", ", PROTOCOLS));
    }
    if (protocolsAreOurs && tls.mode() != TlsMode.OFF) {
      TlsNames.ofThisJdk().check(tls, problems::require);
    }
  }

  private static void passive(FtpConfig settings, Problems problems) {
    PassiveConfig passive = settings.passive();
    try {
      PortPlan plan = plan(passive);
      plan.portsOf(passive.slot());
      otherPorts(settings).forEach((key, port) -> problems.outside(plan, "longshore." + key, port));
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      problems.lines.add(problem.replace("passive.", "longshore.passive."));
    }
    problems.require(
        passive.sharing() == Sharing.NONE || passive.peer() == PeerPolicy.EXACT,
        "passive.sharing",
        "address needs longshore.passive.peer=exact; say none, or exact there");
    problems.positive("passive.pending-timeout", passive.pendingTimeout());
  }

  private static PortPlan plan(PassiveConfig passive) {
    return new PortPlan(passive.start(), passive.count(), passive.slots());
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

  private static void advertise(PassiveConfig.Advertise advertise, Problems problems) {
    Optional<String> address = advertise.address();
    if (advertise.mode() == AdvertiseMode.STATIC) {
      problems.require(
          address.filter(text -> IPV4.matcher(text).matches()).isPresent(),
          "passive.advertise.address",
          address.map(text -> "'" + text + "' is not an IPv4 address").orElse("is not set")
              + ", and longshore.passive.advertise.mode=static needs one");
    } else {
      problems.require(
          address.isEmpty(),
          "passive.advertise.address",
          "is set, but only longshore.passive.advertise.mode=static uses it");
    }
    boolean named = advertise.mode() == AdvertiseMode.HOSTNAME;
    problems.require(
        advertise.hostname().isPresent() == named,
        "passive.advertise.hostname",
        named
            ? "is not set, and longshore.passive.advertise.mode=hostname needs one"
            : "is set, but only longshore.passive.advertise.mode=hostname uses it");
  }

  private static void relay(FtpConfig settings, Problems problems) {
    problems.positive("relay.reload-period", settings.relay().reloadPeriod());
    if (settings.relay().mode() == RelayMode.OFF) {
      return;
    }
    problems.within("relay.port", settings.relay().port(), 1, LAST_PORT);
    fleet(settings.fleet(), problems);
  }

  private static void fleet(FleetConfig fleet, Problems problems) {
    problems.require(
        fleet.discovery() != FindBy.NONE,
        "fleet.discovery",
        "is none, and with longshore.relay.mode=on the replicas must find each other");
    problems.require(
        fleet.discovery() != FindBy.DNS || fleet.dnsName().isPresent(),
        "fleet.dns-name",
        "is not set, and longshore.fleet.discovery=dns");
    problems.require(
        fleet.discovery() != FindBy.STATIC || fleet.members().isPresent(),
        "fleet.members",
        "is not set, and longshore.fleet.discovery=static");
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
        "'" + address + "' is no address of IPv4 or IPv6");
  }

  private static void users(FtpConfig.Users users, Problems problems) {
    problems.notNegative("users.remember", users.remember());
    if (users.file().isEmpty()) {
      problems.require(false, "users.file", "is not set; without users nobody can log in");
      return;
    }
    Path file = users.file().get();
    problems.require(
        Files.isRegularFile(file) && Files.isReadable(file),
        "users.file",
        file + " is not a file that this process can read");
  }

  private static void limits(FtpConfig.Limits limits, Problems problems) {
    problems.atLeastOne("limits.sessions", limits.sessions());
    problems.atLeastOne("limits.sessions-per-user", limits.sessionsPerUser());
    problems.atLeastOne("limits.sessions-per-address", limits.sessionsPerAddress());
    problems.atLeastOne("limits.login-attempts", limits.loginAttempts());
    problems.atLeastOne("limits.password-checks", limits.passwordChecks());
    problems.positive("limits.login-timeout", limits.loginTimeout());
    problems.positive("limits.password-wait", limits.passwordWait());
    problems.positive("limits.idle", limits.idle());
    problems.positive("limits.data-idle", limits.dataIdle());
  }

  private static void lockout(FtpConfig.Lockout lockout, Problems problems) {
    problems.within("lockout.attempts", lockout.attempts(), 0, MANY);
    problems.within("lockout.attempts-of-address", lockout.attemptsOfAddress(), 0, MANY);
    problems.positive("lockout.time", lockout.time());
    problems.notNegative("lockout.pause", lockout.pause());
    problems.require(
        lockout.pause().compareTo(LONGEST_PAUSE) <= 0,
        "lockout.pause",
        "is longer than clients wait for a reply; 20s is the most");
  }

  private static final class Problems {
    private final List<String> lines = new ArrayList<>();

    boolean require(boolean good, String key, String problem) {
      if (!good) {
        lines.add("longshore." + key + ": " + problem);
      }
      return good;
    }

    void within(String key, int value, int least, int most) {
      require(
          value >= least && value <= most,
          key,
          "%d is not from %d to %d".formatted(value, least, most));
    }

    void outside(PortPlan plan, String key, int port) {
      if (plan.owner(port).isPresent()) {
        lines.add(
            "%s: %d is one of the passive ports %d to %d"
                .formatted(key, port, plan.start(), plan.last()));
      }
    }

    void atLeastOne(String key, int value) {
      require(value >= 1, key, value + " is not at least 1");
    }

    void text(String key, String value) {
      try {
        EngineSettings.lines(value);
      } catch (IllegalArgumentException e) {
        require(false, key, String.valueOf(e.getMessage()));
      }
    }

    void notNegative(String key, Duration value) {
      require(!value.isNegative(), key, "is less than nothing");
      notForEver(key, value);
    }

    void positive(String key, Duration value) {
      require(value.isPositive(), key, "must be longer than nothing");
      notForEver(key, value);
    }

    /** Longer ones may not fit into what counts them. */
    private void notForEver(String key, Duration value) {
      require(value.compareTo(LONGEST) <= 0, key, "is longer than a year");
    }
  }
}

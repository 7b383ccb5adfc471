package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.control.TextCoding;
import dev.longshore.ftp.quarkus.TlsConfig.TlsMode;
import dev.longshore.ftp.quarkus.health.BackgroundWork;
import dev.longshore.ftp.tls.SessionBinding;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be true of the settings together, or of a value beyond its type. Quarkus calls it at
 * the start, before anything is bound.
 */
@Singleton
final class SettingsCheck {
  private static final Logger log = LoggerFactory.getLogger(SettingsCheck.class);
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  static final int LAST_PORT = 65_535;
  private static final int MANY = 1_000_000;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  void atStart(
      @Observes @Priority(1) StartupEvent event,
      FtpConfig settings,
      @ConfigProperty(name = "quarkus.management.port") int managementPort,
      ServerCertificate certificate,
      RelaySecrets secrets,
      BackgroundWork background) {
    List<String> problems = new ArrayList<>(certificate.load());
    problems.addAll(problems(settings, managementPort));
    secrets.load().ifPresent(problem -> problems.add("longshore.relay.secrets: " + problem));
    if (!problems.isEmpty()) {
      throw new BadSettings(problems);
    }
    secrets.follow(background);
    PassiveRange.warnings(EngineSettings.plan(settings.passive())).forEach(log::warn);
  }

  /** One line for each problem, beginning with the key; empty if all is well. */
  static List<String> problems(FtpConfig settings, int managementPort) {
    Problems problems = new Problems();
    listeners(settings, problems);
    clientAddress(settings.clientAddress(), problems);
    hiddenClients(settings, problems);
    tls(settings, problems);
    PassiveCheck.problems(settings, managementPort, problems);
    FleetCheck.problems(settings, problems);
    users(settings.users(), problems);
    limits(settings.limits(), problems);
    lockout(settings.lockout(), problems);
    problems.positive("upload.commit-grace", settings.upload().commitGrace());
    problems.atLeastOne("checksum.concurrent", settings.checksum().concurrent());
    problems.notNegative("drain.linger", settings.drain().linger());
    problems.positive("drain.timeout", settings.drain().timeout());
    return problems.lines();
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
    problems.millisecond("tls.reload-period", tls.reloadPeriod());
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
}

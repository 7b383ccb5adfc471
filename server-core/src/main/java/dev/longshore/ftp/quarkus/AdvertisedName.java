package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.data.FollowedName;
import dev.longshore.ftp.quarkus.health.BackgroundWork;
import dev.longshore.ftp.quarkus.health.ReadinessCondition;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The name of {@code longshore.passive.advertise.hostname} or {@code .service}, looked up from the
 * start on. Without its first answer this replica is not ready.
 */
@Singleton
final class AdvertisedName implements ReadinessCondition {
  /** How old the address that 227 names may be. */
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final Optional<FollowedName> name;

  /**
   * @param services knows the addresses of Kubernetes Services; asked only where one is named
   */
  AdvertisedName(FtpConfig config, Instance<FollowedName.Resolver> services) {
    PassiveConfig.Advertise advertise = config.passive().advertise();
    name =
        switch (advertise.mode()) {
          case CONTROL, STATIC -> Optional.empty();
          case HOSTNAME ->
              advertise.hostname().map(n -> new FollowedName(n, InetAddress::getAllByName));
          case SERVICE -> advertise.service().map(n -> new FollowedName(n, services.get()));
        };
  }

  void atStart(@Observes @Priority(5) StartupEvent event, BackgroundWork background) {
    name.ifPresent(followed -> background.repeat("advertised-name", EVERY, followed::ask));
  }

  /** Empty where the address does not come from a name. */
  Optional<FollowedName> followed() {
    return name;
  }

  @Override
  public String name() {
    return "advertised-address";
  }

  @Override
  public boolean holds() {
    return name.map(FollowedName::isKnown).orElse(true);
  }
}

package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.data.FollowedName;
import dev.longshore.ftp.quarkus.PassiveConfig.AdvertiseMode;
import dev.longshore.ftp.quarkus.health.BackgroundWork;
import dev.longshore.ftp.quarkus.health.ReadinessCondition;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;

/**
 * The name of {@code longshore.passive.advertise.hostname}, looked up from the start on. Without
 * its first answer this replica is not ready.
 */
@Singleton
final class AdvertisedName implements ReadinessCondition {
  /** The JVM may remember an answer for as long. */
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final boolean used;
  private final FollowedName name;

  AdvertisedName(FtpConfig config) {
    PassiveConfig.Advertise advertise = config.passive().advertise();
    used = advertise.mode() == AdvertiseMode.HOSTNAME;
    name = new FollowedName(advertise.hostname().orElse(""), InetAddress::getAllByName);
  }

  void atStart(@Observes @Priority(5) StartupEvent event, BackgroundWork background) {
    if (used) {
      background.repeat("advertised-name", EVERY, name::ask);
    }
  }

  FollowedName address() {
    return name;
  }

  @Override
  public String name() {
    return "advertised-address";
  }

  @Override
  public boolean holds() {
    return !used || name.isKnown();
  }
}

package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.data.AdvertisedAddress;
import dev.longshore.ftp.data.PassiveSettings;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.server.ServerSettings;
import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.transfer.TransferSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * The settings as the engine takes them; what they may be has been checked by {@link
 * SettingsCheck}.
 */
final class EngineSettings {
  /** How long PASV waits when every port is lent, and how long a port rests that nobody came to. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration QUARANTINE = Duration.ofMinutes(1);

  private EngineSettings() {}

  static ServerSettings of(FtpConfig config) {
    InetAddress host = host(config.ftp().host());
    FtpConfig.Limits limits = config.limits();
    return new ServerSettings(
        new InetSocketAddress(host, config.ftp().port()),
        passive(config.passive(), host),
        session(config),
        new ServerSettings.Limits(
            limits.sessions(), limits.sessionsPerAddress(), limits.sessionsPerUser()),
        new ChecksumLimit.Settings(
            config.checksum().maxSize().asLongValue(), config.checksum().concurrent()),
        limits.dataIdle());
  }

  private static InetAddress host(String host) {
    try {
      return InetAddress.getAllByName(host)[0];
    } catch (UnknownHostException e) {
      throw new BadSettings("longshore.ftp.host", "'" + host + "' is no address of this machine");
    }
  }

  private static PassiveSettings passive(FtpConfig.Passive passive, InetAddress host) {
    return new PassiveSettings(
        host,
        new PortPlan(passive.start(), passive.count(), passive.slots()),
        passive.slot(),
        passive.sharing() == FtpConfig.Sharing.ADDRESS,
        passive.peer(),
        passive.pendingTimeout(),
        PATIENCE,
        QUARANTINE);
  }

  private static SessionSettings session(FtpConfig config) {
    FtpConfig.Limits limits = config.limits();
    return new SessionSettings(
        config.ftp().ascii() == FtpConfig.Ascii.CONVERT,
        advertised(config.passive().advertise()),
        config.active().enabled(),
        config.active().sourcePort(),
        config.passive().pendingTimeout(),
        limits.loginTimeout(),
        limits.idle(),
        limits.loginAttempts(),
        TransferSettings.DEFAULT.withCommitGrace(config.upload().commitGrace()));
  }

  private static AdvertisedAddress.Source advertised(FtpConfig.Advertise advertise) {
    return switch (advertise.mode()) {
      case CONTROL -> new AdvertisedAddress.Source.Control();
      case STATIC ->
          new AdvertisedAddress.Source.Static(
              (Inet4Address) InetAddress.ofLiteral(advertise.address().orElseThrow()));
    };
  }
}

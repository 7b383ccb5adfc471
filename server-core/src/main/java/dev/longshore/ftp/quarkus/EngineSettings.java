package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.control.ClientAddresses;
import dev.longshore.ftp.control.ProxyProtocol;
import dev.longshore.ftp.data.AdvertisedAddress;
import dev.longshore.ftp.data.AdvertisedPerNetwork;
import dev.longshore.ftp.data.FollowedName;
import dev.longshore.ftp.data.PassiveSettings;
import dev.longshore.ftp.data.PeerPolicy;
import dev.longshore.ftp.data.WarnedOfReach;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.reply.ReplyText;
import dev.longshore.ftp.server.ListenerSettings;
import dev.longshore.ftp.server.ServerSettings;
import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.session.Texts;
import dev.longshore.ftp.session.TlsExemptions;
import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TlsSettings;
import dev.longshore.ftp.transfer.TransferSettings;
import dev.longshore.ftp.user.Lockout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;

/**
 * The settings as the engine takes them; what they may be has been checked by {@link
 * SettingsCheck}.
 */
final class EngineSettings {
  /** How long PASV waits when every port is lent, and how long a port rests that nobody came to. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration QUARANTINE = Duration.ofMinutes(1);

  private EngineSettings() {}

  /**
   * @param certificate the certificate and key of now; not asked where TLS is off
   * @param name what the address for 227 is followed by, where the settings name one
   */
  static ServerSettings of(
      FtpConfig config, Supplier<KeyManager[]> certificate, Optional<FollowedName> name) {
    InetAddress host = host(config.ftp().host());
    FtpConfig.Limits limits = config.limits();
    return new ServerSettings(
        listeners(config, host),
        addresses(config.clientAddress()),
        tls(config.tls(), certificate),
        passive(config, host),
        session(config, name),
        new ServerSettings.Limits(
            limits.sessions(),
            knowsClients(config) ? limits.sessionsPerAddress() : Integer.MAX_VALUE,
            limits.sessionsPerUser()),
        new ChecksumLimit.Settings(
            config.checksum().maxSize().asLongValue(), config.checksum().concurrent()),
        limits.dataIdle());
  }

  private static List<ListenerSettings> listeners(FtpConfig config, InetAddress host) {
    FtpConfig.Implicit implicit = config.ftps().implicit();
    List<ListenerSettings> listeners = new ArrayList<>();
    listeners.add(
        new ListenerSettings(
            new InetSocketAddress(host, config.ftp().port()),
            false,
            config.ftp().closeNotify(),
            config.ftp().charset().map(Charset::forName)));
    if (implicit.enabled()) {
      listeners.add(
          new ListenerSettings(
              new InetSocketAddress(host, implicit.port()),
              true,
              implicit.closeNotify(),
              implicit.charset().map(Charset::forName)));
    }
    return listeners;
  }

  static boolean knowsClients(FtpConfig config) {
    return config.clientAddress().source().tells();
  }

  private static ClientAddresses addresses(FtpConfig.ClientAddress clients) {
    return switch (clients.source()) {
      case SOCKET -> ClientAddresses.OF_SOCKET;
      case NONE -> ClientAddresses.HIDDEN;
      case PROXY_PROTOCOL -> new ProxyProtocol(clients.trustedProxies().orElseThrow());
    };
  }

  private static Optional<TlsSettings> tls(TlsConfig tls, Supplier<KeyManager[]> certificate) {
    if (tls.mode() == TlsConfig.TlsMode.OFF) {
      return Optional.empty();
    }
    return Optional.of(
        new TlsSettings(
            tls.mode() == TlsConfig.TlsMode.REQUIRED,
            tls.sessionBinding(),
            protocols(tls),
            tls.cipherSuites().orElse(List.of()),
            certificate));
  }

  /** What is offered. */
  static List<String> protocols(TlsConfig tls) {
    List<String> usual =
        tls.sessionBinding() == SessionBinding.REQUIRE
            ? List.of("TLSv1.2")
            : List.of("TLSv1.3", "TLSv1.2");
    return tls.protocols().orElse(usual);
  }

  private static InetAddress host(String host) {
    try {
      return InetAddress.getAllByName(host)[0];
    } catch (UnknownHostException e) {
      throw new BadSettings("longshore.ftp.host", "'" + host + "' is no address of this machine");
    }
  }

  private static PassiveSettings passive(FtpConfig config, InetAddress host) {
    PassiveConfig passive = config.passive();
    return new PassiveSettings(
        host,
        plan(passive),
        passive.slot(),
        knowsClients(config) && passive.sharing() == PassiveConfig.Sharing.ADDRESS,
        knowsClients(config) ? passive.peer() : PeerPolicy.ANY,
        passive.pendingTimeout(),
        PATIENCE,
        QUARANTINE);
  }

  static PortPlan plan(PassiveConfig passive) {
    return new PortPlan(passive.start(), passive.count(), passive.slots());
  }

  private static SessionSettings session(FtpConfig config, Optional<FollowedName> name) {
    FtpConfig.Limits limits = config.limits();
    return new SessionSettings(
        new SessionSettings.Channels(
            new WarnedOfReach(
                new AdvertisedPerNetwork(
                    config.passive().advertise().perNetwork().orElse(List.of()),
                    advertised(config.passive().advertise(), name))),
            knowsClients(config) && config.active().enabled(),
            config.active().sourcePort(),
            config.passive().pendingTimeout()),
        new SessionSettings.Limits(limits.loginTimeout(), limits.idle(), limits.loginAttempts()),
        new SessionSettings.Files(config.ftp().ascii(), config.ftp().missingParents()),
        new Texts(lines(config.ftp().greeting()), lines(config.ftp().welcome())),
        new TlsExemptions(
            config.tls().clearTextNetworks().orElse(List.of()),
            config.tls().unboundNetworks().orElse(List.of())),
        TransferSettings.DEFAULT.withCommitGrace(config.upload().commitGrace()));
  }

  /**
   * A text's lines. Not every way to write a setting has line feeds, so backslash and n are one.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static List<String> lines(String text) {
    return ReplyText.lines(text.replace("\\n", "\n"));
  }

  /** What wrong passwords lead to. */
  static Lockout lockout(FtpConfig config) {
    FtpConfig.Lockout lockout = config.lockout();
    return new Lockout(
        knowsClients(config) ? lockout.attempts() : 0,
        knowsClients(config) ? lockout.attemptsOfAddress() : 0,
        lockout.time(),
        lockout.pause(),
        lockout.trustedNetworks().orElse(List.of()));
  }

  private static AdvertisedAddress.Source advertised(
      PassiveConfig.Advertise advertise, Optional<FollowedName> name) {
    return switch (advertise.mode()) {
      case CONTROL -> new AdvertisedAddress.Source.Control();
      case HOSTNAME, SERVICE -> name.orElseThrow();
      case STATIC ->
          new AdvertisedAddress.Source.Static(
              (Inet4Address) InetAddress.ofLiteral(advertise.address().orElseThrow()));
    };
  }
}

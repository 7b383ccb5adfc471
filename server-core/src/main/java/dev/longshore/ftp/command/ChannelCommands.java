package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_ARGUMENT;
import static dev.longshore.ftp.reply.ReplyCode.BAD_SEQUENCE;
import static dev.longshore.ftp.reply.ReplyCode.ENTERING_EXTENDED_PASSIVE_MODE;
import static dev.longshore.ftp.reply.ReplyCode.ENTERING_PASSIVE_MODE;
import static dev.longshore.ftp.reply.ReplyCode.NOT_IMPLEMENTED;
import static dev.longshore.ftp.reply.ReplyCode.NO_DATA_CONNECTION;
import static dev.longshore.ftp.reply.ReplyCode.OK;
import static dev.longshore.ftp.reply.ReplyCode.PARAMETER_NOT_SUPPORTED;
import static dev.longshore.ftp.reply.ReplyCode.PROTOCOL_NOT_SUPPORTED;

import dev.longshore.ftp.data.ActiveChannel;
import dev.longshore.ftp.data.AdvertisedAddress;
import dev.longshore.ftp.data.DataChannel;
import dev.longshore.ftp.data.Holder;
import dev.longshore.ftp.data.PassiveChannel;
import dev.longshore.ftp.data.PassivePorts;
import dev.longshore.ftp.session.Services;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.session.UserSession;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the data connection comes from: PASV, EPSV, PORT, EPRT (RFC 959, RFC 2428); not LPSV and
 * LPRT (RFC 1639), which RFC 2428 replaces.
 */
final class ChannelCommands {
  /** Below are the ports of services, which are nobody's data ports (RFC 2577 section 3). */
  private static final int LOWEST_PORT = 1024;

  /** Enough for a SYN that is lost twice. */
  private static final Duration DEFAULT_PORT_TIMEOUT = Duration.ofSeconds(5);

  private static final String EPSV_ALL = "After EPSV ALL only EPSV is allowed";

  private ChannelCommands() {}

  static List<Command> rows() {
    return List.of(
        Command.named("PASV").afterLogin().plain(ChannelCommands::pasv),
        Command.named("EPSV")
            .syntax("[1|2|ALL]")
            .feature("EPSV")
            .afterLogin()
            .optional(ChannelCommands::epsv),
        Command.named("PORT")
            .syntax("<h1,h2,h3,h4,p1,p2>")
            .afterLogin()
            .argument((user, argument) -> active(user, DataAddress.port(argument))),
        Command.named("EPRT")
            .syntax("<|protocol|address|port|>")
            .feature("EPRT")
            .afterLogin()
            .argument((user, argument) -> active(user, DataAddress.extended(argument))),
        Command.named("LPSV").afterLogin().refused(NOT_IMPLEMENTED, "Use EPSV"),
        Command.named("LPRT")
            .syntax("<numbers>")
            .afterLogin()
            .refused(NOT_IMPLEMENTED, "Use EPRT"));
  }

  private static Outcome pasv(UserSession user) {
    Session session = user.session();
    if (session.extendedPassiveOnly()) {
      return Outcome.answer(BAD_SEQUENCE, EPSV_ALL);
    }
    AdvertisedAddress advertised =
        session
            .services()
            .settings()
            .channels()
            .advertised()
            .forControl(session.control().dialled(), session.id().client());
    return switch (advertised) {
      case AdvertisedAddress.Unavailable() ->
          Outcome.answer(PROTOCOL_NOT_SUPPORTED, "PASV has no room for IPv6, use EPSV (2)");
      case AdvertisedAddress.NotYetKnown() ->
          Outcome.answer(NO_DATA_CONNECTION, "The address for PASV is not known yet, use EPSV");
      case AdvertisedAddress.Known(Inet4Address address) ->
          lease(user)
              .map(port -> Outcome.answer(ENTERING_PASSIVE_MODE, passive(address, port)))
              .orElseGet(ChannelCommands::noPort);
    };
  }

  /** Firewalls parse this line, so nothing follows the port but what RFC 959's own example has. */
  private static String passive(Inet4Address address, int port) {
    return "Entering Passive Mode (%s,%d,%d)."
        .formatted(address.getHostAddress().replace('.', ','), port >> 8, port & 0xff);
  }

  private static Outcome epsv(UserSession user, String argument) {
    Session session = user.session();
    String own = family(session);
    return switch (argument.strip().toUpperCase(Locale.ROOT)) {
      case "ALL" -> {
        session.useExtendedPassiveOnly();
        yield Outcome.answer(OK, "Only EPSV from now on");
      }
      case "" -> extended(user);
      case String family when family.equals(own) -> extended(user);
      case String other when other.matches("\\d{1,9}") -> otherFamily(session);
      default -> Outcome.answer(BAD_ARGUMENT, "EPSV takes 1, 2 or ALL");
    };
  }

  /** The control connection's address family, whose data connections alone can be made. */
  private static String family(Session session) {
    return session.id().client() instanceof Inet6Address ? "2" : "1";
  }

  private static Outcome otherFamily(Session session) {
    return Outcome.answer(
        PROTOCOL_NOT_SUPPORTED, "Network protocol not supported, use (" + family(session) + ")");
  }

  private static Outcome extended(UserSession user) {
    return lease(user)
        .map(
            port ->
                Outcome.answer(
                    ENTERING_EXTENDED_PASSIVE_MODE,
                    "Entering Extended Passive Mode (|||" + port + "|)"))
        .orElseGet(ChannelCommands::noPort);
  }

  private static Optional<Integer> lease(UserSession user) {
    Session session = user.session();
    Services services = session.services();
    var kept = session.unusedPassivePort();
    session.closeChannel();
    Holder holder = new Holder(user.user().name(), session.id().client());
    try {
      Optional<PassivePorts.Lease> lease = services.passivePorts().lease(holder, kept);
      lease.ifPresent(
          l ->
              session.use(
                  new PassiveChannel(
                      l, services.settings().channels().timeout(), services.watchdog())));
      return lease.map(PassivePorts.Lease::port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Outcome noPort() {
    return Outcome.answer(NO_DATA_CONNECTION, "No passive port is free, try again later");
  }

  private static Outcome active(UserSession user, DataAddress address) {
    Session session = user.session();
    if (session.extendedPassiveOnly()) {
      return Outcome.answer(BAD_SEQUENCE, EPSV_ALL);
    }
    if (!session.services().settings().channels().active()) {
      return Outcome.answer(NOT_IMPLEMENTED, "Active mode is off, use PASV or EPSV");
    }
    return switch (address) {
      case DataAddress.Malformed() -> Outcome.answer(BAD_ARGUMENT, "Not an address and a port");
      case DataAddress.UnknownProtocol() ->
          Outcome.answer(PROTOCOL_NOT_SUPPORTED, "Network protocol not supported, use (1,2)");
      case DataAddress.Known(InetAddress host, int port) -> connectTo(session, host, port);
    };
  }

  /**
   * Anywhere but back to the client would make the server a tool against others (RFC 2577 section
   * 3). lftp over IPv6 names the unspecified address, which is nobody else's.
   */
  private static Outcome connectTo(Session session, InetAddress named, int port) {
    InetAddress host = named.isAnyLocalAddress() ? session.id().client() : named;
    if (host instanceof Inet6Address != session.id().client() instanceof Inet6Address) {
      return otherFamily(session);
    }
    if (!Arrays.equals(host.getAddress(), session.id().client().getAddress())) {
      return Outcome.answer(
          PARAMETER_NOT_SUPPORTED, "Data connections go to your own address only");
    }
    if (port < LOWEST_PORT) {
      return Outcome.answer(PARAMETER_NOT_SUPPORTED, "Data connections go to ports from 1024 only");
    }
    session.use(active(session, port, session.services().settings().channels().timeout()));
    return Outcome.answer(OK, "Data connections will go there");
  }

  /**
   * The client's side of the control connection, where a client may listen too: what transfers use
   * that no command went before (RFC 959 sections 3.2 and 5.2). Few clients do; one that merely
   * forgot PASV, behind a filter that drops what it does not know, shall not wait long for its 425.
   */
  static Optional<DataChannel> defaultPort(Session session) {
    SessionSettings.Channels channels = session.services().settings().channels();
    int port = session.control().remotePort();
    if (session.extendedPassiveOnly() || !channels.active() || port < LOWEST_PORT) {
      return Optional.empty();
    }
    Duration timeout = channels.timeout();
    return Optional.of(
        active(
            session,
            port,
            timeout.compareTo(DEFAULT_PORT_TIMEOUT) < 0 ? timeout : DEFAULT_PORT_TIMEOUT));
  }

  private static ActiveChannel active(Session session, int port, Duration connectTimeout) {
    Services services = session.services();
    return new ActiveChannel(
        new InetSocketAddress(session.id().client(), port),
        session.control().local(),
        services.settings().channels().activeSourcePort(),
        connectTimeout,
        services.watchdog());
  }
}

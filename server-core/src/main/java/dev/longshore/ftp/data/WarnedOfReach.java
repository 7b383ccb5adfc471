package dev.longshore.ftp.data;

import dev.longshore.ftp.event.LogPace;
import java.net.InetAddress;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another source's addresses, with a line in the log where one is nearer than the client that is to
 * connect to it. Safe for many threads.
 */
public final class WarnedOfReach implements AdvertisedAddress.Source {
  private static final Logger LOG = LoggerFactory.getLogger(WarnedOfReach.class);

  private final AdvertisedAddress.Source source;
  private final LogPace pace = new LogPace();

  public WarnedOfReach(AdvertisedAddress.Source source) {
    this.source = source;
  }

  @Override
  public AdvertisedAddress forControl(InetAddress dialled, InetAddress client) {
    AdvertisedAddress advertised = source.forControl(dialled, client);
    if (advertised instanceof AdvertisedAddress.Known(var address) && isTooNear(address, client)) {
      warn(address, client);
    }
    return advertised;
  }

  static boolean isTooNear(InetAddress advertised, InetAddress client) {
    return Reach.of(advertised).compareTo(Reach.of(client)) < 0;
  }

  private void warn(InetAddress advertised, InetAddress client) {
    OptionalLong turn = pace.turn();
    if (turn.isPresent()) {
      LOG.warn(
          "227 names {}, which client {} can hardly reach; set longshore.passive.advertise.mode{}",
          advertised.getHostAddress(),
          client.getHostAddress(),
          LogPace.andOthers(turn.getAsLong()));
    }
  }
}

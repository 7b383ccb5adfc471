package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.data.AdvertisedAddress;
import dev.longshore.ftp.data.AdvertisedPerNetwork;
import dev.longshore.ftp.user.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Reads an item of {@code longshore.passive.advertise.per-network}: a network, {@code =}, and an
 * IPv4 address or {@code control}.
 */
public final class AddressForNetwork implements Converter<AdvertisedPerNetwork.Rule> {
  static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}(?<!\\.)");
  private static final long serialVersionUID = 1;

  @Override
  public AdvertisedPerNetwork.Rule convert(String text) {
    String[] sides = text.strip().split("=", 2);
    if (sides.length < 2) {
      throw new IllegalArgumentException(
          "'" + text + "' is not written as 10.0.0.0/8=10.0.0.5 or 10.0.0.0/8=control");
    }
    return new AdvertisedPerNetwork.Rule(Network.parse(sides[0].strip()), source(sides[1].strip()));
  }

  private static AdvertisedAddress.Source source(String text) {
    if (text.equals("control")) {
      return new AdvertisedAddress.Source.Control();
    }
    if (!IPV4.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is neither an IPv4 address nor control");
    }
    return new AdvertisedAddress.Source.Static((Inet4Address) InetAddress.ofLiteral(text));
  }
}

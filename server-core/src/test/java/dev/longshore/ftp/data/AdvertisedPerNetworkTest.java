package dev.longshore.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.data.AdvertisedAddress.Source;
import dev.longshore.ftp.data.AdvertisedPerNetwork.Rule;
import dev.longshore.ftp.user.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdvertisedPerNetworkTest {
  private final AdvertisedPerNetwork source =
      new AdvertisedPerNetwork(
          List.of(
              new Rule(Network.parse("10.7.0.0/16"), new Source.Control()),
              new Rule(Network.parse("10.0.0.0/8"), fixed("10.0.0.5")),
              new Rule(Network.parse("2001:db8::/32"), fixed("10.0.0.6"))),
          fixed("198.51.100.7"));

  @ParameterizedTest
  @CsvSource({
    "10.7.1.2, 10.99.0.1",
    "10.8.1.2, 10.0.0.5",
    "2001:db8::1, 10.0.0.6",
    "203.0.113.9, 198.51.100.7",
    "2001:db9::1, 198.51.100.7"
  })
  void theFirstNetworkThatHasTheClientSays(String client, String address) {
    assertThat(source.forControl(InetAddress.ofLiteral("10.99.0.1"), InetAddress.ofLiteral(client)))
        .isEqualTo(new AdvertisedAddress.Known(literal(address)));
  }

  private static Source fixed(String address) {
    return new Source.Static(literal(address));
  }

  private static Inet4Address literal(String address) {
    return (Inet4Address) InetAddress.ofLiteral(address);
  }
}

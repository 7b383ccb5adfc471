package dev.longshore.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WarnedOfReachTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,198.51.100.7,true",
    "127.0.0.1,10.1.2.3,true",
    "10.1.2.3,192.168.0.1,false",
    "198.51.100.7,10.1.2.3,false",
    "127.0.0.1,127.0.0.1,false"
  })
  void anAddressThatIsNearerThanItsClientIsNamedAllTheSame(
      String advertised, String client, boolean tooNear) {
    var known = new AdvertisedAddress.Known((Inet4Address) InetAddress.ofLiteral(advertised));
    var source = new WarnedOfReach((dialled, from) -> known);
    InetAddress from = InetAddress.ofLiteral(client);

    assertThat(WarnedOfReach.isTooNear(known.address(), from)).isEqualTo(tooNear);
    assertThat(source.forControl(from, from)).isEqualTo(known);
  }
}

package dev.longshore.ftp.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.2, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.200, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 2001:db8::1, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::1, ::1, true",
    "::ffff:10.0.0.1, 10.0.0.1, true"
  })
  void aNetworkHasTheAddressesThatBeginAsItDoes(String network, String address, boolean has) {
    assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address))).isEqualTo(has);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp.example.org | not a network",
        "localhost/8 | not a network",
        "10.1/16 | not a network",
        "10.0.0.0/ | not a network",
        "10.0.0.0/x | not a network",
        "10.0.0.256/32 | not a network",
        "fe80::1%eth0/64 | not a network",
        "'' | not a network",
        "10.0.0.0/33 | /33 is not from /0 to /32",
        "2001:db8::/129 | /129 is not from /0 to /128",
        "10.1.2.3/8 | 10.1.2.3/8 is an address in a network; write 10.0.0.0/8"
      })
  void whatIsNoNetworkIsRefused(String text, String problem) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void aClientIsAnAddressOfIpv4OrASixtyFourOfIpv6() {
    assertThat(Network.of(InetAddress.ofLiteral("192.0.2.7"))).hasToString("192.0.2.7/32");
    assertThat(Network.of(InetAddress.ofLiteral("2001:db8:1:2:3:4:5:6")))
        .isEqualTo(Network.of(InetAddress.ofLiteral("2001:db8:1:2::9")))
        .hasToString("2001:db8:1:2:0:0:0:0/64");
  }

  @Test
  void oneOfSeveralIsEnough() {
    List<Network> networks = List.of(Network.parse("10.0.0.0/8"), Network.parse("::1"));
    assertThat(Network.anyContains(networks, InetAddress.ofLiteral("::1"))).isTrue();
    assertThat(Network.anyContains(networks, InetAddress.ofLiteral("192.0.2.1"))).isFalse();
    assertThat(Network.anyContains(List.of(), InetAddress.ofLiteral("::1"))).isFalse();
  }
}

package dev.longshore.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReachTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,MACHINE",
    "::1,MACHINE",
    "169.254.1.1,LINK",
    "fe80::1,LINK",
    "10.1.2.3,SITE",
    "172.31.0.1,SITE",
    "192.168.0.1,SITE",
    "100.64.0.1,SITE",
    "fd00::1,SITE",
    "100.128.0.1,WORLD",
    "172.32.0.1,WORLD",
    "198.51.100.7,WORLD",
    "2001:db8::1,WORLD"
  })
  void anAddressIsReachedFromItsMachineItsLinkItsSiteOrTheWorld(String address, Reach reach) {
    assertThat(Reach.of(InetAddress.ofLiteral(address))).isEqualTo(reach);
  }
}

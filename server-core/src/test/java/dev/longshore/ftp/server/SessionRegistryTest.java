package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.fleet.SharedSessions;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** Who may connect once more. */
final class SessionRegistryTest {

  @Test
  void theAddressesOfOneIpv6NetworkAreOne() {
    SessionRegistry sessions =
        new SessionRegistry(new ServerSettings.Limits(10, 1, 10), SharedSessions.NONE);
    assertThat(sessions.connect(InetAddress.ofLiteral("2001:db8::1"))).isEmpty();
    assertThat(sessions.connect(InetAddress.ofLiteral("2001:db8::2"))).isPresent();
    assertThat(sessions.connect(InetAddress.ofLiteral("2001:db8:0:1::2"))).isEmpty();
    sessions.disconnect(InetAddress.ofLiteral("2001:db8::1"));
    assertThat(sessions.connect(InetAddress.ofLiteral("2001:db8::2"))).isEmpty();
  }
}

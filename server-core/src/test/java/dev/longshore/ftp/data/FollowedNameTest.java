package dev.longshore.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FollowedNameTest {
  private static final InetAddress ANY = InetAddress.ofLiteral("192.0.2.1");

  private List<String> answer = List.of();
  private final FollowedName name = new FollowedName("ftp.example.org", this::answer);

  @Test
  void beforeTheFirstAnswerThereIsNoAddress() {
    name.ask();

    assertThat(name.isKnown()).isFalse();
    assertThat(name.forControl(ANY, ANY)).isEqualTo(new AdvertisedAddress.NotYetKnown());
  }

  @Test
  void theAddressIsThatOfTheLastGoodAnswer() {
    ask("198.51.100.7");
    assertThat(name.forControl(ANY, ANY)).isEqualTo(known("198.51.100.7"));

    ask();
    assertThat(name.forControl(ANY, ANY)).isEqualTo(known("198.51.100.7"));

    ask("2001:db8::7");
    assertThat(name.forControl(ANY, ANY)).isEqualTo(known("198.51.100.7"));

    ask("198.51.100.8");
    assertThat(name.forControl(ANY, ANY)).isEqualTo(known("198.51.100.8"));
  }

  @Test
  void ofSeveralAddressesItStaysWithOne() {
    ask("2001:db8::7", "203.0.113.9", "198.51.100.7");
    assertThat(name.forControl(ANY, ANY)).isEqualTo(known("198.51.100.7"));

    ask("192.0.2.3", "203.0.113.9", "198.51.100.7");
    assertThat(name.forControl(ANY, ANY)).isEqualTo(known("198.51.100.7"));
  }

  private void ask(String... addresses) {
    answer = List.of(addresses);
    name.ask();
  }

  private InetAddress[] answer(String asked) throws UnknownHostException {
    assertThat(asked).isEqualTo("ftp.example.org");
    if (answer.isEmpty()) {
      throw new UnknownHostException(asked);
    }
    return Stream.of(answer.toArray(String[]::new))
        .map(InetAddress::ofLiteral)
        .toArray(InetAddress[]::new);
  }

  private static AdvertisedAddress known(String address) {
    return new AdvertisedAddress.Known((Inet4Address) InetAddress.ofLiteral(address));
  }
}

package dev.longshore.ftp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.session.ChecksumLimit.Holder;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** Who may have how many of the checksums that are computed at once. */
class ChecksumLimitTest {
  private final ChecksumLimit limit = new ChecksumLimit(new ChecksumLimit.Settings(10, 4), true);

  @Test
  void aUserHasHalfOfThePlacesFromWhereverSheComes() {
    assertThat(limit.tryBegin(holder("greedy", 1))).isTrue();
    assertThat(limit.tryBegin(holder("greedy", 2))).isTrue();
    assertThat(limit.tryBegin(holder("greedy", 3))).isFalse();
    assertThat(limit.tryBegin(holder("other", 4))).isTrue();
    limit.end(holder("greedy", 1));
    assertThat(limit.tryBegin(holder("greedy", 3))).isTrue();
  }

  @Test
  void anAddressHasHalfOfThePlacesByWhateverName() {
    assertThat(limit.tryBegin(holder("one", 1))).isTrue();
    assertThat(limit.tryBegin(holder("two", 1))).isTrue();
    assertThat(limit.tryBegin(holder("three", 1))).isFalse();
    assertThat(limit.tryBegin(holder("three", 2))).isTrue();
  }

  @Test
  void whereAddressesSayNothingTheyHaveNoShare() {
    ChecksumLimit hidden = new ChecksumLimit(new ChecksumLimit.Settings(10, 4), false);
    for (int i = 0; i < 4; i++) {
      assertThat(hidden.tryBegin(holder("user" + i, 1))).isTrue();
    }
    assertThat(hidden.tryBegin(holder("late", 1))).isFalse();
  }

  @Test
  void allTogetherHaveAllAndNoMore() {
    for (int i = 0; i < 4; i++) {
      assertThat(limit.tryBegin(holder("user" + i, i))).isTrue();
    }
    assertThat(limit.tryBegin(holder("late", 9))).isFalse();
    limit.end(holder("user2", 2));
    assertThat(limit.tryBegin(holder("late", 9))).isTrue();
  }

  @Test
  void theOnlyPlaceIsEverybodys() {
    ChecksumLimit one = new ChecksumLimit(new ChecksumLimit.Settings(10, 1), true);
    assertThat(one.tryBegin(holder("one", 1))).isTrue();
    assertThat(one.tryBegin(holder("other", 2))).isFalse();
    one.end(holder("one", 1));
    assertThat(one.tryBegin(holder("other", 2))).isTrue();
  }

  @Test
  void theAddressesOfOneIpv6NetworkAreOne() {
    ChecksumLimit limit = new ChecksumLimit(new ChecksumLimit.Settings(1, 2), true);
    assertThat(limit.tryBegin(new Holder("one", InetAddress.ofLiteral("2001:db8::1")))).isTrue();
    assertThat(limit.tryBegin(new Holder("two", InetAddress.ofLiteral("2001:db8::2")))).isFalse();
    assertThat(limit.tryBegin(new Holder("two", InetAddress.ofLiteral("2001:db8:0:1::2"))))
        .isTrue();
  }

  private static Holder holder(String user, int address) {
    return new Holder(user, InetAddress.ofLiteral("192.0.2." + address));
  }
}

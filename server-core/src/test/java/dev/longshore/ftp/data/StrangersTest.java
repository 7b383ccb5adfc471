package dev.longshore.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** For whom a stranger may be taken, by a clock of the test's own. */
final class StrangersTest {
  private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress NEIGHBOUR = InetAddress.ofLiteral("192.0.2.2");
  private static final InetAddress FAR = InetAddress.ofLiteral("198.51.100.1");

  private final AtomicLong now = new AtomicLong(42);

  private Strangers having(PeerPolicy policy, InetAddress peer) {
    Strangers strangers = new Strangers(policy, now::get);
    strangers.seen(peer);
    return strangers;
  }

  @Test
  void aStrangerIsRememberedForAMinute() {
    Strangers strangers = having(PeerPolicy.EXACT, ONE);
    assertThat(strangers.lately(ONE)).isTrue();
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(strangers.lately(ONE)).isTrue();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(strangers.lately(ONE)).isFalse();
  }

  @Test
  void heMayBeTakenForWhomThePolicyDoesNotTellApart() {
    assertThat(having(PeerPolicy.EXACT, NEIGHBOUR).lately(ONE)).isFalse();
    assertThat(having(PeerPolicy.NETWORK, NEIGHBOUR).lately(ONE)).isTrue();
    assertThat(having(PeerPolicy.NETWORK, FAR).lately(ONE)).isFalse();
    assertThat(having(PeerPolicy.ANY, FAR).lately(ONE)).isTrue();
  }

  @Test
  void onlySoManyAreRemembered() {
    Strangers strangers = having(PeerPolicy.EXACT, FAR);
    for (int i = 0; i < 5000; i++) {
      strangers.seen(InetAddress.ofLiteral("10.0.%d.%d".formatted(i >> 8, i & 0xff)));
    }
    assertThat(strangers.lately(FAR)).isFalse();
    assertThat(strangers.lately(InetAddress.ofLiteral("10.0.19.135"))).isTrue();
  }
}

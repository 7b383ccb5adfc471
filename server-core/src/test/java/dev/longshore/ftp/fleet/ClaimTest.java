package dev.longshore.ftp.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.relay.Member;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private final AtomicLong now = new AtomicLong();
  private final Claim claim = new Claim(1, 100, now::get);
  private final Optional<Member> newer =
      Optional.of(
          new Member(1, 200, new InetSocketAddress(InetAddress.getLoopbackAddress(), 2190)));

  @Test
  void whatWasHeardOfTheSlotIsOutbidUntilItServes() {
    assertThat(claim.raise(99)).isFalse();
    assertThat(claim.raise(100)).isTrue();
    assertThat(claim.incarnation()).isEqualTo(101);
    claim.fix();
    assertThat(claim.raise(500)).isFalse();
    assertThat(claim.incarnation()).isEqualTo(101);
  }

  @Test
  void theOlderWaitsUntilTheNewerHasBeenGoneForHalfAMinute() {
    claim.judge(newer);
    assertThat(claim.isDisplaced()).isTrue();
    now.addAndGet(Duration.ofSeconds(29).toNanos());
    claim.judge(Optional.empty());
    assertThat(claim.isDisplaced()).isTrue();
    claim.judge(newer);
    now.addAndGet(Duration.ofSeconds(29).toNanos());
    claim.judge(Optional.empty());
    assertThat(claim.isDisplaced()).isTrue();
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    claim.judge(Optional.empty());
    assertThat(claim.isDisplaced()).isFalse();
  }
}

package dev.longshore.ftp.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.user.LoginFailures.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentLoginFailuresTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final RecentLoginFailures failures =
      new RecentLoginFailures(3, Duration.ofMinutes(10), now::get);

  @Test
  void eachSubjectIsCountedByItself() {
    assertThat(failures.add(bob())).isEqualTo(1);
    assertThat(failures.add(bob())).isEqualTo(2);
    assertThat(failures.add(named("eve"))).isEqualTo(1);
    assertThat(failures.count(bob())).isEqualTo(2);
    assertThat(failures.count(named("nobody"))).isZero();
  }

  @Test
  void aCountEndsItsTimeAfterTheLastFailure() {
    failures.add(bob());
    now.addAndGet(Duration.ofMinutes(9).toNanos());
    assertThat(failures.add(bob())).isEqualTo(2);
    now.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
    assertThat(failures.count(bob())).isEqualTo(2);
    now.addAndGet(1);
    assertThat(failures.count(bob())).isZero();
    assertThat(failures.add(bob())).isEqualTo(1);
  }

  @Test
  void aCountThatIsClearedBeginsAnew() {
    failures.add(bob());
    failures.clear(bob());
    assertThat(failures.count(bob())).isZero();
    assertThat(failures.size()).isZero();
  }

  @Test
  void beyondTheLimitWhoseLastFailureIsTheOldestIsForgotten() {
    failures.add(bob());
    failures.add(named("eve"));
    failures.add(named("carol"));
    failures.add(bob());
    failures.add(named("dave"));
    assertThat(failures.size()).isEqualTo(3);
    assertThat(failures.count(named("eve"))).isZero();
    assertThat(failures.count(bob())).isEqualTo(2);
  }

  @Test
  void outdatedCountsTakeNoRoom() {
    failures.add(bob());
    failures.add(named("eve"));
    now.addAndGet(Duration.ofMinutes(10).toNanos());
    failures.add(named("carol"));
    assertThat(failures.size()).isEqualTo(1);
  }

  private static Subject bob() {
    return named("bob");
  }

  private static Subject named(String name) {
    return new Subject(Network.parse("192.0.2.1"), Optional.of(name));
  }
}

package dev.longshore.ftp.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.user.LoginFailures.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentLoginFailuresTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final RecentLoginFailures failures =
      new RecentLoginFailures(3, Duration.ofMinutes(10), now::get);

  /** As after the network was parted. */
  @Test
  void aGreaterCountThatIsOlderDoesNotMakeTheLockOutShorter() {
    RecentLoginFailures failures =
        new RecentLoginFailures(10, Duration.ofMinutes(10), () -> Duration.ofHours(1).toNanos());
    failures.merge("id", 5, Duration.ZERO);
    failures.merge("id", 8, Duration.ofMinutes(9));
    assertThat(failures.failures("id")).isEqualTo(8);
    assertThat(failures.age("id")).isEqualTo(Duration.ZERO);
  }

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
    assertThat(failures.add(bob())).isEqualTo(1);
  }

  @Test
  void ofWhatOthersToldTheGreaterCountHolds() {
    failures.add(bob());
    failures.merge(bob().id(), 4, Duration.ofMinutes(1));
    assertThat(failures.count(bob())).isEqualTo(4);
    failures.merge(bob().id(), 2, Duration.ZERO);
    assertThat(failures.count(bob())).isEqualTo(4);
    assertThat(failures.add(bob())).isEqualTo(5);
  }

  @Test
  void whatOthersToldEndsAsIfItHadBeenSeenHere() {
    failures.merge(bob().id(), 4, Duration.ofMinutes(9));
    failures.merge(named("eve").id(), 4, Duration.ofMinutes(10));
    assertThat(failures.count(named("eve"))).isZero();
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(failures.count(bob())).isZero();
  }

  @Test
  void whatOthersToldOfLongAgoEndsAlthoughItWasHeardLast() {
    failures.add(bob());
    failures.merge(named("eve").id(), 4, Duration.ofMinutes(9));
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(failures.count(named("eve"))).isZero();
    assertThat(failures.count(bob())).isEqualTo(1);
  }

  @Test
  void beyondTheLimitWhatOthersToldOfLongAgoIsForgottenFirst() {
    failures.add(bob());
    failures.add(named("carol"));
    failures.merge(named("eve").id(), 4, Duration.ofMinutes(9));
    failures.add(named("dave"));
    assertThat(failures.count(named("eve"))).isZero();
    assertThat(failures.count(bob())).isEqualTo(1);
  }

  @Test
  void whatBeganAnewIsNotUndoneByWhatWasBefore() {
    failures.add(bob());
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    failures.merge(bob().id(), 0, Duration.ofSeconds(5));
    assertThat(failures.count(bob())).isZero();
    failures.merge(bob().id(), 9, Duration.ofSeconds(6));
    assertThat(failures.count(bob())).isZero();
    failures.merge(bob().id(), 1, Duration.ofSeconds(1));
    assertThat(failures.count(bob())).isEqualTo(1);
    failures.merge(bob().id(), 0, Duration.ofSeconds(3));
    assertThat(failures.count(bob())).isEqualTo(1);
  }

  @Test
  void whoLearnsOfChangesIsNotToldWhatHeSaidHimself() {
    List<String> changes = new ArrayList<>();
    failures.toldTo(
        new RecentLoginFailures.Witness() {
          @Override
          public void counted(String id) {
            changes.add(id);
          }

          @Override
          public void forgotten(String id) {
            changes.add("not " + id);
          }
        });
    failures.add(bob());
    failures.merge(bob().id(), 1, Duration.ZERO);
    assertThat(changes).containsExactly(bob().id());
    now.addAndGet(Duration.ofMinutes(10).toNanos());
    assertThat(failures.count(bob())).isZero();
    assertThat(changes).containsExactly(bob().id(), "not " + bob().id());
  }

  @Test
  void beyondTheLimitWhoseLastFailureIsTheOldestIsForgotten() {
    addLater(bob());
    addLater(named("eve"));
    addLater(named("carol"));
    addLater(bob());
    addLater(named("dave"));
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

  private void addLater(Subject subject) {
    now.incrementAndGet();
    failures.add(subject);
  }

  private static Subject bob() {
    return named("bob");
  }

  private static Subject named(String name) {
    return new Subject(Network.parse("192.0.2.1"), Optional.of(name));
  }
}

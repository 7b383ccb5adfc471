package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.FakeClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two processes with one slot, as where a pod was deleted by force and its node lives. It mostly
 * waits, and runs beside others.
 */
@Execution(ExecutionMode.CONCURRENT)
final class OneSlotTest extends Scenes {
  private static final Duration WATCHED = NIGHTLY ? Duration.ofHours(1) : Duration.ofSeconds(5);

  @Test
  void theLaterServesAndTheOtherWaitsThoughItsClockIsAnHourAhead()
      throws IOException, InterruptedException {
    FakeClock clock = FakeClock.create().orElseThrow();
    clock.setForward(Duration.ofHours(1));
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      Replica other = lab.replica(0, 2, lab.relayed(UnaryOperator.identity()));
      Replica ahead = lab.replica(1, 2, lab.relayed(each -> each.clock(clock)));
      lab.names().knows(List.of(other, ahead));
      other.awaitReady();
      ahead.awaitReady();

      Replica later = lab.replica(1, 2, lab.relayed(UnaryOperator.identity()));
      lab.names().knows(List.of(other, ahead, later));
      later.awaitReady();
      ahead.awaitLog("has slot 1 as well and is newer");
      lab.balancer().knows(List.of(other, later));
      Host client = lab.network().client();
      for (long from = System.nanoTime(); since(from).compareTo(WATCHED) < 0; ) {
        assertThat(later.health("ready")).isEqualTo("200");
        assertThat(ahead.health("ready")).isEqualTo("503");
        assertThat(ahead.health("live")).isEqualTo("200");
        Load load = Load.of(10).clients(2);
        assertThat(load.from(client, lab.s3()).failures()).isEmpty();
        TimeUnit.SECONDS.sleep(NIGHTLY ? 5 : 1);
      }
      assertThat(ahead.log()).containsOnlyOnce("has slot 1 as well and is newer");
      assertThat(later.log()).doesNotContain("has slot 1 as well and is newer");

      later.kill();
      ahead.awaitLog("the newer replica of slot 1 is gone");
    }
  }
}

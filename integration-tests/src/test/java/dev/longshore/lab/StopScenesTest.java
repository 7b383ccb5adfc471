package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Gateway;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A replica of several that is told to stop while clients go on. */
final class StopScenesTest extends Scenes {

  /** Without its linger it would reset what the balancer still sends: about one in three. */
  @Test
  void noTransferFailsThoughTheBalancerLearnsLate() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      List<Replica> replicas =
          lab.fleet(
              3,
              each ->
                  each.set("longshore.drain.linger", "8s").set("longshore.drain.timeout", "1m"));
      Replica leaving = replicas.getLast();
      Transfers transfers = Transfers.begin(12, lab.network().client(), s3);
      leaving.awaitLog("logged in");

      leaving.terminate();
      Waiting.until(() -> leaving.health("ready").equals("503"));
      // What the balancer takes to learn of it.
      TimeUnit.SECONDS.sleep(5);
      assertThat(leaving.health("group/serving")).isEqualTo("200");
      lab.balancer().knows(replicas.subList(0, 2));
      assertThat(leaving.ends(Duration.ofSeconds(40))).isTrue();

      transfers.endWell(200);
    }
  }

  /** The balancer learns of each change late, and DNS later. */
  @Test
  void noTransferFailsWhenAllAreReplacedOneAfterTheOther()
      throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      UnaryOperator<Gateway.Builder> settings =
          each ->
              each.set("longshore.drain.linger", NIGHTLY ? "30s" : "7s")
                  .set("longshore.drain.timeout", "1m");
      lab.fleet(3, settings);
      Transfers transfers = Transfers.begin(6, lab.network().client(), s3);

      Rollout rollout =
          new Rollout(lab, 3, lab.relayed(settings))
              .balancerLearnsAfter(Duration.ofSeconds(NIGHTLY ? 20 : 4))
              .namesLearnAfter(Duration.ofSeconds(NIGHTLY ? 30 : 10))
              .grace(Duration.ofSeconds(100));
      for (int i = 0; i < (NIGHTLY ? 10 : 1); i++) {
        rollout.run();
      }

      transfers.endWell(200);
    }
  }
}

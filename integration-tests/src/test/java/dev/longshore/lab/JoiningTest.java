package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Gateway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Replicas that start at the same moment find each other. */
final class JoiningTest extends Scenes {
  private static final int MANY = NIGHTLY ? 32 : 6;

  @Test
  void manyProcessesLinkWithinTenSecondsOfTheLast() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      List<Replica> all =
          start(lab, MANY, each -> each.set("longshore.passive.count", Integer.toString(MANY)));
      lab.names().knows(all);
      assertThat(untilLinked(all)).isLessThan(bound(Duration.ofSeconds(10)));
    }
  }

  @Test
  void threeOfWhichDnsKnowsOneAreOneFleetWithinFiveSecondsOfTheLast()
      throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      List<Replica> all = start(lab, 3, UnaryOperator.identity());
      lab.names().knows(all.subList(0, 1));
      assertThat(untilLinked(all)).isLessThan(bound(Duration.ofSeconds(5)));

      for (Replica each : all) {
        each.awaitReady();
      }
      lab.balancer().knows(all);
      // DNS knows that one alone to the end.
      assertThat(Load.of(60).from(lab.network().client(), s3).failures()).isEmpty();
    }
  }

  private static List<Replica> start(
      Laboratory lab, int count, UnaryOperator<Gateway.Builder> settings)
      throws IOException, InterruptedException {
    List<Replica> all = new ArrayList<>();
    for (int slot = 0; slot < count; slot++) {
      all.add(lab.replica(slot, count, lab.relayed(settings)));
    }
    return all;
  }

  /** How long it takes from the moment when the last is up until each knows every other. */
  private static Duration untilLinked(List<Replica> all) throws InterruptedException {
    for (Replica each : all) {
      each.awaitLog("started in");
    }
    long from = System.nanoTime();
    awaitLinked(all);
    return since(from);
  }
}

package dev.longshore.lab;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.S3;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One of three replicas is cut off from the others, who serve clients as before. Each test has a
 * laboratory and mostly waits: they run at once.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PartitionTest extends Scenes {
  /** More than after which a silent replica is doubtful, and its link given up. */
  private static final Duration CUT = Duration.ofSeconds(NIGHTLY ? 60 : 12);

  /** Three replicas, of which one can be cut off. */
  private record Parted(Laboratory lab, Replica cut, List<Replica> others)
      implements AutoCloseable {

    static Parted of(S3 s3) throws IOException, InterruptedException {
      Laboratory lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL);
      List<Replica> replicas = lab.fleet(3, UnaryOperator.identity());
      awaitLinked(replicas);
      return new Parted(lab, replicas.get(1), List.of(replicas.get(0), replicas.get(2)));
    }

    /** Packets of others that come in, and of this one that go out, as far as this matches. */
    void drop(String packets) throws IOException, InterruptedException {
      String set = others.stream().map(each -> each.host().ipv4()).collect(joining(", "));
      cut.host()
          .feed(
              """
              add table inet cut
              flush table inet cut
              add chain inet cut in { type filter hook input priority 0; }
              add chain inet cut out { type filter hook output priority 0; }
              add rule inet cut in ip saddr { %1$s } %2$s drop
              add rule inet cut out ip daddr { %1$s } %2$s drop
              """
                  .formatted(set, packets),
              "nft",
              "-f",
              "-");
    }

    void heal() throws IOException, InterruptedException {
      cut.host().run("nft", "delete table inet cut");
      long from = System.nanoTime();
      for (Replica each : others) {
        each.awaitLog(cut.inLogs() + " is back");
        cut.awaitLog(each.inLogs() + " is back");
      }
      assertThat(since(from)).isLessThan(bound(Duration.ofSeconds(10)));
    }

    void awaitSilence() throws InterruptedException {
      for (Replica each : others) {
        each.awaitLog(cut.inLogs() + " is silent");
        cut.awaitLog(each.inLogs() + " is silent");
      }
    }

    @Override
    public void close() throws IOException {
      lab.close();
    }
  }

  @Test
  void bothHalvesServeWhomTheyCanAndFindEachOtherAgain() throws IOException, InterruptedException {
    try (Parted parted = Parted.of(s3)) {
      parted.drop("");
      parted.lab.balancer().knows(parted.others);
      try (Load.Running load =
          Load.untilEnd().clients(4).begin(parted.lab.network().client(), s3)) {
        parted.awaitSilence();
        TimeUnit.SECONDS.sleep(CUT.toSeconds());
        assertThat(load.end().failures()).isEmpty();
      }
      parted.lab.balancer().knows(List.of(parted.cut));
      assertThat(Load.of(20).from(parted.lab.network().client(), s3).failures()).isEmpty();

      parted.heal();
      parted.lab.balancer().knows(parted.lab.replicas());
      assertThat(Load.of(60).from(parted.lab.network().client(), s3).failures()).isEmpty();
    }
  }

  /** A new link begins with LSHR, a version, and L; a hop with H in that place. */
  @Test
  void whereOnlyLinksAreCutTransfersGoOnByTheLastAddresses()
      throws IOException, InterruptedException {
    try (Parted parted = Parted.of(s3)) {
      parted.drop("");
      parted.awaitSilence();
      TimeUnit.SECONDS.sleep(5); // Until both ends have given the links up that were there.
      parted.drop("tcp dport 2190 @ih,0,32 0x4c534852 @ih,40,8 0x4c");
      try (Load.Running load =
          Load.untilEnd().clients(6).begin(parted.lab.network().client(), s3)) {
        TimeUnit.SECONDS.sleep(CUT.toSeconds());
        Load.Result result = load.end();
        assertThat(result.failures()).isEmpty();
      }
      var many = Load.of(100).clients(6);
      assertThat(many.from(parted.lab.network().client(), s3).failures()).isEmpty();
      assertThat(parted.cut.log()).doesNotContain("is back");
      parted.heal();
      assertThat(Load.of(60).from(parted.lab.network().client(), s3).failures()).isEmpty();
    }
  }
}

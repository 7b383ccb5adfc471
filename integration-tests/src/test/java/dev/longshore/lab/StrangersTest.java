package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Gateway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has no business at the ports of three replicas, while others transfer. */
final class StrangersTest extends Scenes {
  private static final Duration ATTACK = NIGHTLY ? Duration.ofMinutes(1) : Duration.ofSeconds(6);

  /** Unanswered ones of one address, idle ones to two replicas, and what six clients need. */
  private static final int MOST_INSIDE = 256 + 2 * 32 + 20;

  private static final String SCRIPT =
      Path.of("src/test/resources/dev/longshore/lab/relay_stranger.py").toAbsolutePath().toString();
  private static final Pattern ILL = Pattern.compile("OutOfMemory| is gone| is silent| ERROR ");

  private Laboratory lab;
  private List<Replica> replicas;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL);
    replicas = lab.fleet(3, StrangersTest::small);
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  /** What a stranger could make it hold would not fit into this. */
  private static Gateway.Builder small(Gateway.Builder each) {
    return each.heap("96m");
  }

  @Test
  void aScanOfAllPassivePortsStopsNobody() throws IOException, InterruptedException {
    Knocks scan = Knocks.scan(lab.network().client(), 1000, Network.ADDRESS);
    int inside = 0;
    Load.Running load = Load.untilEnd().clients(6).begin(lab.network().client(), s3);
    for (long end = System.nanoTime() + ATTACK.toNanos(); System.nanoTime() < end; ) {
      for (Replica each : replicas) {
        inside = Math.max(inside, connectionsInside(each));
      }
    }
    Load.Result result = load.end();
    long made = scan.stop().made();

    assertThat(result.failures()).isEmpty();
    assertThat(result.done()).isGreaterThan(NIGHTLY ? (int) ATTACK.toSeconds() : 0);
    System.out.printf(
        "scan: %d connections, %d transfers, %d connections inside of one replica at most%n",
        made, result.done(), inside);
    assertThat(inside).as("hops, dialled ones too, and links").isBetween(1, MOST_INSIDE);
    assertThat(made).isGreaterThan((NIGHTLY ? 900 : 100) * ATTACK.toSeconds());
    assertThat(replicas).allMatch(each -> each.log().contains("where nobody is awaited"));
    everybodyIsWell();
  }

  @Test
  void strangersAtTheRelayPortStopNobody() throws IOException, InterruptedException {
    Host stranger = lab.network().pod(1);
    Process attack =
        stranger.start(
            List.of(
                "python3",
                SCRIPT,
                replicas.get(0).host().ipv4(),
                replicas.get(1).host().ipv4(),
                replicas.get(2).host().ipv4()));
    Load.Result result = loadDuringAttack();
    attack.getOutputStream().close();
    String said = attack.inputReader().readAllAsString().strip();

    System.out.printf("relay port: %s, %d transfers%n", said, result.done());
    assertThat(said).matches("(silent|dripping|garbage|lengths) .*");
    assertThat(result.failures()).isEmpty();
    assertThat(result.done()).isGreaterThan(NIGHTLY ? (int) ATTACK.toSeconds() : 0);
    everybodyIsWell();
    Replica late = lab.replica(2, 3, lab.relayed(StrangersTest::small));
    lab.names().knows(List.of(replicas.get(0), replicas.get(1), late));
    late.awaitReady();
  }

  /** Those that a replica has made, or makes, to others. */
  private static int connectionsInside(Replica replica) throws IOException, InterruptedException {
    String all = replica.host().run("ss", "-Htn", "state", "connected", "dport = :2190");
    return (int) all.lines().count();
  }

  private Load.Result loadDuringAttack() throws IOException, InterruptedException {
    Load.Running load = Load.untilEnd().clients(6).begin(lab.network().client(), s3);
    TimeUnit.SECONDS.sleep(ATTACK.toSeconds());
    return load.end();
  }

  private void everybodyIsWell() throws IOException, InterruptedException {
    for (Replica each : replicas) {
      assertThat(each.health("ready")).isEqualTo("200");
      // Where the processors are busy the S3 of the test is late, which is nobody's fault here.
      assertThat(each.log().lines().filter(line -> !line.contains("LIST_BUCKETS")))
          .noneMatch(line -> ILL.matcher(line).find());
    }
  }
}

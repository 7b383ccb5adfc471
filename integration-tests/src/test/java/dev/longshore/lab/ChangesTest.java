package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Gateway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An installation that is changed while clients transfer. */
final class ChangesTest extends Scenes {
  private static final Duration GRACE = Duration.ofSeconds(60);

  private static Gateway.Builder quick(Gateway.Builder each) {
    return each.set("longshore.drain.linger", "2s")
        .set("longshore.drain.timeout", "1m")
        .set("longshore.relay.reload-period", "1s");
  }

  private interface Change {
    void make(Laboratory lab) throws IOException, InterruptedException;
  }

  /** Clients log in again where they are told 421, and otherwise notice nothing. */
  private void whileTransfersRun(int replicas, int slots, Change change)
      throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      lab.fleet(replicas, slots, ChangesTest::quick);
      Transfers transfers = Transfers.begin(6, lab.network().client(), s3);
      lab.replicas().getFirst().awaitLog("logged in");
      change.make(lab);
      transfers.endWell(100);
    }
  }

  @Test
  void replicasGoAndOthersCome() throws IOException, InterruptedException {
    whileTransfersRun(
        NIGHTLY ? 3 : 2,
        8,
        lab -> {
          scale(lab, 1, 8);
          scale(lab, NIGHTLY ? 5 : 2, 8);
        });
  }

  /** As a StatefulSet does: the highest slot goes first, and each comes when the last is ready. */
  private static void scale(Laboratory lab, int replicas, int slots)
      throws IOException, InterruptedException {
    List<Replica> now = new ArrayList<>(lab.replicas());
    while (now.size() > replicas) {
      Replica leaving = now.removeLast();
      leaving.terminate();
      lab.balancer().knows(now);
      lab.names().knows(now);
      assertThat(leaving.ends(GRACE)).as(leaving.name() + " ends").isTrue();
    }
    while (now.size() < replicas) {
      now.add(lab.replica(now.size(), slots, lab.relayed(ChangesTest::quick)));
      lab.names().knows(now);
      now.getLast().awaitReady();
      lab.balancer().knows(now);
    }
    lab.replaced(now);
  }

  @Test
  void slotsBecomeMoreInARollOut() throws IOException, InterruptedException {
    whileTransfersRun(
        NIGHTLY ? 3 : 2,
        4,
        lab ->
            new Rollout(lab, 8, lab.relayed(ChangesTest::quick))
                .balancerLearnsAfter(Duration.ofSeconds(1))
                .run());
  }

  @Test
  void theSecretIsReplacedInThreeSteps() throws IOException, InterruptedException {
    whileTransfersRun(
        3,
        3,
        lab -> {
          String before = "a secret of the laboratory";
          String after = "another secret of the laboratory";
          for (List<String> lines :
              List.of(List.of(before, after), List.of(after, before), List.of(after))) {
            lab.secrets(lines.toArray(String[]::new));
            // Every replica reads the file once a second; the steps must not overtake each other.
            TimeUnit.SECONDS.sleep(5);
          }
        });
  }

  @Test
  void aLockOutOutlivesEveryReplicaThatSawIt() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      lab.fleet(2, 2, ChangesTest::strict);
      Host client = lab.network().client();
      for (int i = 0; i < 3; i++) {
        assertThat(login(client, "wrong")).isEqualTo("530");
      }
      assertThat(login(client, "demo")).isEqualTo("530");
      new Rollout(lab, 2, lab.relayed(ChangesTest::strict)).run();
      assertThat(login(client, "demo")).isEqualTo("530");
      assertThat(login(lab.network().client(), "demo")).isEqualTo("230");
    }
  }

  private static Gateway.Builder strict(Gateway.Builder each) {
    return quick(each).set("longshore.lockout.attempts", "3").set("longshore.lockout.pause", "0s");
  }

  private static String login(Host client, String password)
      throws IOException, InterruptedException {
    return client.run("python3", "-c", LOGIN, Network.ADDRESS, password).strip();
  }

  private static final String LOGIN =
      """
      import ftplib, sys
      session = ftplib.FTP()
      session.connect(sys.argv[1], 21, 20)
      try:
          print(session.login("demo", sys.argv[2])[:3])
      except ftplib.all_errors as e:
          print(str(e)[:3])
      """;
}

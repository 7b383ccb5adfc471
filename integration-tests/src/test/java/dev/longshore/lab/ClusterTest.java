package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chart on a real Kubernetes, of which {@link Cluster} says how it is named: three replicas and
 * transfers through its load balancer, also while replicas come and go. For kube-proxy's modes run
 * it on a cluster of each.
 */
@EnabledIfSystemProperty(
    named = "longshore.nightly",
    matches = "true",
    disabledReason = "a cluster is asked for with -Dlongshore.nightly=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
final class ClusterTest {
  private static final int TRANSFERS = Integer.getInteger("longshore.cluster.transfers", 1000);
  private static final int CLIENTS = 10;
  private static final String CLEAR = "tls: {mode: optional, existingSecret: tls}";
  private static final String TLS = "tls: {mode: required, existingSecret: tls}";

  private Cluster cluster;

  @BeforeAll
  void demand() throws IOException, InterruptedException {
    cluster = Cluster.demand();
  }

  @AfterAll
  void close() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** What was installed last, so that scenes of one installation share it. */
  private String installed = "";

  private void install(String policy, String values) throws IOException, InterruptedException {
    if (!installed.equals(policy + values)) {
      cluster.install(3, policy, values);
      installed = policy + values;
    }
  }

  private Load load(int transfers, String protection) throws IOException, InterruptedException {
    return Load.of(transfers)
        .to(cluster.address())
        .clients(CLIENTS)
        .tls(cluster.certificate(), protection);
  }

  private Load.Result run(String what, Load load) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    return told(what, begun, load.from(Cluster::start, cluster.s3()));
  }

  /** The figures are what such a run is for. */
  private static Load.Result told(String what, long begun, Load.Result result) {
    System.out.printf(
        "cluster: %s: %d of %d transfers in %d s, %d sessions%n",
        what,
        result.done(),
        result.done() + result.failures().size(),
        (System.nanoTime() - begun) / 1_000_000_000,
        result.sessions());
    return result;
  }

  private void allWell(Load.Result result) throws IOException, InterruptedException {
    if (!result.failures().isEmpty()) {
      throw new AssertionError(
          "%s%nThe replicas say:%n%s"
              .formatted(String.join("\n", result.failures()), cluster.warnings()));
    }
  }

  @Order(1)
  @ParameterizedTest
  @CsvSource({
    "EPSV, clear",
    "EPSV, fresh",
    "EPSV, resumed",
    "PASV, clear",
    "PASV, fresh",
    "PASV, resumed",
    "PORT, clear",
    "PORT, resumed"
  })
  void withTheLocalPolicyEveryTransferSucceeds(String command, String protection)
      throws IOException, InterruptedException {
    install("Local", CLEAR);
    assertThat(cluster.nodes()).hasSizeGreaterThan(1);

    String what = "Local, " + command + ", " + protection;
    allWell(run(what, load(TRANSFERS, protection).passive(command)));
  }

  @Order(2)
  @Test
  void withTheLocalPolicyTheOwnersSeeOneClient() throws IOException, InterruptedException {
    install("Local", CLEAR);
    run("Local, who is seen", load(30, "clear"));

    Set<String> seen = cluster.clients();
    assertThat(seen).hasSize(1).doesNotContainAnyElementsOf(cluster.nodeAddresses());
  }

  @Order(3)
  @ParameterizedTest
  @ValueSource(strings = {"Local", "Cluster"})
  void transfersOfPodsThatLiveOnOrDrainSurviveARollOut(String policy)
      throws IOException, InterruptedException {
    install(policy, TLS);
    whileTransfersRun(
        policy + ", roll-out",
        () -> {
          cluster.kubectl("rollout", "restart", "statefulset/longshore");
          cluster.awaitReplicas();
        });
  }

  @Order(4)
  @ParameterizedTest
  @ValueSource(strings = {"Local", "Cluster"})
  void transfersSurviveThatAPodIsDeleted(String policy) throws IOException, InterruptedException {
    install(policy, TLS);
    whileTransfersRun(
        policy + ", a pod deleted",
        () -> {
          cluster.kubectl("delete", "pod", "longshore-1");
          cluster.awaitReplicas();
        });
  }

  @Order(5)
  @ParameterizedTest
  @ValueSource(strings = {"Local", "Cluster"})
  void transfersSurviveScalingDownAndUp(String policy) throws IOException, InterruptedException {
    install(policy, TLS);
    whileTransfersRun(
        policy + ", 3 to 1 to 5",
        () -> {
          cluster.scale(1);
          cluster.scale(5);
        });
    cluster.scale(3);
  }

  private interface Change {
    void make() throws IOException, InterruptedException;
  }

  /** Quick ones and slow ones go on until the change is over, whichever time it takes. */
  private void whileTransfersRun(String what, Change change)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Load quick = load(TRANSFERS, "resumed").perSession(20).logsInAgain().withoutNumber();
    Load slow = load(TRANSFERS, "resumed").perSession(2).slow().logsInAgain().withoutNumber();
    try (Load.Running first = quick.begin(Cluster::start, cluster.s3());
        Load.Running second = slow.begin(Cluster::start, cluster.s3())) {
      change.make();
      for (Load.Result result :
          List.of(told(what + ", slow", begun, second.end()), told(what, begun, first.end()))) {
        allWell(result);
        assertThat(result.resets()).isEmpty();
      }
    }
  }

  @Order(6)
  @ParameterizedTest
  @CsvSource({"EPSV", "PASV"})
  void withTheClusterPolicyEveryTransferThatResumesSucceeds(String command)
      throws IOException, InterruptedException {
    install("Cluster", TLS);

    String what = "Cluster, " + command + ", resumed";
    allWell(run(what, load(TRANSFERS, "resumed").passive(command)));
  }

  /** One in three connections finds its owner by luck. */
  @Order(7)
  @Test
  void withoutTheRelayMostTransfersAreLost() throws IOException, InterruptedException {
    String without =
        """

        extraEnv:
          - {name: LONGSHORE_PASSIVE_PENDING_TIMEOUT, value: 1s}
          - {name: JAVA_TOOL_OPTIONS, value: -Dlongshore.relay.mode=off}
        """;
    install("Local", CLEAR + without);

    assertThat(run("without the relay", load(120, "clear").perSession(3)).share()).isLessThan(0.7);
  }

  /** What was on the node, or passed through it, is lost; there may be one transfer a client. */
  @Order(8)
  @Test
  void aKilledNodeTakesOnlyItsOwnWithIt() throws IOException, InterruptedException {
    install("Local", CLEAR);
    long begun = System.nanoTime();
    Load load = load(TRANSFERS, "resumed").perSession(20).logsInAgain();
    try (Load.Running running = load.withoutNumber().begin(Cluster::start, cluster.s3())) {
      cluster.killNode(List.copyOf(cluster.nodes()).getLast());
      cluster.awaitNodeLost();
      Load.Result result = told("a node killed", begun, running.end());
      assertThat(result.failures()).hasSizeLessThanOrEqualTo(CLIENTS);
    }

    allWell(run("after that", load(TRANSFERS, "resumed")));
  }
}

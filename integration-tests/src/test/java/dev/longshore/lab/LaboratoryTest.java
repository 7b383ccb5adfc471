package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.it.Certificate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the laboratory's network does with gateways that do not know each other: the balancer, the
 * nodes, HAProxy and DNS are as a cluster has them.
 */
final class LaboratoryTest extends Scenes {
  @Test
  void oneReplicaServesEveryTransferThroughTheBalancerAndSeesTheClient()
      throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      Replica replica = lab.replicas(1, UnaryOperator.identity()).getFirst();
      Host client = lab.network().client();

      assertThat(Load.of(100).from(client, s3).failures()).isEmpty();
      assertThat(replica.log()).contains("logged in from " + client.ipv4());
    }
  }

  @Test
  void aClientWithIpv6AloneTransfersThroughTheBalancer() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      lab.replicas(1, UnaryOperator.identity());
      Host client = lab.network().clientWithIpv6Alone();

      var load = Load.of(40).to(Network.ADDRESS_6).passive("EPSV");
      assertThat(load.from(client, s3).failures()).isEmpty();
    }
  }

  /** One in three connections finds its owner by luck; four standard deviations are allowed for. */
  @Test
  void withoutARelayAboutAThirdOfTheTransfersSucceed() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      lab.replicas(3, each -> each.set("longshore.passive.pending-timeout", "1s"));

      var result = Load.of(120).clients(20).from(lab.network().client(), s3);
      double deviation = Math.sqrt(1.0 / 3 * 2 / 3 / 120);
      assertThat(result.share()).isBetween(1.0 / 3 - 4 * deviation, 1.0 / 3 + 4 * deviation);
    }
  }

  @Test
  void theLocalPolicyOfTwoNodesKeepsTheClientsAddress() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 2, Balancer.Policy.LOCAL)) {
      List<Replica> replicas =
          lab.replicas(2, each -> each.set("longshore.passive.pending-timeout", "1s"));
      Host client = lab.network().client();
      Load.of(40).clients(10).perSession(2).from(client, s3);

      assertThat(replicas)
          .allSatisfy(each -> assertThat(each.log()).contains("logged in from " + client.ipv4()));
    }
  }

  @Test
  void theClusterPolicyShowsTheNodesInPlaceOfTheClient() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 2, Balancer.Policy.CLUSTER)) {
      Replica replica =
          lab.replicas(1, each -> each.set("longshore.passive.pending-timeout", "1s")).getFirst();
      Host client = lab.network().client();
      Load.of(40).clients(10).perSession(2).from(client, s3);

      assertThat(replica.log())
          .contains("logged in from 10.244.1.1", "logged in from 192.168.7.12")
          .doesNotContain("logged in from " + client.ipv4());
    }
  }

  @Test
  void haProxyForwardsControlAndData() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      List<Replica> replicas = lab.replicas(1, UnaryOperator.identity());
      String proxy = lab.haProxyBefore(replicas, "");

      var load = Load.of(40).to(proxy).passive("EPSV");
      assertThat(load.from(lab.network().client(), s3).failures()).isEmpty();
      assertThat(replicas.getFirst().log()).contains("logged in from " + proxy);
    }
  }

  /** PASV too: its reply names the address that the header says the client dialled. */
  @ParameterizedTest
  @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
  void haProxySaysByItsHeaderWhoTheClientIs(String header)
      throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      List<Replica> replicas =
          lab.replicas(
              1,
              each ->
                  each.set("longshore.client-address.source", "proxy-protocol")
                      .set("longshore.client-address.trusted-proxies", Network.SERVICES)
                      .set("longshore.passive.advertise.mode", "control")
                      .set("longshore.passive.advertise.address", ""));
      String proxy = lab.haProxyBefore(replicas, header);
      Host client = lab.network().client();

      for (String passive : List.of("EPSV", "PASV")) {
        assertThat(Load.of(40).to(proxy).passive(passive).from(client, s3).failures()).isEmpty();
      }
      assertThat(replicas.getFirst().log())
          .contains("logged in from " + client.ipv4())
          .doesNotContain("logged in from " + proxy);
    }
  }

  @Test
  void namesStayAsTheyWereUntilTheServerLearnsAnew() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      Replica first = lab.replica(0, 2, UnaryOperator.identity());
      Replica second = lab.replica(1, 2, UnaryOperator.identity());
      Host asker = first.host();
      lab.names().knows(List.of(first));

      second.kill();
      assertThat(lab.names().askedBy(asker)).containsExactly(first.host().ipv4());
      lab.names().knows(List.of(second));
      Waiting.until(() -> lab.names().askedBy(asker).equals(List.of(second.host().ipv4())));
    }
  }

  @Test
  void curlAndLftpTransferThroughTheBalancer() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      lab.replicas(1, UnaryOperator.identity());
      Host client = lab.network().client();
      String url = "ftp://demo:demo@" + Network.ADDRESS + "/";

      client.feed("by curl", "curl", "-sS", "-m", "20", "-T", "-", url + "by-curl");
      assertThat(client.run("curl", "-sS", "-m", "20", url + "by-curl")).isEqualTo("by curl");
      assertThat(client.run("lftp", "-c", "open " + url + "; cat by-curl")).contains("by curl");
    }
  }

  @Test
  void tlsThatResumesAndTlsThatDoesNotPassTheBalancer() throws IOException, InterruptedException {
    Certificate certificate = Certificate.create();
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      lab.replicas(1, each -> each.tls(certificate, "optional"));

      var load = Load.of(60).clients(6).perSession(5).tls(certificate, "clear", "fresh", "resumed");
      assertThat(load.from(lab.network().client(), s3).failures()).isEmpty();
    }
  }

  /** 160 transfers are more than the 48 ports, so checks do meet ports that wait for a client. */
  @Test
  void healthChecksOfEveryPassivePortAndAScanTakeNobodysPlace()
      throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      List<Replica> replicas = lab.replicas(1, UnaryOperator.identity());
      Knocks checks = Knocks.healthChecks(lab.network().nodes().getFirst(), replicas);
      Knocks scan = Knocks.scan(lab.network().client(), 1000, Network.ADDRESS);

      assertThat(Load.of(160).from(lab.network().client(), s3).failures()).isEmpty();
      assertThat(checks.stop().made()).isPositive();
      assertThat(scan.stop().made()).isGreaterThan(100);
    }
  }

  @Test
  void portsAreRegisteredAtDifferentTimes() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.CLUSTER)) {
      List<Replica> replicas = lab.replicas(1, UnaryOperator.identity());
      Host client = lab.network().client();
      String url = "ftp://demo:demo@" + Network.ADDRESS + "/";

      lab.balancer().knowsByPort(List.of(new Balancer.Share(replicas, "21")));
      assertThat(client.run("curl", "-sS", "-m", "20", url, "-I")).isEmpty();
      assertThatThrownBy(() -> client.run("curl", "-sS", "-m", "2", url))
          .isInstanceOf(IOException.class);
      lab.balancer().knows(replicas);
      assertThat(Load.of(8).from(client, s3).failures()).isEmpty();
    }
  }

  @Test
  void aRolloutReplacesTheReplicaAndTheBalancerLearnsOfItLate()
      throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      Replica before = lab.replicas(1, UnaryOperator.identity()).getFirst();
      Replica after =
          new Rollout(lab, 1, UnaryOperator.identity())
              .balancerLearnsAfter(Duration.ofSeconds(3))
              .namesLearnAfter(Duration.ofSeconds(2))
              .run()
              .getFirst();

      assertThat(after.host().ipv4()).isNotEqualTo(before.host().ipv4());
      assertThat(Load.of(8).from(lab.network().client(), s3).failures()).isEmpty();
      Waiting.until(() -> lab.names().askedBy(after.host()).equals(List.of(after.host().ipv4())));
    }
  }
}

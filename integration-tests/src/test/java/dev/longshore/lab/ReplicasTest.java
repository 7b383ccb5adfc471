package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Certificate;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three replicas behind one address, of which each hands on what is another's. */
final class ReplicasTest extends Scenes {
  @Test
  void everyTransferSucceedsAndTheOwnerSeesTheClient() throws IOException, InterruptedException {
    Certificate certificate = Certificate.create();
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      List<Replica> replicas = lab.fleet(3, each -> each.tls(certificate, "optional"));
      Host client = lab.network().client();

      var load = Load.of(count(600, 10_000)).clients(20);
      var everyKind = load.tls(certificate, "clear", "fresh", "newest", "resumed");
      assertThat(everyKind.from(client, s3).failures()).isEmpty();
      assertThat(replicas)
          .allSatisfy(
              each ->
                  assertThat(each.log())
                      .contains("logged in from " + client.ipv4())
                      .doesNotContain("logged in from 10.244"));
    }
  }

  @Test
  void clientsWithIpv6AloneAreServedByAll() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      List<Replica> replicas = lab.fleet(3, UnaryOperator.identity());
      Host client = lab.network().clientWithIpv6Alone();

      var load = Load.of(count(60, 1_000)).clients(10).to(Network.ADDRESS_6).passive("EPSV");
      assertThat(load.from(client, s3).failures()).isEmpty();
      assertThat(replicas)
          .anySatisfy(each -> assertThat(each.log()).contains("was carried to replica"));
    }
  }

  @Test
  void theLocalPolicyOfTwoNodesLosesNoTransfer() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 2, Balancer.Policy.LOCAL)) {
      lab.fleet(3, UnaryOperator.identity());

      var load = Load.of(count(120, 1_000)).clients(10);
      assertThat(load.from(lab.network().client(), s3).failures()).isEmpty();
    }
  }

  @Test
  void haProxyMaySendEveryConnectionToAnyOfThem() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      List<Replica> replicas =
          lab.fleet(
              3,
              each ->
                  each.set("longshore.client-address.source", "proxy-protocol")
                      .set("longshore.client-address.trusted-proxies", Network.SERVICES)
                      .set("longshore.passive.advertise.mode", "control")
                      .set("longshore.passive.advertise.address", ""));
      String proxy = lab.haProxyBefore(replicas, "send-proxy-v2");
      Host client = lab.network().client();

      var load = Load.of(count(120, 1_000)).clients(10).to(proxy);
      assertThat(load.from(client, s3).failures()).isEmpty();
      assertThat(replicas)
          .allSatisfy(each -> assertThat(each.log()).contains("logged in from " + client.ipv4()));
    }
  }

  /**
   * Nodes put their own address, or that of another node, in the place of the client's; whatever
   * checks the health of every port comes from there as well.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whereTheNetworkHidesClientsTlsTellsThemApart(int nodes)
      throws IOException, InterruptedException {
    Certificate certificate = Certificate.create();
    try (var lab = Laboratory.of(s3, nodes, Balancer.Policy.CLUSTER)) {
      List<Replica> replicas =
          lab.fleet(
              3,
              each ->
                  each.tls(certificate, "required")
                      .set("longshore.tls.session-binding", "require")
                      .set("longshore.client-address.source", "none"));
      Host client = lab.network().client();

      Knocks checks = Knocks.healthChecks(lab.network().nodes().getFirst(), replicas);

      var load = Load.of(count(120, 1_000)).clients(10).tls(certificate, "resumed");
      assertThat(load.from(client, s3).failures()).isEmpty();
      assertThat(checks.stop().made()).isPositive();
      assertThat(replicas)
          .allSatisfy(
              each ->
                  assertThat(each.log())
                      .contains("sessions are not counted by address")
                      .doesNotContain("logged in from " + client.ipv4()));
    }
  }

  private static int count(int quick, int nightly) {
    return NIGHTLY ? nightly : quick;
  }
}

package dev.longshore.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several replicas need: slots, names, the relay's port and its secret. */
final class ChartReplicasTest {
  private static final String POLICY = "{networkPolicy: {enabled: true, egress: [{ports: []}]}}";
  private final Manifests defaults = Chart.withDefaults();

  @Test
  void thereMayBeAsManyReplicasAsSlots() {
    assertThat(Chart.with("{replicaCount: 8}").one("StatefulSet").at("/spec/replicas").asInt())
        .isEqualTo(8);
    assertThat(Chart.refusal("{replicaCount: 9}"))
        .contains("replicaCount is 9; each replica needs a slot of its own");
    assertThat(Chart.refusal("{replicaCount: 2, passive: {slots: 1}}"))
        .contains("replicaCount is 2", "passive.slots is 1");
  }

  @Test
  void scalingChangesNoPodThatIsThere() {
    assertThat(Chart.with("{replicaCount: 5}").pod()).isEqualTo(defaults.pod());
  }

  @Test
  void whoeverScalesElsewhereIsNotContradicted() {
    assertThat(Chart.with("{replicaCount: null}").one("StatefulSet").path("spec").has("replicas"))
        .isFalse();
  }

  @Test
  void replicasAreReplacedOneAfterTheOtherAndEachHasTimeToBecomeKnown() {
    JsonNode set = defaults.one("StatefulSet").path("spec");

    assertThat(set.path("podManagementPolicy").asText()).isEqualTo("OrderedReady");
    assertThat(set.path("minReadySeconds").asInt()).isEqualTo(10);
  }

  @Test
  void theOrdinalOfThePodIsItsSlot() {
    assertThat(defaults.environment().get("LONGSHORE_PASSIVE_SLOT"))
        .contains("metadata.labels['apps.kubernetes.io/pod-index']");
  }

  @Test
  void thePodsFindEachOtherByTheHeadlessService() {
    assertThat(defaults.environment())
        .containsEntry("LONGSHORE_RELAY_MODE", "on")
        .containsEntry("LONGSHORE_FLEET_NAME", "files/release-longshore")
        .containsEntry("LONGSHORE_FLEET_DISCOVERY", "dns")
        .containsEntry("LONGSHORE_FLEET_DNS_NAME", "release-longshore-headless");
    assertThat(defaults.environment().get("LONGSHORE_FLEET_ADDRESS")).contains("status.podIP");
  }

  @Test
  void theRelaysPortIsOnTheHeadlessServiceAndOnNoOther() {
    Manifests all = Chart.with("{relay: {port: 2222}}");

    assertThat(all.environment()).containsEntry("LONGSHORE_RELAY_PORT", "2222");
    assertThat(ports(all.container().path("ports"), "containerPort")).contains(2222);
    assertThat(ports(all.headlessService().at("/spec/ports"), "port")).contains(2222);
    assertThat(all.service().at("/spec/ports").valueStream())
        .noneMatch(port -> port.path("port").asInt() == 2222)
        .noneMatch(port -> port.path("targetPort").asText().equals("relay"));
  }

  @Test
  void theNetworkPolicyOpensTheRelaysPortToItsOwnPodsAlone() {
    JsonNode spec = Chart.with(POLICY).one("NetworkPolicy").path("spec");

    for (JsonNode[] rule :
        List.of(
            new JsonNode[] {spec.at("/ingress/1"), spec.at("/ingress/1/from")},
            new JsonNode[] {spec.at("/egress/1"), spec.at("/egress/1/to")})) {
      assertThat(ports(rule[0].path("ports"), "port")).containsExactly(2190);
      assertThat(rule[1]).hasSize(1);
      assertThat(rule[1].at("/0/podSelector")).isEqualTo(spec.path("podSelector"));
    }
    assertThat(ports(spec.at("/ingress/0/ports"), "port")).doesNotContain(2190);
  }

  @Test
  void serviceMeshesLetTheRelaysPortAlone() {
    JsonNode own = annotations(defaults);
    JsonNode merged =
        annotations(
            Chart.with("{podAnnotations: {traffic.sidecar.istio.io/excludeInboundPorts: '2121'}}"));

    assertThat(own.properties())
        .hasSize(8)
        .allMatch(each -> each.getValue().asText().equals("2190"));
    assertThat(own.has("config.linkerd.io/skip-inbound-ports")).isTrue();
    assertThat(merged.path("traffic.sidecar.istio.io/excludeInboundPorts").asText())
        .isEqualTo("2121,2190");
    assertThat(merged.path("traffic.sidecar.istio.io/excludeOutboundPorts").asText())
        .isEqualTo("2190");
  }

  private static JsonNode annotations(Manifests all) {
    return all.pod().at("/metadata/annotations");
  }

  /** Without a cluster there is nothing to look up, so each rendering makes one. */
  @Test
  void theSecretIsMadeByTheChartAndReadFromAFolderSoThatAChangeIsSeen() {
    String made = secret(defaults);

    assertThat(made).matches("[A-Za-z0-9]{48}").isNotEqualTo(secret(Chart.withDefaults()));
    assertThat(mountedSecret(defaults)).isEqualTo("release-longshore-relay");
    JsonNode mount = named(defaults.container().path("volumeMounts"), "relay");
    assertThat(mount.has("subPath")).isFalse();
    assertThat(mount.path("readOnly").asBoolean()).isTrue();
    assertThat(defaults.environment())
        .containsEntry("LONGSHORE_RELAY_SECRETS", mount.path("mountPath").asText() + "/secrets");
  }

  private static String secret(Manifests all) {
    String encoded = all.one("Secret").at("/data/secrets").asText();
    return new String(Base64.getDecoder().decode(encoded), UTF_8);
  }

  @Test
  void aSecretThatIsNamedIsUsedAndNoneIsMade() {
    Manifests all = Chart.with("{relay: {existingSecret: mine}}");

    assertThat(all.ofKind("Secret")).isEmpty();
    assertThat(mountedSecret(all)).isEqualTo("mine");
  }

  private static String mountedSecret(Manifests all) {
    return named(all.pod().at("/spec/volumes"), "relay").at("/secret/secretName").asText();
  }

  @Test
  void withOneSlotThereIsNoRelay() {
    Manifests alone = Chart.with("{passive: {slots: 1}, networkPolicy: {enabled: true}}");

    assertThat(alone.ofKind("Secret")).isEmpty();
    assertThat(alone.environment().keySet())
        .noneMatch(
            name -> name.startsWith("LONGSHORE_RELAY") || name.startsWith("LONGSHORE_FLEET"));
    assertThat(alone.pod().path("metadata").has("annotations")).isFalse();
    assertThat(alone.headlessService().at("/spec/ports")).hasSize(1);
    assertThat(alone.one("NetworkPolicy").at("/spec/ingress")).hasSize(1);
    assertThat(Chart.refusal("{passive: {slots: 1}, relay: {existingSecret: mine}}"))
        .contains("relay.existingSecret is \"mine\", which has no effect");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{relay: {port: 2121}}                           | relay.port is 2121, which is ftp.port",
        "{relay: {port: 9000}}                           | relay.port is 9000, which is the management",
        "{relay: {port: 20047}}                          | relay.port is 20047, which is one of the",
        "{passive: {start: 29999, count: 8}}             | overlap with 30000-32767, the node ports",
        "{passive: {start: 32767, count: 8}}             | overlap with 30000-32767, the node ports",
        "{passive: {start: 60999, count: 8}}             | overlap with 32768-60999, the ports from",
        "{passive: {start: 29993, count: 8}, exposure: {nodePortRange: {first: 30000, last: 30100}}} | overlap",
      })
  void portsThatOthersMayTakeAreRefused(String values, String message) {
    assertThat(Chart.refusal(values)).contains("These values do not work").contains(message);
  }

  @Test
  void aTokenForTheServiceAloneIsGivenOnlyWhereItIsFollowed() {
    Manifests following = Chart.with("{passive: {advertise: {mode: service}}}");
    JsonNode rule = following.one("Role").at("/rules/0");

    assertThat(defaults.ofKind("Role")).isEmpty();
    assertThat(defaults.pod().at("/spec/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(following.pod().at("/spec/automountServiceAccountToken").asBoolean()).isTrue();
    assertThat(rule.toString())
        .isEqualTo(
            """
            {"apiGroups":[""],"resources":["services"],"resourceNames":["%s"],"verbs":["get"]}\
            """
                .formatted(following.one("StatefulSet").at("/metadata/name").asText()));
    assertThat(following.environment())
        .extractingByKey("LONGSHORE_PASSIVE_ADVERTISE_SERVICE")
        .isEqualTo(following.one("StatefulSet").at("/metadata/name").asText());
  }

  private static List<Integer> ports(JsonNode list, String key) {
    return list.valueStream().map(each -> each.path(key).asInt()).toList();
  }

  private static JsonNode named(JsonNode list, String name) {
    return list.valueStream()
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

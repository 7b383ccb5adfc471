package dev.longshore.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChartRenderTest {
  private final Manifests defaults = Chart.withDefaults();

  @Test
  void theChartPassesHelmsStrictLint() {
    var lint = Chart.lint();

    assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
  }

  @Test
  void aReleaseIsOneReplicaWithTwoServicesAnAccountAndASecret() {
    assertThat(defaults.objects().stream().map(object -> object.path("kind").asText()))
        .containsExactlyInAnyOrder("ServiceAccount", "Secret", "Service", "Service", "StatefulSet");
    assertThat(defaults.one("StatefulSet").at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(defaults.objects())
        .allSatisfy(
            object -> assertThat(object.at("/metadata/namespace").asText()).isEqualTo("files"));
  }

  @Test
  void everySelectorMatchesThePodsLabels() {
    Manifests all =
        Chart.with(
            "{networkPolicy: {enabled: true}, commonLabels: {team: mft},"
                + " podLabels: {app.kubernetes.io/name: other, tier: edge}}");

    JsonNode labels = all.pod().at("/metadata/labels");
    for (JsonNode selector : selectors(all)) {
      assertThat(selector.properties())
          .hasSize(2)
          .allSatisfy(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
    }
    assertThat(labels.path("tier").asText()).isEqualTo("edge");
  }

  private static List<JsonNode> selectors(Manifests all) {
    return List.of(
        all.service().at("/spec/selector"),
        all.headlessService().at("/spec/selector"),
        all.one("StatefulSet").at("/spec/selector/matchLabels"),
        all.one("NetworkPolicy").at("/spec/podSelector/matchLabels"));
  }

  @Test
  void commonLabelsStandOnEveryObjectAndReplaceNoneOfTheCharts() {
    Manifests labelled =
        Chart.with("{commonLabels: {team: mft, app.kubernetes.io/instance: other}}");

    assertThat(labelled.objects())
        .allSatisfy(
            object -> {
              JsonNode labels = object.at("/metadata/labels");
              assertThat(labels.path("team").asText()).isEqualTo("mft");
              assertThat(labels.path("app.kubernetes.io/instance").asText()).isEqualTo("release");
            });
  }

  @Test
  void theHeadlessServiceNamesAReplicaThatIsNotReady() {
    JsonNode headless = defaults.headlessService();

    assertThat(headless.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
    assertThat(defaults.one("StatefulSet").at("/spec/serviceName"))
        .isEqualTo(headless.at("/metadata/name"));
  }

  @Test
  void probesAskTheManagementPort() {
    JsonNode container = defaults.container();

    assertThat(container.path("ports"))
        .filteredOn(port -> port.path("name").asText().equals("management"))
        .singleElement()
        .satisfies(port -> assertThat(port.path("containerPort").asInt()).isEqualTo(9000));
    assertThat(List.of("startupProbe", "livenessProbe", "readinessProbe"))
        .allSatisfy(
            probe ->
                assertThat(container.at("/" + probe + "/httpGet/port").asText())
                    .isEqualTo("management"));
    assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
    assertThat(container.at("/readinessProbe/httpGet/path").asText())
        .isEqualTo("/q/health/group/serving");
  }

  @Test
  void theManagementPortIsInNoService() {
    assertThat(
            defaults.ofKind("Service").flatMap(service -> service.at("/spec/ports").valueStream()))
        .noneMatch(port -> port.path("port").asInt() == 9000)
        .noneMatch(port -> port.path("targetPort").asText().equals("management"));
  }

  @Test
  void aPodIsGivenItsLingerItsDrainAndHalfAMinute() {
    assertThat(gracePeriod("{}")).isEqualTo(585);
    assertThat(gracePeriod("{drain: {linger: 3m, timeout: 90s}}")).isEqualTo(300);
    assertThat(gracePeriod("{drain: {timeout: 12h}}")).isEqualTo(43_245);
    assertThat(gracePeriod("{terminationGracePeriodSeconds: 2000000}")).isEqualTo(2_000_000);
  }

  private static int gracePeriod(String values) {
    return Chart.with(values).pod().at("/spec/terminationGracePeriodSeconds").intValue();
  }

  @Test
  void anImageIsNamedByTagOrByDigest() {
    String digest = "sha256:" + "0".repeat(64);

    assertThat(image("{image: {repository: example/longshore, tag: '1.2'}}"))
        .isEqualTo("example/longshore:1.2");
    assertThat(image("{image: {tag: '1.2', digest: '" + digest + "'}}"))
        .isEqualTo("longshore@" + digest);
    assertThat(image("{}"))
        .isEqualTo("longshore:" + Chart.description().path("appVersion").asText());
  }

  private static String image(String values) {
    return Chart.with(values).container().path("image").asText();
  }

  @Test
  void aLongReleaseNameLeavesRoomForWhatKubernetesAppends() {
    String name =
        Chart.with("{fullnameOverride: " + "n".repeat(80) + "}")
            .one("StatefulSet")
            .at("/metadata/name")
            .asText();

    assertThat(name).hasSize(52);
  }

  @Test
  void theNotesTellHowToConnect() {
    assertThat(Chart.notes("{}"))
        .contains("kubectl -n files get service release-longshore")
        .contains("20000 to 20047")
        .contains("passive.advertise.mode=service")
        .contains("TLS is off");
    assertThat(Chart.notes(Chart.TLS))
        .contains("TLS is required, with the certificate of the Secret longshore-tls")
        .contains("curl --ssl-reqd");
    assertThat(Chart.notes("{passive: {advertise: {mode: static, address: 192.0.2.7}}}"))
        .contains("PASV answers with 192.0.2.7");
  }

  @Test
  void theChartCarriesTheProjectsVersion() throws IOException {
    assertThat(Files.readString(Path.of("..", "pom.xml")))
        .contains(
            "<artifactId>longshore</artifactId>\n  <version>%s</version>"
                .formatted(Chart.description().path("appVersion").asText()));
  }
}

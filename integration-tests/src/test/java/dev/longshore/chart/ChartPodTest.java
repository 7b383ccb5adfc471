package dev.longshore.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

final class ChartPodTest {
  private final Manifests defaults = Chart.withDefaults();

  /** The rules of Kubernetes' Pod Security Standards, level restricted, that a pod can break. */
  @Test
  void thePodKeepsTheRestrictedProfile() {
    JsonNode pod = defaults.pod().path("spec");
    JsonNode container = defaults.container().path("securityContext");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/capabilities/drop").valueStream().map(JsonNode::asText))
        .containsExactly("ALL");
    assertThat(container.at("/capabilities/add").isMissingNode()).isTrue();
    assertThat(pod.path("hostNetwork").asBoolean(false)).isFalse();
    assertThat(pod.path("volumes").valueStream().map(volume -> volume.has("hostPath")))
        .doesNotContain(true);
    assertThat(defaults.container().path("ports").valueStream().map(port -> port.has("hostPort")))
        .doesNotContain(true);
  }

  @Test
  void thePlatformMayChooseTheUser() {
    assertThat(defaults.pod().at("/spec/securityContext").has("runAsUser")).isFalse();
    assertThat(
            Chart.with("{podSecurityContext: {runAsUser: 12345}}")
                .pod()
                .at("/spec/securityContext/runAsUser")
                .asInt())
        .isEqualTo(12_345);
  }

  @Test
  void onlyTmpCanBeWritten() {
    assertThat(defaults.container().at("/securityContext/readOnlyRootFilesystem").asBoolean())
        .isTrue();
    assertThat(defaults.container().path("volumeMounts"))
        .filteredOn(mount -> !mount.path("readOnly").asBoolean())
        .singleElement()
        .satisfies(mount -> assertThat(mount.path("mountPath").asText()).isEqualTo("/tmp"));
    assertThat(volume(defaults, "tmp").at("/emptyDir/sizeLimit").asText()).isEqualTo("64Mi");
  }

  @Test
  void noTokenOfTheClusterIsMounted() {
    assertThat(defaults.pod().at("/spec/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(defaults.one("ServiceAccount").path("automountServiceAccountToken").asBoolean(true))
        .isFalse();
  }

  @Test
  void thePodUsesTheAccountThatTheChartMakesOrTheOneItIsGiven() {
    Manifests role = Chart.with("{serviceAccount: {annotations: {example.com/role: files}}}");
    Manifests given = Chart.with("{serviceAccount: {create: false, name: mine}}");

    assertThat(role.pod().at("/spec/serviceAccountName"))
        .isEqualTo(role.one("ServiceAccount").at("/metadata/name"));
    assertThat(role.one("ServiceAccount").at("/metadata/annotations").path("example.com/role"))
        .hasToString("\"files\"");
    assertThat(given.ofKind("ServiceAccount")).isEmpty();
    assertThat(given.pod().at("/spec/serviceAccountName").asText()).isEqualTo("mine");
  }

  @Test
  void theUsersFileIsMountedAsAFolderSoThatAChangeIsSeen() {
    JsonNode mount =
        defaults
            .container()
            .path("volumeMounts")
            .valueStream()
            .filter(candidate -> candidate.path("name").asText().equals("users"))
            .findFirst()
            .orElseThrow();

    assertThat(mount.has("subPath")).isFalse();
    assertThat(mount.path("readOnly").asBoolean()).isTrue();
    assertThat(defaults.environment())
        .containsEntry("LONGSHORE_USERS_FILE", mount.path("mountPath").asText() + "/users.yaml");
    assertThat(volume(defaults, "users").at("/secret/secretName").asText())
        .isEqualTo("longshore-users");
  }

  @Test
  void aSourcePortOfARootUserIsAllowedByASafeSysctl() {
    JsonNode context = Chart.with("{active: {sourcePort: 20}}").pod().at("/spec/securityContext");

    assertThat(context.path("sysctls").toString())
        .isEqualTo("[{\"name\":\"net.ipv4.ip_unprivileged_port_start\",\"value\":\"20\"}]");
    assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
    assertThat(defaults.pod().at("/spec/securityContext").has("sysctls")).isFalse();
  }

  @Test
  void placementAndExtrasReachThePod() {
    Manifests all =
        Chart.with(
            """
            nodeSelector: {disk: fast}
            tolerations: [{key: edge, operator: Exists}]
            affinity: {nodeAffinity: {}}
            topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]
            priorityClassName: high
            podAnnotations: {example.com/a: b}
            extraEnv: [{name: JDK_JAVA_OPTIONS, value: -Xmx1g}]
            extraVolumes: [{name: ca, configMap: {name: ca}}]
            extraVolumeMounts: [{name: ca, mountPath: /etc/ca}]
            image: {pullSecrets: [{name: pull}]}
            """);

    JsonNode pod = all.pod().path("spec");
    assertThat(pod.at("/nodeSelector/disk").asText()).isEqualTo("fast");
    assertThat(pod.at("/tolerations/0/key").asText()).isEqualTo("edge");
    assertThat(pod.at("/affinity").has("nodeAffinity")).isTrue();
    assertThat(pod.at("/topologySpreadConstraints/0/maxSkew").asInt()).isEqualTo(1);
    assertThat(pod.path("priorityClassName").asText()).isEqualTo("high");
    assertThat(pod.at("/imagePullSecrets/0/name").asText()).isEqualTo("pull");
    assertThat(all.pod().at("/metadata/annotations").path("example.com/a").asText()).isEqualTo("b");
    assertThat(all.environment()).containsEntry("JDK_JAVA_OPTIONS", "-Xmx1g");
    assertThat(volume(all, "ca").at("/configMap/name").asText()).isEqualTo("ca");
    assertThat(all.container().at("/volumeMounts/3/mountPath").asText()).isEqualTo("/etc/ca");
  }

  private static JsonNode volume(Manifests all, String name) {
    return all.pod()
        .at("/spec/volumes")
        .valueStream()
        .filter(volume -> volume.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

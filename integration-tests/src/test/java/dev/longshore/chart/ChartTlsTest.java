package dev.longshore.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ChartTlsTest {
  private static final String IMPLICIT =
      "{tls: {mode: optional, existingSecret: longshore-tls}, ftps: {implicit: {enabled: true}}";

  @Test
  void theCertificateIsMountedAsAFolderSoThatARenewalIsSeen() {
    Manifests all = Chart.with(Chart.TLS);

    JsonNode mount = named(all.container().path("volumeMounts"), "tls");
    assertThat(mount.has("subPath")).isFalse();
    assertThat(mount.path("readOnly").asBoolean()).isTrue();
    String folder = mount.path("mountPath").asText();
    assertThat(all.environment())
        .containsEntry("QUARKUS_TLS_LONGSHORE_KEY_STORE_PEM__0__CERT", folder + "/tls.crt")
        .containsEntry("QUARKUS_TLS_LONGSHORE_KEY_STORE_PEM__0__KEY", folder + "/tls.key");
    assertThat(secret(all)).isEqualTo("longshore-tls");
  }

  @Test
  void withoutTlsThereIsNoCertificate() {
    Manifests all = Chart.withDefaults();

    assertThat(named(all.container().path("volumeMounts"), "tls").isMissingNode()).isTrue();
    assertThat(named(all.pod().at("/spec/volumes"), "tls").isMissingNode()).isTrue();
  }

  @Test
  void aSecretIsEnoughToRequireTls() {
    Manifests all = Chart.of("{users: {existingSecret: u}, tls: {existingSecret: longshore-tls}}");

    assertThat(all.environment()).containsEntry("LONGSHORE_TLS_MODE", "required");
  }

  @Test
  void implicitTlsHasAPortOfItsOwnEverywhere() {
    Manifests all = Chart.with(IMPLICIT + ", networkPolicy: {enabled: true}}");

    assertThat(named(all.service().at("/spec/ports"), "ftps").path("port").asInt()).isEqualTo(990);
    assertThat(named(all.service().at("/spec/ports"), "ftps").path("targetPort").asText())
        .isEqualTo("ftps");
    assertThat(named(all.container().path("ports"), "ftps").path("containerPort").asInt())
        .isEqualTo(2990);
    assertThat(ports(all.one("NetworkPolicy").at("/spec/ingress/0/ports"))).contains(2990);
  }

  @Test
  void withoutImplicitTlsNoPortOfItIsOpen() {
    Manifests all = Chart.with("{networkPolicy: {enabled: true}}");

    assertThat(named(all.service().at("/spec/ports"), "ftps").isMissingNode()).isTrue();
    assertThat(named(all.container().path("ports"), "ftps").isMissingNode()).isTrue();
    assertThat(ports(all.one("NetworkPolicy").at("/spec/ingress/0/ports"))).doesNotContain(2990);
  }

  @Test
  void aNodeMayListenForImplicitTlsOnAPortThatIsGiven() {
    Manifests all =
        Chart.with(
            IMPLICIT
                + ", passive: {start: 30100, count: 16},"
                + " exposure: {type: NodePort, nodePort: 30021, implicitNodePort: 30990}}");

    assertThat(named(all.service().at("/spec/ports"), "ftps").path("nodePort").asInt())
        .isEqualTo(30_990);
  }

  @Test
  void certManagerWritesTheSecretThatIsMounted() {
    Manifests all =
        Chart.with(
            "{tls: {mode: required, certManager: {enabled: true, dnsNames: [ftp.example.com],"
                + " issuerRef: {name: letsencrypt, kind: ClusterIssuer}}}}");

    JsonNode spec = all.one("Certificate").path("spec");
    assertThat(spec.path("secretName").asText()).isEqualTo(secret(all));
    assertThat(spec.at("/issuerRef/kind").asText()).isEqualTo("ClusterIssuer");
    assertThat(spec.at("/dnsNames/0").asText()).isEqualTo("ftp.example.com");
    assertThat(Chart.with(Chart.TLS).ofKind("Certificate")).isEmpty();
  }

  private static String secret(Manifests all) {
    return named(all.pod().at("/spec/volumes"), "tls").at("/secret/secretName").asText();
  }

  private static JsonNode named(JsonNode list, String name) {
    return list.valueStream()
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst()
        .orElseGet(() -> list.path("none"));
  }

  private static Stream<Integer> ports(JsonNode list) {
    return list.valueStream().map(each -> each.path("port").asInt());
  }
}

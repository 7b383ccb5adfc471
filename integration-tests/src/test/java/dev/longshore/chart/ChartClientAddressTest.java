package dev.longshore.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where the network hides the clients' addresses, TLS tells clients apart or nothing is started.
 */
final class ChartClientAddressTest {
  private static final String TLS = "tls: {mode: required, existingSecret: longshore-tls}";
  private static final String HIDDEN = "exposure: {externalTrafficPolicy: Cluster}";

  private static Map<String, String> with(String... values) {
    return Chart.with("{" + String.join(", ", values) + "}").environment();
  }

  @Test
  void withTheLocalPolicyAddressesTellClientsApart() {
    assertThat(with(TLS))
        .containsEntry("LONGSHORE_TLS_SESSION_BINDING", "allow")
        .containsEntry("LONGSHORE_ACTIVE_ENABLED", "true")
        .containsEntry("LONGSHORE_CLIENT_ADDRESS_SOURCE", "socket");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exposure: {externalTrafficPolicy: Cluster}",
        "exposure: {externalTrafficPolicy: Cluster, type: NodePort}, passive: {start: 30000}",
        "clientAddress: {source: none}"
      })
  void whereAddressesAreHiddenTheTlsSessionDoes(String hidden) {
    assertThat(with(TLS, hidden))
        .containsEntry("LONGSHORE_TLS_SESSION_BINDING", "require")
        .containsEntry("LONGSHORE_ACTIVE_ENABLED", "false")
        .containsEntry("LONGSHORE_CLIENT_ADDRESS_SOURCE", "none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exposure: {externalTrafficPolicy: Cluster, keepsClientAddress: true}",
        "exposure: {externalTrafficPolicy: Cluster, type: ClusterIP}"
      })
  void aNetworkThatKeepsAddressesNeedsNothing(String exposure) {
    assertThat(with(TLS, exposure, "clientAddress: {source: socket}", "active: {enabled: true}"))
        .containsEntry("LONGSHORE_TLS_SESSION_BINDING", "allow")
        .containsEntry("LONGSHORE_ACTIVE_ENABLED", "true")
        .containsEntry("LONGSHORE_CLIENT_ADDRESS_SOURCE", "socket");
  }

  @Test
  void withoutTlsHiddenAddressesAreRefused() {
    assertThat(Chart.refusal("{" + HIDDEN + "}"))
        .contains("tls.mode is \"off\", and exposure.externalTrafficPolicy=Cluster hides");
    assertThat(
            Chart.refusal("{" + HIDDEN + ", tls: {mode: optional, existingSecret: longshore-tls}}"))
        .contains("tls.mode is \"optional\"", "needs tls.mode=required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientAddress: {source: socket} | say Local there, or exposure.keepsClientAddress=true",
        "active: {enabled: true}         | active.enabled is true, and exposure.externalTrafficPolicy=Cluster",
        "active: {sourcePort: 20}        | active.sourcePort is 20, which has no effect",
      })
  void whatNeedsAddressesIsRefusedWhereTheyAreHidden(String values, String message) {
    assertThat(Chart.refusal("{" + TLS + ", " + HIDDEN + ", " + values + "}")).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"allow", "off"})
  void sessionsThatNeedNotResumeAreRefusedWhereAddressesAreHidden(String binding) {
    String tls = TLS.replace("}", ", sessionBinding: '" + binding + "'}");

    assertThat(Chart.refusal("{" + tls + ", " + HIDDEN + "}"))
        .contains("tls.sessionBinding is \"" + binding + "\"", "leave it empty or say require");
    assertThat(Chart.refusal("{" + tls + ", clientAddress: {source: none}}"))
        .contains("and clientAddress.source is none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{exposure: {keepsClientAddress: true}}                | keepsClientAddress has no effect",
        "{clientAddress: {trustedProxies: [10.0.0.0/8]}}       | trustedProxies has no effect unless",
        "{clientAddress: {source: proxy-protocol}}             | trustedProxies must hold",
      })
  void valuesWithoutEffectAreRefused(String values, String message) {
    assertThat(Chart.refusal(values)).contains(message);
  }
}

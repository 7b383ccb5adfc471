package dev.longshore.chart;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ChartSettingsTest {
  private static final String CERTIFICATE = "QUARKUS_TLS_LONGSHORE_KEY_STORE_PEM__0__CERT";
  private static final String KEY = "QUARKUS_TLS_LONGSHORE_KEY_STORE_PEM__0__KEY";

  /** Every value set that puts a setting of its own into the environment. */
  private static final String ALL =
      """
      tls: {mode: required, existingSecret: certificate, sessionBinding: require}
      ftps: {implicit: {enabled: true, port: 2991}}
      passive: {advertise: {mode: static, address: 192.0.2.7}}
      s3: {endpoint: 'http://minio:9000', region: eu-west-1, pathStyle: true, existingSecret: keys}
      """;

  @Test
  void settingsReachTheGatewayAsItsEnvironment() {
    assertThat(Chart.with(ALL).environment())
        .containsEntry("LONGSHORE_FTP_PORT", "2121")
        .containsEntry("LONGSHORE_TLS_MODE", "required")
        .containsEntry("LONGSHORE_TLS_SESSION_BINDING", "require")
        .containsEntry("LONGSHORE_FTPS_IMPLICIT_ENABLED", "true")
        .containsEntry("LONGSHORE_FTPS_IMPLICIT_PORT", "2991")
        .containsEntry("LONGSHORE_PASSIVE_ADVERTISE_MODE", "static")
        .containsEntry("LONGSHORE_PASSIVE_ADVERTISE_ADDRESS", "192.0.2.7")
        .containsEntry("LONGSHORE_ACTIVE_ENABLED", "true")
        .containsEntry("LONGSHORE_ACTIVE_SOURCE_PORT", "0")
        .containsEntry("LONGSHORE_S3_ENDPOINT", "http://minio:9000")
        .containsEntry("LONGSHORE_S3_REGION", "eu-west-1")
        .containsEntry("LONGSHORE_S3_PATH_STYLE", "true")
        .containsEntry("LONGSHORE_DRAIN_TIMEOUT", "9m");
  }

  @Test
  void keysComeFromTheSecretAndNeverFromAValue() {
    assertThat(Chart.with(ALL).environment())
        .containsEntry(
            "LONGSHORE_S3_ACCESS_KEY_ID",
            "{\"secretKeyRef\":{\"name\":\"keys\",\"key\":\"access-key-id\"}}")
        .containsEntry(
            "LONGSHORE_S3_SECRET_ACCESS_KEY",
            "{\"secretKeyRef\":{\"name\":\"keys\",\"key\":\"secret-access-key\"}}");
  }

  @Test
  void whatIsNotGivenIsLeftToTheGateway() {
    assertThat(Chart.withDefaults().environment().keySet())
        .doesNotContain(
            CERTIFICATE,
            KEY,
            "LONGSHORE_TLS_SESSION_BINDING",
            "LONGSHORE_PASSIVE_ADVERTISE_ADDRESS",
            "LONGSHORE_S3_ENDPOINT",
            "LONGSHORE_S3_PATH_STYLE",
            "LONGSHORE_S3_ACCESS_KEY_ID",
            "LONGSHORE_S3_SECRET_ACCESS_KEY");
  }

  @Test
  void everyNameIsOneThatAnEnvironmentMayHold() {
    assertThat(Chart.with(ALL).environment().keySet())
        .allMatch(name -> name.matches("(LONGSHORE|QUARKUS)(__?[A-Z0-9]+)+"));
  }

  @Test
  void everyVariableIsASettingOfTheGateway() throws IOException {
    String hidden = "{tls: {mode: required, existingSecret: c}, clientAddress: {source: none}}";

    assertThat(documented().values())
        .containsAll(variables(Chart.with(ALL)))
        .containsAll(variables(Chart.with(hidden)))
        .containsAll(variables(Chart.with("{passive: {advertise: {mode: service}}}")));
  }

  private static List<String> variables(Manifests all) {
    return all.environment().keySet().stream()
        .filter(name -> name.startsWith("LONGSHORE_"))
        .toList();
  }

  /** The variable of each key of the settings' table. */
  private static Map<String, String> documented() throws IOException {
    return Pattern.compile("\\| `(longshore\\.[^`]+)` \\| `([^`]+)`")
        .matcher(Files.readString(Path.of("..", "docs", "configuration.md")))
        .results()
        .collect(toMap(row -> row.group(1), row -> row.group(2)));
  }

  /** StartIT holds that the gateway finds its certificate by these names. */
  @Test
  void ofQuarkusOnlyTheCertificateIsSet() {
    assertThat(Chart.with(ALL).environment().keySet())
        .filteredOn(name -> name.startsWith("QUARKUS_"))
        .containsExactly(CERTIFICATE, KEY);
  }
}

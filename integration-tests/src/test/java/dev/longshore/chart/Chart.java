package dev.longshore.chart;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The chart as it lies in the source tree, rendered by Helm; used by all tests of this package. */
final class Chart {
  static final Path FOLDER = Path.of("..", "deploy-k8s", "src", "main", "helm", "longshore");

  /** Values that a user must give; the other tests add to them. */
  static final String NEEDED = "{tls: {mode: 'off'}, users: {existingSecret: longshore-users}}";

  /** Values that turn TLS on. */
  static final String TLS = "{tls: {mode: required, existingSecret: longshore-tls}}";

  private static final String KUBERNETES = "1.34.0";
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private Chart() {}

  /** What a cluster is given for the needed values and {@code more} of them, as YAML or JSON. */
  static Manifests with(String more) {
    return Manifests.parse(template(merged(NEEDED, more)));
  }

  /** What a cluster is given for {@code values} and nothing else. */
  static Manifests of(String values) {
    return Manifests.parse(template(yaml(values)));
  }

  static Manifests withDefaults() {
    return with("{}");
  }

  /** What Helm says when it refuses the needed values and {@code more}. */
  static String refusal(String more) {
    return refusalOf(merged(NEEDED, more));
  }

  /** What Helm says when it refuses {@code values} and nothing else. */
  static String refusalOf(String values) {
    return refusalOf(yaml(values));
  }

  private static String refusalOf(JsonNode values) {
    try {
      template(values);
    } catch (IllegalStateException refused) {
      return String.valueOf(refused.getMessage());
    }
    throw new AssertionError("rendered with " + values);
  }

  /** The text that Helm prints after an installation. */
  static String notes(String more) {
    return withFile(
        merged(NEEDED, more),
        file ->
            new Helm(FOLDER)
                .install()
                .withName("release")
                .withNamespace("files")
                .clientOnly()
                .dryRun()
                .withKubeVersion(KUBERNETES)
                .withValuesFile(file)
                .call()
                .getOutput());
  }

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  /** Chart.yaml. */
  static JsonNode description() {
    return yaml(FOLDER.resolve("Chart.yaml"));
  }

  static JsonNode yaml(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String template(JsonNode values) {
    return withFile(
        values,
        file ->
            new Helm(FOLDER)
                .template()
                .withName("release")
                .withNamespace("files")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(file)
                .call());
  }

  private static JsonNode merged(String first, String second) {
    try {
      return YAML.readerForUpdating(yaml(first)).readValue(second);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withFile(JsonNode values, ValuesUse use) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        new JsonMapper().writeValue(file.toFile(), values);
        return use.apply(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface ValuesUse {
    String apply(Path file);
  }
}

package dev.longshore.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The objects that a rendered chart holds; the tests of this package look things up in it. */
record Manifests(List<JsonNode> objects) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  static Manifests parse(String yaml) {
    var objects = new ArrayList<JsonNode>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      documents.forEachRemaining(
          document -> {
            if (document.isObject()) {
              objects.add(document);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Manifests(List.copyOf(objects));
  }

  Stream<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> object.path("kind").textValue().equals(kind));
  }

  JsonNode one(String kind) {
    List<JsonNode> found = ofKind(kind).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.getFirst();
  }

  /** The Service that clients connect to. */
  JsonNode service() {
    return service(false);
  }

  JsonNode headlessService() {
    return service(true);
  }

  private JsonNode service(boolean headless) {
    return ofKind("Service")
        .filter(service -> service.at("/spec/clusterIP").asText().equals("None") == headless)
        .findFirst()
        .orElseThrow();
  }

  JsonNode pod() {
    return one("StatefulSet").at("/spec/template");
  }

  JsonNode container() {
    JsonNode containers = pod().at("/spec/containers");
    assertThat(containers).hasSize(1);
    return containers.get(0);
  }

  /** The container's environment, in order; a value that comes from elsewhere is its JSON. */
  Map<String, String> environment() {
    var environment = new LinkedHashMap<String, String>();
    for (JsonNode variable : container().path("env")) {
      JsonNode value = variable.has("value") ? variable.get("value") : variable.get("valueFrom");
      String before =
          environment.put(
              variable.get("name").textValue(),
              value.isTextual() ? value.textValue() : value.toString());
      assertThat(before).as("%s is set once", variable.get("name")).isNull();
    }
    return environment;
  }
}

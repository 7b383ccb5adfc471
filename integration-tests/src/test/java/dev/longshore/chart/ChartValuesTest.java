package dev.longshore.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** values.yaml, its schema, the chart's README and the templates speak of the same keys. */
final class ChartValuesTest {
  private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\| `(.+?)` \\| .*\\|");
  private static final Pattern USE = Pattern.compile("(?:\\.Values|\\$v)\\.(\\w+(?:\\.\\w+)*)");

  private final JsonNode values = Chart.yaml(Chart.FOLDER.resolve("values.yaml"));
  private final JsonNode schema = Chart.yaml(Chart.FOLDER.resolve("values.schema.json"));

  @Test
  void theReadmeListsEveryValueWithItsDefaultInOrder() throws IOException {
    Map<String, JsonNode> listed = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Chart.FOLDER.resolve("README.md"))) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(listed.put(row.group(1), Chart.yaml(row.group(2)))).as(line).isNull();
      }
    }

    assertThat(listed).containsExactlyEntriesOf(leaves());
  }

  @Test
  void theSchemaKnowsEveryValueAndNoOther() {
    Set<String> known = new TreeSet<>();
    collectKnown(schema, "", known);
    known.remove("global");

    assertThat(leaves().keySet())
        .allSatisfy(key -> assertThat(withParents(key)).as(key).containsAnyElementsOf(known));
    assertThat(known)
        .allSatisfy(key -> assertThat(values.at(pointer(key)).isMissingNode()).as(key).isFalse());
  }

  @Test
  void everyTemplateUsesValuesThatExistAndEveryValueIsUsed() throws IOException {
    Set<String> used = new TreeSet<>();
    USE.matcher(templates()).results().forEach(use -> used.add(use.group(1)));

    assertThat(used)
        .allSatisfy(key -> assertThat(values.at(pointer(key)).isMissingNode()).as(key).isFalse());
    used.remove("exposure"); // validate.tpl looks some of its keys up by name
    assertThat(leaves().keySet())
        .allSatisfy(key -> assertThat(withParents(key)).as(key).containsAnyElementsOf(used));
  }

  /** The schema's keys that hold no further ones; each object of the chart's own is closed. */
  private void collectKnown(JsonNode part, String path, Set<String> known) {
    JsonNode resolved = part.has("$ref") ? schema.at(part.get("$ref").asText().substring(1)) : part;
    if (!resolved.has("properties")) {
      known.add(path);
      return;
    }
    assertThat(resolved.path("additionalProperties").asBoolean(true)).as(path).isFalse();
    resolved
        .path("properties")
        .properties()
        .forEach(field -> collectKnown(field.getValue(), below(path, field.getKey()), known));
  }

  private static List<String> withParents(String key) {
    List<String> all = new ArrayList<>(List.of(key));
    for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
      all.add(key.substring(0, dot));
    }
    return all;
  }

  private static String pointer(String key) {
    return "/" + key.replace('.', '/');
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String templates() throws IOException {
    try (var files = Files.list(Chart.FOLDER.resolve("templates"))) {
      var text = new StringBuilder();
      for (var file : files.toList()) {
        text.append(Files.readString(file));
      }
      return text.toString();
    }
  }

  private Map<String, JsonNode> leaves() {
    Map<String, JsonNode> leaves = new LinkedHashMap<>();
    collect(values, "", leaves);
    return leaves;
  }

  private static void collect(JsonNode node, String path, Map<String, JsonNode> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(field -> collect(field.getValue(), below(path, field.getKey()), leaves));
    } else {
      leaves.put(path, node);
    }
  }
}

package dev.longshore.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.quarkus.SlotConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;
import org.junit.jupiter.api.Test;

/**
 * Renders {@code docs/configuration.md} from the modules' mappings and their Javadoc. With {@code
 * -Dlongshore.docs=write} it writes the page.
 */
class ConfigurationDocTest {
  private static final String HEAD =
      """
      # Settings

      <!-- Made from the mapping interfaces by ConfigurationDocTest; change the sentences there, then run
           ./mvnw -pl deploy-k8s -am test -Dtest=ConfigurationDocTest -Dsurefire.failIfNoSpecifiedTests=false -Dlongshore.docs=write -->

      Each key may be given as a system property, in `config/application.properties` beside the working directory, or as the
      environment variable beside it. Durations are written as `10ms`, `30s`, `5m` or `2h`, sizes as `64M` or `2G`. A key below
      `longshore` that is not in this table stops the start, unless it is an environment variable.

      | key | environment variable | type | default | |
      |---|---|---|---|---|
      """;

  private final Path root = Path.of("..").toAbsolutePath().normalize();

  @Test
  void thePageSaysWhatTheMappingsSay() throws IOException {
    String page = HEAD + String.join("\n", rows()) + "\n";
    Path file = root.resolve("docs/configuration.md");
    if ("write".equals(System.getProperty("longshore.docs"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, page);
    }
    assertThat(file).exists();
    assertThat(Files.readString(file))
        .as("docs/configuration.md is out of date; its first lines say how to write it anew")
        .isEqualTo(page);
  }

  private List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Map.Entry<String, Class<?>> mapping : mappings().entrySet()) {
      rows(mapping.getKey(), mapping.getValue(), rows);
    }
    assertThat(rows).hasSizeGreaterThan(20);
    return rows;
  }

  /** Every mapping below {@code longshore} in the modules' indexes, by prefix. */
  private static Map<String, Class<?>> mappings() throws IOException {
    Map<String, Class<?>> mappings = new TreeMap<>();
    for (URL url :
        Collections.list(
            ConfigurationDocTest.class.getClassLoader().getResources("META-INF/jandex.idx"))) {
      try (InputStream in = url.openStream()) {
        Index index = new IndexReader(in).read();
        for (AnnotationInstance each : index.getAnnotations(ConfigMapping.class)) {
          String prefix = each.value("prefix").asString();
          if (prefix.equals("longshore") || prefix.startsWith("longshore.")) {
            mappings.put(prefix, type(each.target().asClass().name().toString()));
          }
        }
      }
    }
    return mappings;
  }

  private void rows(String prefix, Class<?> mapping, List<String> rows) throws IOException {
    rows(prefix, mapping, SettingSentences.of(mapping, root), rows);
  }

  /** A part of a mapping is nested in it, or stands in a file of its own. */
  private void rows(String prefix, Class<?> type, Map<String, String> sentences, List<String> rows)
      throws IOException {
    for (Method method :
        Stream.of(type.getMethods()).sorted(Comparator.comparing(Method::getName)).toList()) {
      String key = prefix + "." + name(method);
      Class<?> part = method.getReturnType();
      if (part.isInterface() && part.getEnclosingClass() == null) {
        rows(key, part, rows);
      } else if (part.isInterface()) {
        rows(key, part, sentences, rows);
      } else {
        rows.add(row(key, method, sentences));
      }
    }
  }

  private static String row(String key, Method method, Map<String, String> sentences) {
    String nested = method.getDeclaringClass().getName().replaceAll(".*\\.", "").replace('$', '.');
    String sentence = sentences.get(nested + "." + method.getName());
    assertThat(sentence).as("the Javadoc sentence of " + key).isNotBlank();
    WithDefault given = method.getAnnotation(WithDefault.class);
    return "| `%s` | `%s` | %s | %s | %s |"
        .formatted(
            key,
            StringUtil.replaceNonAlphanumericByUnderscores(key).toUpperCase(Locale.ROOT),
            typeName(method),
            given == null ? "none" : "`" + given.value() + "`",
            sentence);
  }

  private static String name(Method method) {
    WithName given = method.getAnnotation(WithName.class);
    return given == null ? StringUtil.skewer(method.getName()) : given.value();
  }

  private static String typeName(Method method) {
    WithConverter converter = method.getAnnotation(WithConverter.class);
    if (converter != null && converter.value() == SlotConverter.class) {
      return "number or `auto`";
    }
    Type type = method.getGenericReturnType();
    if (type instanceof ParameterizedType wrapped && wrapped.getRawType() == Optional.class) {
      type = wrapped.getActualTypeArguments()[0];
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return "list, parted by commas";
    }
    if (type instanceof Class<?> plain && plain.isEnum()) {
      return Stream.of(plain.getEnumConstants())
          .map(each -> "`" + each.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
          .collect(Collectors.joining(", "));
    }
    return switch (type.getTypeName().replaceAll(".*\\.", "")) {
      case "int", "long", "OptionalInt", "OptionalLong", "Integer", "Long" -> "number";
      case "boolean", "Boolean" -> "`true`, `false`";
      case "String" -> "text";
      case "MemorySize" -> "size";
      case String other -> other.toLowerCase(Locale.ROOT);
    };
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}

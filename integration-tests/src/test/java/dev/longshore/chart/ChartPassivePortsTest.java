package dev.longshore.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart and the gateway's PortPlan are held to one list of plans, which lies in server-core.
 */
final class ChartPassivePortsTest {
  private static final Path PLANS = Path.of("..", "server-core", "src", "test", "resources");

  /** A plan as values for the chart, and the ports that all its slots own. */
  record Plan(int start, int count, int slots, TreeSet<Integer> ports) {
    String values() {
      // Node ports are lent to nobody but a Service that asks for them.
      String type = start >= 30_000 && start <= 32_767 ? "NodePort" : "LoadBalancer";
      return "{passive: {start: %d, count: %d, slots: %d}, exposure: {type: %s}}"
          .formatted(start, count, slots, type);
    }
  }

  static Stream<Plan> plans() throws IOException {
    Map<String, Plan> plans = new TreeMap<>();
    for (String[] row : rows("port-plan.tsv")) {
      int start = Integer.parseInt(row[0]);
      int count = Integer.parseInt(row[1]);
      int slots = Integer.parseInt(row[2]);
      Plan plan =
          plans.computeIfAbsent(
              start + "/" + count + "/" + slots,
              key -> new Plan(start, count, slots, new TreeSet<>()));
      IntStream.rangeClosed(Integer.parseInt(row[4]), Integer.parseInt(row[5]))
          .forEach(plan.ports()::add);
    }
    assertThat(plans).isNotEmpty();
    return plans.values().stream();
  }

  static Stream<String[]> refusedPlans() throws IOException {
    return rows("port-plan-refused.tsv").stream();
  }

  private static List<String[]> rows(String file) throws IOException {
    return Files.readAllLines(PLANS.resolve(file)).stream()
        .filter(line -> !line.startsWith("#"))
        .skip(1)
        .map(line -> line.split("\t", -1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyPortOfThePlanIsOnceInTheServiceAndInTheContainer(Plan plan) {
    Manifests all = Chart.with(plan.values());

    List<JsonNode> service = passive(all.service().at("/spec/ports"));
    assertThat(service.stream().map(port -> port.path("port").asInt()))
        .containsExactlyElementsOf(plan.ports());
    assertThat(service)
        .allSatisfy(port -> assertThat(port.path("targetPort")).isEqualTo(port.path("port")));
    assertThat(
            passive(all.container().path("ports")).stream()
                .map(port -> port.path("containerPort").asInt()))
        .containsExactlyElementsOf(plan.ports());
    assertThat(all.environment())
        .containsEntry("LONGSHORE_PASSIVE_START", String.valueOf(plan.start()))
        .containsEntry("LONGSHORE_PASSIVE_COUNT", String.valueOf(plan.count()))
        .containsEntry("LONGSHORE_PASSIVE_SLOTS", String.valueOf(plan.slots()));
  }

  @ParameterizedTest
  @MethodSource("refusedPlans")
  void aPlanThatTheGatewayRefusesIsRefusedByTheChart(
      String start, String count, String slots, String setting) {
    String refusal =
        Chart.refusal(
            "{passive: {start: %s, count: %s, slots: %s}}".formatted(start, count, slots));

    assertThat(refusal).containsAnyOf(setting + " is ", "/" + setting.replace('.', '/'));
  }

  @Test
  void theControlPortComesFirstAndEveryPortHasItsOwnName() {
    JsonNode ports = Chart.withDefaults().service().at("/spec/ports");

    assertThat(ports.get(0).path("name").asText()).isEqualTo("ftp");
    assertThat(ports.get(0).path("port").asInt()).isEqualTo(21);
    assertThat(ports.valueStream().map(port -> port.path("name").asText()))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?"));
  }

  @Test
  void aNodeListensOnThePortsThatClientsAreTold() {
    Manifests all =
        Chart.with(
            "{passive: {start: 30100, count: 16}, exposure: {type: NodePort, nodePort: 30021}}");

    JsonNode ports = all.service().at("/spec/ports");
    assertThat(passive(ports))
        .hasSize(16)
        .allSatisfy(port -> assertThat(port.path("nodePort")).isEqualTo(port.path("port")));
    assertThat(ports.get(0).path("nodePort").asInt()).isEqualTo(30_021);
  }

  @Test
  void theNetworkPolicyOpensThePlanAsOneRange() {
    JsonNode rules =
        Chart.with("{networkPolicy: {enabled: true}}").one("NetworkPolicy").at("/spec/ingress");

    assertThat(rules).hasSize(2);
    JsonNode range = rules.get(0).at("/ports/1");
    assertThat(range.path("port").asInt()).isEqualTo(20_000);
    assertThat(range.path("endPort").asInt()).isEqualTo(20_047);
  }

  private static List<JsonNode> passive(JsonNode ports) {
    return ports
        .valueStream()
        .filter(port -> port.path("name").asText().startsWith("passive-"))
        .toList();
  }
}

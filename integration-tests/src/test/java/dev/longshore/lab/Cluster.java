package dev.longshore.lab;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.it.Certificate;
import dev.longshore.it.S3;
import dev.longshore.it.Users;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A Kubernetes that runs already, in which the chart is installed in a namespace of its own: what a
 * scene asks of kubectl and helm. Who has demanded it closes it, and the namespace is gone.
 *
 * <p>{@code KUBECONFIG} says which one. Clients run on this machine, so the load balancer's
 * addresses must be reachable from here. System properties say the rest: {@code
 * longshore.cluster.image} the image, as the nodes find it; {@code longshore.cluster.s3}, {@code
 * .s3-key} and {@code .s3-secret} an S3 that pods and this machine reach; {@code
 * longshore.cluster.kill-node} a shell command that kills the node whose name is {@code $1}.
 */
final class Cluster implements AutoCloseable {
  private static final Path CHART = Path.of("..", "deploy-k8s", "src", "main", "helm", "longshore");
  private static final String NAMESPACE = "longshore-cluster-test";
  private static final Duration BOUND = Duration.ofMinutes(15);
  private static final Pattern LOGIN = Pattern.compile("logged in from ([0-9a-fA-F.:]+)");

  private final S3 s3;
  private final Certificate certificate;
  private final Path folder;

  private Cluster(S3 s3, Certificate certificate, Path folder) {
    this.s3 = s3;
    this.certificate = certificate;
    this.folder = folder;
  }

  /** Where there is none the test is passed over, with what is missing. */
  static Cluster demand() throws IOException, InterruptedException {
    assumeTrue(System.getenv("KUBECONFIG") != null, "no cluster: KUBECONFIG is not set");
    for (String name : List.of("image", "s3", "s3-key", "s3-secret")) {
      assumeTrue(property(name).isPresent(), "no cluster: -Dlongshore.cluster." + name + " is not");
    }
    S3 s3 = S3.at(URI.create(given("s3")), given("s3-key"), given("s3-secret"));
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "cluster-");
    Cluster cluster = new Cluster(s3, Certificate.create(), folder.toAbsolutePath());
    cluster.prepare();
    return cluster;
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty("longshore.cluster." + name));
  }

  private static String given(String name) {
    return property(name).orElseThrow();
  }

  private void prepare() throws IOException, InterruptedException {
    run("kubectl", "delete", "namespace", NAMESPACE, "--ignore-not-found");
    run("kubectl", "create", "namespace", NAMESPACE);
    run(
        "kubectl",
        "label",
        "namespace",
        NAMESPACE,
        "pod-security.kubernetes.io/enforce=restricted");
    Path users = Users.write(folder, S3.BUCKET);
    Path key = Files.writeString(folder.resolve("tls.key"), certificate.keyPem());
    kubectl("create", "secret", "generic", "users", "--from-file=users.yaml=" + users);
    kubectl("create", "secret", "tls", "tls", "--cert=" + certificate.pem(), "--key=" + key);
    kubectl(
        "create",
        "secret",
        "generic",
        "s3",
        "--from-literal=access-key-id=" + s3.accessKeyId(),
        "--from-literal=secret-access-key=" + s3.secretAccessKey());
  }

  S3 s3() {
    return s3;
  }

  Certificate certificate() {
    return certificate;
  }

  /**
   * Installs the chart, or changes what is installed, and waits until all replicas are ready and
   * the load balancer leads to them.
   *
   * @param policy the Service's external traffic policy
   * @param more values, as YAML
   */
  void install(int replicas, String policy, String more) throws IOException, InterruptedException {
    String values =
        """
        image: {repository: '%s', tag: '%s'}
        users: {existingSecret: users}
        s3: {endpoint: '%s', pathStyle: true, existingSecret: s3}
        exposure: {externalTrafficPolicy: %s}
        passive: {advertise: {mode: service}}
        replicaCount: %d
        topologySpreadConstraints:
          - maxSkew: 1
            topologyKey: kubernetes.io/hostname
            whenUnsatisfiable: DoNotSchedule
            labelSelector: {matchLabels: {app.kubernetes.io/instance: longshore}}
        %s
        """
            .formatted(
                image("^(.*):[^:/]*$"),
                image("^.*:([^:/]*)$"),
                s3.endpoint(),
                policy,
                replicas,
                more);
    Path file = Files.writeString(folder.resolve("values.yaml"), values);
    run(
        "helm",
        "-n",
        NAMESPACE,
        "upgrade",
        "--install",
        "longshore",
        CHART.toString(),
        "-f",
        file.toString());
    awaitReplicas();
    String asked = "curl -s -m 5 ftp://%s --user nobody:x".formatted(address());
    run("timeout", "120", "sh", "-c", "until " + asked + "; [ $? = 67 ]; do sleep 1; done");
  }

  private static String image(String part) {
    return given("image").replaceFirst(part, "$1");
  }

  void awaitReplicas() throws IOException, InterruptedException {
    kubectl("rollout", "status", "statefulset/longshore", "--timeout=10m");
  }

  /** The address that clients connect to, once the load balancer has one. */
  String address() throws IOException, InterruptedException {
    Waiting.until(() -> !ingress().isEmpty());
    return InetAddress.getByName(ingress()).getHostAddress();
  }

  private String ingress() throws IOException, InterruptedException {
    JsonNode ingress = json("service", "longshore").at("/status/loadBalancer/ingress/0");
    return ingress.path("ip").asText(ingress.path("hostname").asText());
  }

  /** The nodes on which replicas run. */
  Set<String> nodes() throws IOException, InterruptedException {
    Set<String> nodes = new TreeSet<>();
    json("pods", "-l", "app.kubernetes.io/name=longshore")
        .path("items")
        .forEach(pod -> nodes.add(pod.at("/spec/nodeName").asText()));
    return nodes;
  }

  /** The addresses of all nodes. */
  Set<String> nodeAddresses() throws IOException, InterruptedException {
    Set<String> addresses = new TreeSet<>();
    json("nodes")
        .findValues("addresses")
        .forEach(list -> list.forEach(each -> addresses.add(each.path("address").asText())));
    return addresses;
  }

  /** Waits until the cluster has noticed that a node is gone, and a while until balancers have. */
  void awaitNodeLost() throws IOException, InterruptedException {
    String lost = "kubectl get nodes --no-headers | grep -q NotReady";
    run("timeout", "180", "sh", "-c", "until " + lost + "; do sleep 1; done; sleep 10");
  }

  /** Waits until so many are ready and all others are gone. */
  void scale(int replicas) throws IOException, InterruptedException {
    kubectl("scale", "statefulset/longshore", "--replicas=" + replicas);
    awaitReplicas();
    for (int gone = replicas; gone < 8; gone++) {
      kubectl("wait", "--for=delete", "pod/longshore-" + gone, "--timeout=10m");
    }
  }

  /** From which addresses the replicas that are there have seen clients log in. */
  Set<String> clients() throws IOException, InterruptedException {
    Set<String> clients = new TreeSet<>();
    LOGIN
        .matcher(kubectl("logs", "-l", "app.kubernetes.io/name=longshore", "--tail=-1"))
        .results()
        .forEach(found -> clients.add(found.group(1)));
    return clients;
  }

  /** What the replicas that are there have warned of. */
  String warnings() throws IOException, InterruptedException {
    String logs =
        kubectl("logs", "-l", "app.kubernetes.io/name=longshore", "--prefix", "--tail=-1");
    return logs.lines().filter(line -> line.contains(" WARN ")).collect(joining("\n"));
  }

  private JsonNode json(String... what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("get"));
    command.addAll(List.of(what));
    command.addAll(List.of("-o", "json"));
    return new ObjectMapper().readTree(kubectl(command.toArray(String[]::new)));
  }

  /** Kills a node as a power failure does; passed over where no command for it is given. */
  void killNode(String node) throws IOException, InterruptedException {
    assumeTrue(property("kill-node").isPresent(), "-Dlongshore.cluster.kill-node is not set");
    run("sh", "-c", given("kill-node"), "kill-node", node);
  }

  /** Runs kubectl in the namespace, and returns what it printed; status 0 is demanded. */
  String kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kubectl", "-n", NAMESPACE));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = start(List.of(command));
    process.getOutputStream().close();
    String said = process.inputReader(StandardCharsets.UTF_8).readAllAsString();
    if (!process.waitFor(BOUND) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + "\n" + said);
    }
    return said;
  }

  /** Starts a program on this machine. */
  static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Override
  public void close() throws IOException {
    try {
      run("kubectl", "delete", "namespace", NAMESPACE, "--wait=false");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    s3.close();
  }
}

package dev.longshore.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as an operator starts it, right and wrong. */
@Timeout(120)
class StartIT {
  private static final Path APPLICATION = Path.of("target/quarkus-app").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final String HASH = "$2b$04$abcdefghijklmnopqrstuuYM.wgrqyHeE7ty86warwXpc6lYUMF9q";
  private static final Pattern MANAGEMENT =
      Pattern.compile("Management interface listening on http://[^:]*:(\\d+)");

  /** What a run said and how it ended. */
  private record Run(int status, String said) {}

  @TempDir Path folder;
  private Path users;

  @BeforeEach
  void writeUsers() throws IOException {
    users = folder.resolve("users.yaml");
    Files.writeString(users, user("bob", HASH));
  }

  @Test
  void withoutSettingsItSaysWhatIsMissingLineByLine() throws Exception {
    Run run = run(Map.of());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("longshore: longshore.tls.mode: TLS needs a cert"),
            line -> assertThat(line).startsWith("longshore: longshore.users.file: is not set"));
  }

  @Test
  void aValueThatIsNoneIsOneLine() throws Exception {
    assertOneLine(
        run(Map.of("LONGSHORE_FTP_PORT", "abc")),
        "longshore: longshore.ftp.port: Expected an integer value, got \"abc\"");
  }

  @Test
  void aMistypedKeyIsOneLine() throws Exception {
    assertOneLine(
        run(Map.of(), "-Dlongshore.pasive.start=20000"),
        "longshore: longshore.pasive.start: there is no such setting (found in SysPropConfigSource)");
  }

  @Test
  void valuesThatDoNotGoTogetherAreOneLine() throws Exception {
    assertOneLine(
        run(good(), "-Dlongshore.passive.slots=5"),
        "longshore: longshore.passive.count is 1; it must be a multiple of longshore.passive.slots, which is 5");
  }

  @Test
  void aUsersFileThatIsWrongIsOneLineWithoutTheHash() throws Exception {
    Files.writeString(users, user("bob", HASH.replace("$04$", "$31$")));

    assertOneLine(
        run(good()),
        "longshore: longshore.users.file: "
            + users
            + ": user bob: password: bcrypt cost 31 is not from 4 to 16");
  }

  @Test
  void withGoodSettingsItLivesAndHasNoHttpButManagement() throws Exception {
    Process process = start(good());
    try (BufferedReader log = process.inputReader()) {
      String line = log.readLine();
      Matcher management = MANAGEMENT.matcher("");
      while (line != null && !management.reset(line).find()) {
        line = log.readLine();
      }
      assertThat(line).as("the line with the management port").contains("Listening on: .");
      URI live = URI.create("http://localhost:" + management.group(1) + "/q/health/live");
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpResponse<String> response =
            client.send(
                HttpRequest.newBuilder(live).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
      }
    } finally {
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** The variables that the chart sets; ChartTlsTest holds it to these names. */
  @Test
  void theVariablesThatTheChartSetsSayWhereTheCertificateIs() throws Exception {
    Map<String, String> environment = new HashMap<>(good());
    environment.put("LONGSHORE_TLS_MODE", "required");
    environment.put("QUARKUS_TLS_LONGSHORE_KEY_STORE_PEM__0__CERT", "/no/such/tls.crt");
    environment.put("QUARKUS_TLS_LONGSHORE_KEY_STORE_PEM__0__KEY", "/no/such/tls.key");

    Run run = run(environment);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said()).startsWith("longshore: quarkus.tls").contains("/no/such/tls");
  }

  @Test
  void theHashCommandRunsFromThePackagedLibraries() throws Exception {
    Process process =
        new ProcessBuilder(
                JAVA.toString(),
                "-cp",
                APPLICATION.resolve("lib/main") + "/*",
                "dev.longshore.ftp.quarkus.password.HashCommand")
            .redirectErrorStream(true)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write("secret\n".getBytes(StandardCharsets.UTF_8));
    }
    Run run = end(process);

    assertThat(run.status()).isZero();
    assertThat(run.said()).startsWith("$2b$10$").hasLineCount(1).doesNotContain("secret");
  }

  private static void assertOneLine(Run run, String line) {
    assertThat(run.said().strip()).isEqualTo(line);
    assertThat(run.status()).isEqualTo(1);
  }

  private Map<String, String> good() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return Map.of(
          "LONGSHORE_TLS_MODE",
          "off",
          "LONGSHORE_USERS_FILE",
          users.toString(),
          "LONGSHORE_FTP_PORT",
          "0",
          "LONGSHORE_DRAIN_LINGER",
          "0s",
          "LONGSHORE_PASSIVE_COUNT",
          "1",
          "LONGSHORE_PASSIVE_START",
          Integer.toString(free.getLocalPort()),
          "QUARKUS_MANAGEMENT_PORT",
          "0");
    }
  }

  private Run run(Map<String, String> environment, String... options) throws Exception {
    return end(start(environment, options));
  }

  private Process start(Map<String, String> environment, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xmx128m"));
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", APPLICATION.resolve("quarkus-run.jar").toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("(LONGSHORE|QUARKUS)_.*"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Run end(Process process) throws IOException, InterruptedException {
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Run(process.exitValue(), said);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String user(String name, String hash) {
    return """
    - name: %s
      password: %s
      home: [{entry: /, target: /bucket}]
    """
        .formatted(name, hash);
  }
}

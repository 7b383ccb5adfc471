package dev.longshore.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageTest {
  private static final Path CONTEXT = Path.of("..", "deploy-k8s");
  private static final Path FOLDER = CONTEXT.resolve(Path.of("src", "main", "docker"));
  private static final String HOME = "/opt/longshore";

  private Dockerfile dockerfile = new Dockerfile(List.of());

  @BeforeEach
  void readTheDockerfile() throws IOException {
    dockerfile = Dockerfile.read(FOLDER.resolve("Dockerfile"));
  }

  @Test
  void theUserIsANumberWithoutRightsInGroupZero() {
    assertThat(dockerfile.last("USER").text()).isEqualTo("10001:0");
  }

  @Test
  void javaIsTheProcessThatIsToldToStop() {
    assertThat(dockerfile.last("ENTRYPOINT").text())
        .isEqualTo(
            "[\"java\", \"@%s/jvm.options\", \"-jar\", \"%s/quarkus-run.jar\"]"
                .formatted(HOME, HOME));
    assertThat(dockerfile.named("CMD")).isEmpty();
  }

  @Test
  void theBaseIsPinnedToAJavaVersion() {
    assertThat(dockerfile.named("FROM"))
        .singleElement()
        .satisfies(from -> assertThat(from.text()).isEqualTo("eclipse-temurin:25-jre"));
  }

  @Test
  void everyFileIsReadableByAnyUserAndWritableByNone() {
    assertThat(dockerfile.named("COPY"))
        .allSatisfy(copy -> assertThat(copy.words()).startsWith("--chmod=0555"));
    assertThat(dockerfile.instructions())
        .noneMatch(instruction -> List.of("ADD", "RUN", "VOLUME").contains(instruction.name()));
  }

  @Test
  void theWholeApplicationIsCopiedAndItsLibrariesComeFirst() {
    List<String> sources =
        dockerfile
            .named("COPY")
            .flatMap(copy -> copy.words().subList(1, copy.words().size() - 1).stream())
            .toList();

    assertThat(sources)
        .containsExactly(
            "src/main/docker/jvm.options",
            "target/quarkus-app/lib/",
            "target/quarkus-app/quarkus-run.jar",
            "target/quarkus-app/quarkus/",
            "target/quarkus-app/app/");
    assertThat(sources)
        .filteredOn(source -> source.startsWith("src/"))
        .allSatisfy(source -> assertThat(CONTEXT.resolve(source)).isRegularFile());
  }

  @Test
  void theBuilderIsSentNothingElse() throws IOException {
    assertThat(Files.readAllLines(CONTEXT.resolve(".dockerignore")))
        .containsExactly("*", "!src/main/docker", "!target/quarkus-app");
  }

  @Test
  void theJvmTakesItsOptions(@TempDir Path folder) throws Exception {
    assertThat(
            java(
                folder.resolve("output"),
                "@" + FOLDER.resolve("jvm.options"),
                "-XX:+PrintFlagsFinal",
                "-XshowSettings:all",
                "-version"))
        .containsPattern("MaxRAMPercentage += 60\\.0")
        .containsPattern("ExitOnOutOfMemoryError += true")
        .containsPattern("UsePerfData += false")
        .contains("user.home = /tmp");
  }

  private static String java(Path output, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
      return Files.readString(output);
    } finally {
      process.destroyForcibly();
    }
  }
}

package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is deployed, and what must never be. */
final class PackagingTest {
  private static final Path APPLICATION = Path.of("..", "deploy-k8s", "target", "quarkus-app");

  @Test
  void thePackagedApplicationHasNoS3ServerInIt() throws IOException {
    List<String> libraries;
    try (Stream<Path> files = Files.walk(APPLICATION)) {
      libraries = files.map(file -> file.getFileName().toString()).toList();
    }
    assertThat(libraries)
        .anyMatch(name -> name.contains("longshore-storage-s3"))
        .noneMatch(name -> name.contains("s3proxy"))
        .noneMatch(name -> name.contains("jclouds"))
        .noneMatch(name -> name.contains("jetty"))
        .noneMatch(name -> name.contains("longshore-integration-tests"));
  }
}

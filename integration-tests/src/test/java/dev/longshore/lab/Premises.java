package dev.longshore.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a laboratory can run on this machine. Every class of scenes asks first. */
final class Premises {
  private static final List<String> PROGRAMS =
      List.of("unshare", "nsenter", "ip", "nft", "haproxy", "dnsmasq", "curl", "lftp", "python3");

  private Premises() {}

  /**
   * Where it can not run, the test is passed over with the reason; but with {@code
   * LONGSHORE_REQUIRE_LAB=true} it fails.
   */
  static void demand() {
    boolean demanded = Boolean.parseBoolean(System.getenv("LONGSHORE_REQUIRE_LAB"));
    Optional<String> obstacle = obstacle();
    if (demanded && obstacle.isPresent()) {
      throw new AssertionError("the network laboratory can not run: " + obstacle.get());
    }
    assumeTrue(obstacle.isEmpty(), () -> "no network laboratory: " + obstacle.orElse(""));
  }

  private static Optional<String> obstacle() {
    List<String> missing = PROGRAMS.stream().filter(each -> !installed(each)).toList();
    if (!missing.isEmpty()) {
      return Optional.of("not installed: " + String.join(", ", missing));
    }
    try (Ground ground = Ground.open(Network.SERVICES)) {
      ground.script("ip netns add try\nip netns exec try nft list ruleset\n");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("root on Linux is needed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static boolean installed(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }
}

package dev.longshore.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A laboratory whose JVM is killed leaves no process and no network behind. */
final class GroundTest {

  @BeforeAll
  static void demand() {
    Premises.demand();
  }

  @Test
  void whatRunsInALaboratoryEndsWithItsJvmEvenByKill() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process jvm =
        new ProcessBuilder(java, "-cp", "target/test-classes", Tenant.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = jvm.inputReader(UTF_8).readLine();
    assertThat(said).matches("\\d+");
    List<ProcessHandle> inside =
        ProcessHandle.of(Long.parseLong(said)).stream()
            .flatMap(ProcessHandle::descendants)
            .toList();
    assertThat(inside).hasSizeGreaterThanOrEqualTo(3);

    jvm.destroyForcibly();
    Waiting.until(() -> inside.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** The JVM that is killed: it has a host in which a program runs. */
  static final class Tenant {
    private Tenant() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      Ground ground = Ground.open("192.0.2.1");
      ground.script("ip netns add inside");
      Process sleeping = new Host(ground, "inside", "", "").start(List.of("sleep", "600"));
      while (Optional.of(sleeping.toHandle()).flatMap(GroundTest::child).isEmpty()) {
        Thread.sleep(20);
      }
      System.out.println(ProcessHandle.current().pid());
      Thread.sleep(600_000);
    }
  }

  private static Optional<ProcessHandle> child(ProcessHandle parent) {
    return parent.children().findFirst();
  }
}

package dev.longshore.ftp.quarkus.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StorageReachableTest {
  private final AtomicReference<@Nullable StorageException> fault = new AtomicReference<>();
  private final StorageReachable storage =
      new StorageReachable(
          () -> {
            StorageException failing = fault.get();
            if (failing != null) {
              throw failing;
            }
          });

  @Test
  void aStorageThatWasNeverAskedIsNotReachable() {
    assertThat(storage.holds()).isFalse();
    assertThat(ready()).isEqualTo(Status.DOWN);
  }

  @Test
  void readinessWaitsForTheFirstGoodAnswer() {
    fault.set(new StorageException(Kind.UNAVAILABLE, "the key is refused"));
    storage.ask();
    assertThat(ready()).isEqualTo(Status.DOWN);
    fault.set(null);
    assertThat(ready()).as("asked in the background only").isEqualTo(Status.DOWN);
    storage.ask();
    assertThat(ready()).isEqualTo(Status.UP);
  }

  @Test
  void aStorageThatGoesAwayLaterIsToldOfAndDoesNotEndReadiness() {
    storage.ask();
    fault.set(new StorageException(Kind.UNAVAILABLE, "nobody answers"));
    storage.ask();
    var response = new Probes(List.of(storage)).ready().call();

    assertThat(response.getStatus()).isEqualTo(Status.UP);
    assertThat(response.getData().orElseThrow()).containsEntry("storage", false);
    fault.set(null);
    storage.ask();
    assertThat(storage.isWell()).isTrue();
  }

  @Test
  void theSignalToStopEndsReadinessAndNotTheGroupThatIsServed() {
    storage.ask();
    Probes probes = new Probes(List.of(storage));
    probes.stop(new ShutdownDelayInitiatedEvent());

    assertThat(probes.ready().call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(probes.serving().call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void aFaultOfTheCheckItselfIsNotReachable() {
    StorageReachable broken =
        new StorageReachable(
            () -> {
              throw new IllegalStateException("a bug");
            });
    broken.ask();
    assertThat(broken.holds()).isFalse();
  }

  @Test
  void oneConditionThatDoesNotHoldIsNamed() {
    ReadinessCondition listeners =
        new ReadinessCondition() {
          @Override
          public String name() {
            return "ftp-listeners";
          }

          @Override
          public boolean holds() {
            return false;
          }
        };
    storage.ask();
    var response = new Probes(List.of(storage, listeners)).ready().call();

    assertThat(response.getStatus()).isEqualTo(Status.DOWN);
    assertThat(response.getData().orElseThrow())
        .containsEntry("storage", true)
        .containsEntry("ftp-listeners", false);
  }

  private Status ready() {
    return new Probes(List.of(storage)).ready().call().getStatus();
  }
}

package dev.longshore.ftp.quarkus.health;

import io.quarkus.arc.All;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The three probes; SmallRye Health asks them. */
@Singleton
final class Probes {
  private final List<ReadinessCondition> conditions;

  Probes(@All List<ReadinessCondition> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /** The process answers. Nothing else: a restart mends neither S3 nor a users file. */
  @Produces
  @Liveness
  @Singleton
  HealthCheck alive() {
    return () -> HealthCheckResponse.up("process");
  }

  /** The start is over: whatever can stop it has been done before any probe is answered. */
  @Produces
  @Startup
  @Singleton
  HealthCheck started() {
    return () -> HealthCheckResponse.up("started");
  }

  /**
   * Every condition holds; those that do not are named. The users file is none of them: without one
   * that is right the process does not start, and a wrong change leaves the earlier users.
   *
   * <p>Kubernetes asks the group, which stays up while the process drains: its sessions' data
   * connections still have to find it.
   */
  @Produces
  @Readiness
  @HealthGroup("serving")
  @Singleton
  HealthCheck ready() {
    return () -> {
      var response = HealthCheckResponse.named("ready").up();
      for (ReadinessCondition condition : conditions) {
        boolean holds = condition.holds();
        response.withData(condition.name(), holds);
        if (!holds) {
          response.down();
        }
      }
      return response.build();
    };
  }
}

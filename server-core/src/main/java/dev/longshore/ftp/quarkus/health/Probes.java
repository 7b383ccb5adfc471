package dev.longshore.ftp.quarkus.health;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.health.api.HealthGroup;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * The three probes, and a group beside readiness for whoever must not cut off what goes on here;
 * SmallRye Health asks them.
 */
@Singleton
final class Probes {
  private final List<ReadinessCondition> conditions;
  private volatile boolean stopping;

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

  /** Before the server hears of it, which waits for its clients then. */
  void stop(@Observes @Priority(1) ShutdownDelayInitiatedEvent event) {
    stopping = true;
  }

  /**
   * Every condition holds, and the process has not been told to stop; conditions with which not all
   * is well are named. The users file is none of them: without one that is right the process does
   * not start, and a wrong change leaves the earlier users.
   */
  @Produces
  @Readiness
  @Singleton
  HealthCheck ready() {
    return () -> answer("ready", !stopping);
  }

  /**
   * The same, but it stays up while the process lingers and drains, to its end. Kubernetes asks
   * this: data connections of the sessions here, and of other replicas', still have to find it.
   */
  @Produces
  @HealthGroup("serving")
  @Singleton
  HealthCheck serving() {
    return () -> answer("serving", true);
  }

  private HealthCheckResponse answer(String name, boolean wanted) {
    var response = HealthCheckResponse.named(name).withData("stopping", stopping);
    conditions.forEach(each -> response.withData(each.name(), each.isWell()));
    return response
        .status(wanted && conditions.stream().allMatch(ReadinessCondition::holds))
        .build();
  }
}

package dev.tutti.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The three questions of MicroProfile Health. */
@ApplicationScoped
class HealthChecks {
  @Inject ServerStatus status;

  /** A server that answers lives: nothing that it waits for is cured by a restart. */
  @Produces
  @Liveness
  @ApplicationScoped
  HealthCheck live() {
    return () -> HealthCheckResponse.up("tutti-live");
  }

  @Produces
  @Startup
  @ApplicationScoped
  HealthCheck started() {
    return () -> HealthCheckResponse.named("tutti-started").status(status.started()).build();
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck ready() {
    return () -> {
      HealthCheckResponseBuilder response =
          HealthCheckResponse.named("tutti-ready").status(status.ready());
      status.details().forEach(response::withData);
      return response.build();
    };
  }
}

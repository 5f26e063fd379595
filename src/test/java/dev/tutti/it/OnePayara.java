package dev.tutti.it;

import org.jboss.arquillian.container.spi.client.deployment.DeploymentScenario;
import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.container.test.impl.client.deployment.event.GenerateDeployment;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.test.spi.annotation.ClassScoped;

/**
 * Keeps Arquillian from starting a server for every test class: the first class's deployment serves
 * all, and its process ends with the run.
 */
public class OnePayara {
  @Inject @ClassScoped private InstanceProducer<DeploymentScenario> scenario;

  private DeploymentScenario shared;
  private boolean deployed;

  public void generate(@Observes EventContext<GenerateDeployment> generation) {
    if (shared == null) {
      generation.proceed();
      shared = scenario.get();
    } else {
      scenario.set(shared);
    }
    // Packaged once for both ways; each class then says where its methods run.
    boolean inside =
        generation.getEvent().getTestClass().isAnnotationPresent(InsideTheServer.class);
    shared
        .deployments()
        .forEach(deployment -> deployment.getDescription().shouldBeTestable(inside));
  }

  public void deploy(@Observes EventContext<DeployManagedDeployments> deployment) {
    if (!deployed) {
      deployed = true;
      deployment.proceed();
    }
  }

  /** Not proceeding is the point: Arquillian's shutdown hook ends the process. */
  public void undeploy(@Observes EventContext<UnDeployManagedDeployments> undeployment) {}
}

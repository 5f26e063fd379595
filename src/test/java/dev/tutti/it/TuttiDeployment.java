package dev.tutti.it;

import java.util.List;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.test.spi.TestClass;

/** The product's own WAR, for every test class; open to Arquillian, for those that run inside. */
public class TuttiDeployment implements DeploymentScenarioGenerator {

  @Override
  public List<DeploymentDescription> generate(TestClass testClass) {
    return List.of(new DeploymentDescription("tutti", Applications.tutti()).shouldBeTestable(true));
  }
}

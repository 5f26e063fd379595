package dev.tutti.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.arquillian.container.test.impl.client.deployment.AnnotationDeploymentScenarioGenerator;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Prepares keys, applications and the server's command line before Arquillian reads its settings.
 */
public class PayaraExtension implements LoadableExtension {

  @Override
  public void register(ExtensionBuilder builder) {
    if (System.getProperty("payara.microJar") == null) {
      return;
    }
    try {
      TestServer.prepare();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    builder.observer(OnePayara.class);
    builder.override(
        DeploymentScenarioGenerator.class,
        AnnotationDeploymentScenarioGenerator.class,
        TuttiDeployment.class);
  }
}

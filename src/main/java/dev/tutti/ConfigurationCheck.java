package dev.tutti;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Fails the deployment on a bad configuration, before anything runs: an exception at the start of an
 * application-scoped bean would fail it on some servers only.
 */
public final class ConfigurationCheck implements Extension {

  /** Called by the container, once a deployment. */
  void check(@Observes AfterDeploymentValidation validation) {
    try {
      Configuration.read(ConfigProvider.getConfig());
    } catch (ConfigurationException e) {
      validation.addDeploymentProblem(e);
    }
  }
}

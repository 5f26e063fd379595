package dev.tutti;

import dev.tutti.redis.RedisConfig;
import dev.tutti.redis.RedisLink;
import dev.tutti.security.MemoryRevocations;
import dev.tutti.security.NimbusTokenVerifier;
import dev.tutti.security.Revocations;
import dev.tutti.security.TokenConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import java.time.InstantSource;

/**
 * Fails the deployment on a bad configuration, before anything runs: an exception at the start of
 * an application-scoped bean would fail it on some servers only.
 */
public final class ConfigurationCheck implements Extension {

  /** Called by the container, once a deployment. */
  void check(@Observes AfterDeploymentValidation validation) {
    try {
      Configuration configuration = new Configuration();
      configuration.check();
      checkKeys(configuration.tokens());
      checkRedis(configuration.redis());
    } catch (ConfigurationException | IllegalArgumentException e) {
      validation.addDeploymentProblem(e);
    }
  }

  /** Where nothing but the server can tell how the nodes hear one another, it is asked here. */
  private static void checkRedis(RedisConfig config) {
    if (config.configured()) {
      RedisLink.check(config);
    }
  }

  /** Keys in a file or on the class path must be there; those at a URL are not fetched here. */
  private static void checkKeys(TokenConfig config) {
    InstantSource clock = InstantSource.system();
    Revocations revocations = new MemoryRevocations(config, clock);
    NimbusTokenVerifier.create(config, fetch -> {}, clock, revocations).close();
  }
}

package dev.tutti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be used stops the deployment, and the message says which key it is. */
class ConfigurationCheckTest {
  private static final String KEY_LOCATION = "mp.jwt.verify.publickey.location";

  private final Map<String, String> values = new HashMap<>();

  @BeforeEach
  void provideConfiguration() {
    // never fetched here, so that no server needs to be there
    values.put(KEY_LOCATION, "http://127.0.0.1:9/jwks");
    ConfigProviderResolver.setInstance(new FixedResolver(new FixedConfig(values)));
  }

  @AfterEach
  void provideNone() {
    ConfigProviderResolver.setInstance(null);
  }

  @Test
  void aGoodConfigurationDeploys() {
    try (WeldContainer container = deploy()) {
      assertThat(container.isRunning()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tutti.ping-interval, often",
    "tutti.ping-timeout, PT0S",
    "tutti.max-payload-bytes, 12",
    "tutti.max-payload-bytes, many",
    "tutti.transports, pigeon",
    "tutti.allow-upgrades, perhaps",
    "tutti.ack.style, polite",
    "tutti.rate-limit.join-room, often",
    "tutti.presence.followers, some",
    "tutti.presence.grace, ten seconds",
    "tutti.token.max-bytes, 1",
    "tutti.jwks.timeout, PT2M",
    "mp.jwt.verify.publickey.algorithm, none",
    "mp.jwt.verify.publickey.algorithm, HS256",
    "mp.jwt.verify.clock.skew, -1",
  })
  void aBadValueFailsTheDeploymentAndNamesItsKey(String key, String value) {
    values.put(key, value);

    assertThat(failure()).hasStackTraceContaining(key);
  }

  @Test
  void withoutAKeyTheDeploymentFailsAndNamesTheKeysToSet() {
    values.remove(KEY_LOCATION);

    assertThat(failure())
        .hasStackTraceContaining("mp.jwt.verify.publickey")
        .hasStackTraceContaining(KEY_LOCATION)
        .hasStackTraceContaining("tutti.dev.tokens");
  }

  @Test
  void aKeyFileThatIsNotThereFailsTheDeployment() {
    values.put(KEY_LOCATION, "no-such-key.pem");

    assertThatThrownBy(ConfigurationCheckTest::deploy).hasStackTraceContaining("no-such-key.pem");
  }

  private static Throwable failure() {
    Throwable failure = catchThrowable(() -> deploy().close());
    assertThat(failure).as("the deployment fails").isNotNull();
    return failure;
  }

  private static WeldContainer deploy() {
    return new Weld()
        .disableDiscovery()
        .addExtension(new ConfigurationCheck())
        .addBeanClass(Bystander.class)
        .initialize();
  }

  /** Weld SE does not start without any bean. */
  static class Bystander {}

  private static final class FixedResolver extends ConfigProviderResolver {
    private final Config config;

    FixedResolver(Config config) {
      this.config = config;
    }

    @Override
    public Config getConfig() {
      return config;
    }

    @Override
    public Config getConfig(ClassLoader loader) {
      return config;
    }

    @Override
    public ConfigBuilder getBuilder() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void registerConfig(Config other, ClassLoader loader) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void releaseConfig(Config other) {}
  }

  /** Texts only, which is all that is asked for. */
  private record FixedConfig(Map<String, String> values) implements Config {
    @Override
    public <T> T getValue(String name, Class<T> type) {
      return getOptionalValue(name, type).orElseThrow();
    }

    @Override
    public ConfigValue getConfigValue(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
      return Optional.ofNullable(values.get(name)).map(type::cast);
    }

    @Override
    public Iterable<String> getPropertyNames() {
      return values.keySet();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
      return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new UnsupportedOperationException();
    }
  }
}

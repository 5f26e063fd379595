package dev.tutti.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.ManualScheduler;
import dev.tutti.security.MemoryRevocations;
import dev.tutti.security.NimbusTokenVerifier;
import dev.tutti.security.TokenConfig;
import dev.tutti.security.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class DevelopmentTokensTest {
  private final ManualScheduler time = new ManualScheduler();

  @Test
  void verifierTakesThemByTheKeysOfTheConfigSource() {
    DevelopmentConfigSource source = new DevelopmentConfigSource(true);
    TokenConfig config = TokenConfig.from(key -> Optional.ofNullable(source.getValue(key)));
    NimbusTokenVerifier verifier =
        NimbusTokenVerifier.create(
            config, Runnable::run, time::now, new MemoryRevocations(config, time::now));
    String token =
        DevelopmentTokens.shared().issue("u-1", "Alice", List.of("tutti-backend"), time.now());

    User user = verifier.verify(token).toCompletableFuture().join();
    assertThat(user.id()).isEqualTo("u-1");
    assertThat(user.name()).isEqualTo("Alice");
    assertThat(user.roles()).containsExactly("tutti-backend");
    assertThat(user.tokenId()).isNotBlank();
    assertThat(user.expiresAt()).isEqualTo(time.now().plus(Duration.ofHours(12)));
  }

  @Test
  void configSourceIsFoundAndSaysNothingByDefault() {
    ConfigSource source =
        ServiceLoader.load(ConfigSource.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(DevelopmentConfigSource.class::isInstance)
            .findFirst()
            .orElseThrow();

    assertThat(source.getPropertyNames()).isEmpty();
    assertThat(source.getProperties()).isEmpty();
    assertThat(source.getValue(TokenConfig.PUBLIC_KEY)).isNull();
    assertThat(source.getOrdinal()).isLessThan(100);
    assertThat(source.getName()).isNotBlank();
  }
}

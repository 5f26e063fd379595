package dev.tutti.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.ManualScheduler;
import dev.tutti.security.MemoryRevocations;
import dev.tutti.security.NimbusTokenVerifier;
import dev.tutti.security.TokenConfig;
import dev.tutti.security.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void nodesThatNameTheSameFileShareAKey(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("key.pem");
    KeyPair first = DevelopmentKeys.shared(file);
    KeyPair second = DevelopmentKeys.shared(file);

    assertThat(second.getPublic()).isEqualTo(first.getPublic());
    assertThat(second.getPrivate()).isEqualTo(first.getPrivate());
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatHoldsNoKeyIsNamed(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key.pem"), "not a key");
    assertThatThrownBy(() -> DevelopmentKeys.shared(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key.pem");
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

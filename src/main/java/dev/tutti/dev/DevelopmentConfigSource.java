package dev.tutti.dev;

import dev.tutti.security.TokenConfig;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the server's own token check, and ours, trust development tokens while they are switched
 * on. Any other source wins over this one.
 */
public final class DevelopmentConfigSource implements ConfigSource {
  /** Below {@code microprofile-config.properties}, which has 100. */
  private static final int ORDINAL = 50;

  private final Map<String, String> properties;

  /** Called by MicroProfile Config. */
  public DevelopmentConfigSource() {
    this(DevelopmentTokens.switchedOn());
  }

  DevelopmentConfigSource(boolean switchedOn) {
    properties =
        switchedOn
            ? Map.of(
                TokenConfig.PUBLIC_KEY, DevelopmentTokens.shared().publicKey(),
                TokenConfig.ISSUER, DevelopmentTokens.ISSUER,
                TokenConfig.AUDIENCES, DevelopmentTokens.AUDIENCE)
            : Map.of();
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  @Override
  public String getName() {
    return "tutti development tokens";
  }

  @Override
  public Map<String, String> getProperties() {
    return properties;
  }

  @Override
  public Set<String> getPropertyNames() {
    return properties.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return properties.get(name);
  }
}

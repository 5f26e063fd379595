package dev.tutti.security;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Opens the configured key material. What is wrong with it stops the deployment, but for an issuer
 * that cannot be reached: it may come later.
 */
final class KeyLocation {
  private static final System.Logger LOG = System.getLogger(KeyLocation.class.getName());

  private KeyLocation() {}

  /**
   * The source of keys that the configuration names.
   *
   * @throws IllegalArgumentException naming the key that is missing or wrong
   */
  static KeySource open(TokenConfig config, Executor executor, InstantSource clock) {
    if (config.publicKey().isPresent()) {
      return fixed(TokenConfig.PUBLIC_KEY, config.publicKey().get());
    }
    String location =
        config
            .publicKeyLocation()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no key to verify tokens with: set "
                            + TokenConfig.PUBLIC_KEY_LOCATION
                            + " (the issuer's JWKS URL, or a PEM, JWK or JWKS file) or "
                            + TokenConfig.PUBLIC_KEY
                            + ", and "
                            + TokenConfig.ISSUER
                            + "; or, for development, tutti.dev.tokens=true"));
    String lower = location.toLowerCase(Locale.ROOT);
    if (lower.startsWith("https:") || lower.startsWith("http:")) {
      KeyFetcher fetcher = KeyFetcher.http(uri(location), config.jwks().timeout());
      return new RemoteKeys(config.jwks(), fetcher, executor, clock);
    }
    return fixed(TokenConfig.PUBLIC_KEY_LOCATION, read(location));
  }

  private static KeySource fixed(String key, String material) {
    try {
      return KeySource.of(KeyParser.parse(material));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private static URI uri(String location) {
    try {
      URI uri = new URI(location);
      if (uri.getHost() == null) {
        throw new IllegalArgumentException(
            TokenConfig.PUBLIC_KEY_LOCATION + " names no host: " + location);
      }
      if (!"https".equalsIgnoreCase(uri.getScheme())) {
        LOG.log(
            Level.WARNING,
            "{0} is not https: whoever is on the way can replace the keys",
            TokenConfig.PUBLIC_KEY_LOCATION);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          TokenConfig.PUBLIC_KEY_LOCATION + " is no URL: " + location, e);
    }
  }

  private static String read(String location) {
    String path = location.startsWith("classpath:") ? location.substring(10) : location;
    String resource = path.startsWith("/") ? path.substring(1) : path;
    try (@Nullable InputStream stream = resource(resource)) {
      if (stream != null) {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
      return Files.readString(path.startsWith("file:") ? Path.of(URI.create(path)) : Path.of(path));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          TokenConfig.PUBLIC_KEY_LOCATION
              + " names nothing readable, on the class path or as a file: "
              + location,
          e);
    }
  }

  private static @Nullable InputStream resource(String name) {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    InputStream stream = application == null ? null : application.getResourceAsStream(name);
    return stream == null ? KeyLocation.class.getClassLoader().getResourceAsStream(name) : stream;
  }
}

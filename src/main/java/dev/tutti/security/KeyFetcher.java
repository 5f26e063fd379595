package dev.tutti.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;

/** Brings the keys from an issuer. Blocks; may be called by one thread at a time. */
interface KeyFetcher {

  /**
   * The keys as they are now.
   *
   * @throws IOException when the issuer does not answer as it should
   * @throws GeneralSecurityException when its answer holds no key
   */
  KeySet fetch() throws IOException, GeneralSecurityException;

  /**
   * By HTTP, not following redirects. HttpURLConnection is what leaves no thread behind: on Java 17
   * the selector thread of an HttpClient lives until a garbage collection, past an undeployment.
   *
   * @param timeout to connect, and for each read
   */
  static KeyFetcher http(URI location, Duration timeout) {
    return () -> {
      HttpURLConnection connection = (HttpURLConnection) location.toURL().openConnection();
      connection.setConnectTimeout((int) timeout.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Accept", "application/json, application/jwk-set+json, */*");
      try {
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
          throw new IOException("status " + connection.getResponseCode());
        }
        return KeyParser.parse(body(connection));
      } finally {
        connection.disconnect();
      }
    };
  }

  private static String body(HttpURLConnection connection) throws IOException {
    int limit = 512 * 1024;
    try (InputStream stream = connection.getInputStream()) {
      byte[] body = stream.readNBytes(limit + 1);
      if (body.length > limit) {
        throw new IOException("the answer is longer than " + limit + " bytes");
      }
      return new String(body, StandardCharsets.UTF_8);
    }
  }
}

package dev.tutti.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F12 and F13: which pages may use the server. */
class AllowedOriginsTest {

  @Test
  void allowsNobodyByDefault() {
    AllowedOrigins origins = from(Map.of());

    assertThat(origins.test("http://localhost:5188")).isFalse();
    assertThat(origins.test("null")).isFalse();
    assertThat(origins).isEqualTo(AllowedOrigins.none());
  }

  @Test
  void readsTheSeedsVariable() {
    AllowedOrigins origins = from(Map.of("FRONTEND_URL", "https://a.example, https://b.example/"));

    assertThat(origins).accepts("https://a.example", "https://b.example");
    assertThat(origins).rejects("https://c.example");
  }

  @Test
  void ownKeyWinsOverTheSeedsVariable() {
    AllowedOrigins origins =
        from(
            Map.of("tutti.cors.origins", "https://a.example", "FRONTEND_URL", "https://b.example"));

    assertThat(origins).accepts("https://a.example").rejects("https://b.example");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example, true",
    "https://A.example, https://a.example, true",
    "https://a.example:443, https://a.example, true",
    "http://a.example:80, http://a.example, true",
    "https://a.example:8443, https://a.example:8443, true",
    "https://a.example:8443, https://a.example, false",
    "https://a.example, http://a.example, false",
    "https://a.example, https://sub.a.example, false",
    "https://a.example, https://a.example.evil.example, false",
    "https://a.example, null, false",
    "http://[::1]:3000, http://[::1]:3000, true",
    "*, https://anyone.example, true",
  })
  void comparesWholeOrigins(String allowed, String origin, boolean expected) {
    assertThat(from(Map.of("tutti.cors.origins", allowed)).test(origin)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.example",
        "https://",
        "https://a.example/app",
        "https://a.example?x",
        "https://u@a.example",
        "https://*.a.example",
        "https://a b"
      })
  void namesTheKeyOfWhatIsNoOrigin(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> from(Map.of("FRONTEND_URL", origin)))
        .withMessageContaining("FRONTEND_URL");
  }

  private static AllowedOrigins from(Map<String, String> values) {
    return AllowedOrigins.from(key -> Optional.ofNullable(values.get(key)));
  }
}

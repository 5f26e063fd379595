package dev.tutti.engineio.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F12, F13: which pages may open a WebSocket or poll. */
class OriginsTest {

  @ParameterizedTest
  @CsvSource({
    "https://app.example, other.example, true",
    "https://APP.example, other.example, true",
    "http://app.example, other.example, false",
    "https://app.example.evil.example, other.example, false",
    "https://own.example, own.example, true",
    "https://own.example, own.example:443, true",
    "http://own.example:80, own.example, true",
    "http://own.example:8080, own.example:8080, true",
    "http://own.example:8081, own.example:8080, false",
    "null, own.example, false",
    "own.example, own.example, false",
  })
  void listedAndOwnOriginsAreAllowed(String origin, String host, boolean allowed) {
    Origins origins = origins("https://app.example");
    HttpServletRequest request =
        FakeRequest.of("GET", "/socket.io/", "::1", "Origin", origin, "Host", host);
    assertThat(origins.allows(request)).isEqualTo(allowed);
  }

  @Test
  void requestsWithoutOriginAreAllowed() {
    assertThat(origins().allows(FakeRequest.of("GET", "/socket.io/", "::1"))).isTrue();
  }

  @Test
  void starAllowsEveryOrigin() {
    HttpServletRequest request =
        FakeRequest.of("GET", "/socket.io/", "::1", "Origin", "null", "Host", "x");
    assertThat(origins("*").allows(request)).isTrue();
  }

  @Test
  void preflightsAreAnsweredOnlyWhereCorsIsConfigured() {
    HttpServletRequest request = FakeRequest.of("OPTIONS", "/socket.io/", "::1");
    assertThat(origins("*").preflight(request)).isTrue();
    assertThat(origins().preflight(request)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.example", "https://app.example/", "https://*.example", ""})
  void badOriginsAreRefused(String origin) {
    assertThatThrownBy(() -> origins(origin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowedOrigins");
  }

  @ParameterizedTest
  @CsvSource({"/socket.io, true", "/socket.io/, true", "/socket.io/socket.io.js, false"})
  void filesBelowThePathAreNotTheEngines(String uri, boolean engine) {
    assertThat(Gate.concernsEngine(FakeRequest.of("GET", uri, "::1"))).isEqualTo(engine);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a=1&b=2&a=3|{a=[1, 3], b=[2]}", "x=%C3%BC+%&y&&=|{x=[%C3%BC+%], y=[], =[]}"})
  void queriesAreDecodedByUs(String query, String expected) {
    Map<String, List<String>> parsed = QueryString.parse(query);
    assertThat(parsed.toString()).isEqualTo(expected);
    assertThat(QueryString.parse(null)).isEmpty();
  }

  private static Origins origins(String... allowed) {
    return new Origins(
        new WebConfig(Set.of(allowed), List.of("GET"), true, List.of(), true, true, true));
  }
}

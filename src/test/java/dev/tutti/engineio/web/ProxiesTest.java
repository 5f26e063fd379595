package dev.tutti.engineio.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private final Proxies proxies = new Proxies(List.of("10.0.0.0/8", "2001:db8::/33", "192.0.2.7"));

  @ParameterizedTest
  @CsvSource({
    "203.0.113.1, X-Forwarded-For, 198.51.100.1, 203.0.113.1",
    "10.1.2.3, X-Other, x, 10.1.2.3",
    "10.1.2.3, X-Forwarded-For, 198.51.100.1, 198.51.100.1",
    "10.1.2.3, X-Forwarded-For, '6.6.6.6, 198.51.100.1', 198.51.100.1",
    "10.1.2.3, x-forwarded-for, '198.51.100.1, 10.9.9.9, 192.0.2.7', 198.51.100.1",
    "10.1.2.3, X-Forwarded-For, '10.9.9.9, 10.8.8.8', 10.9.9.9",
    "10.1.2.3, X-Forwarded-For, '198.51.100.1, evil.example', 10.1.2.3",
    "10.1.2.3, X-Forwarded-For, '198.51.100.1:4711', 198.51.100.1",
    "10.1.2.3, X-Forwarded-For, '999.1.1.1', 10.1.2.3",
    "2001:db8:7fff::1, X-Forwarded-For, 2001:db8:8000::2, 2001:db8:8000::2",
    "10.1.2.3, Forwarded, 'for=198.51.100.1;proto=https', 198.51.100.1",
    "10.1.2.3, Forwarded, 'for=6.6.6.6, proto=http;For=\"198.51.100.2:80\"', 198.51.100.2",
    "10.1.2.3, Forwarded, 'for=\"[2001:db8:ffff::9]:99\"', 2001:db8:ffff::9",
    "10.1.2.3, Forwarded, 'for=unknown', 10.1.2.3",
  })
  void rightMostUntrustedAddressIsTheClient(
      String peer, String header, String value, String client) {
    assertThat(proxies.address(FakeRequest.of("GET", "/", peer, header, value))).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.1, X-Forwarded-Proto, https, false",
    "10.1.2.3, X-Forwarded-Proto, https, true",
    "10.1.2.3, X-Forwarded-Proto, http, false",
    "10.1.2.3, Forwarded, 'for=1.2.3.4;proto=HTTPS', true",
    "10.1.2.3, X-Other, x, false",
  })
  void trustedProxiesTellWhetherTheClientIsEncrypted(
      String peer, String header, String value, boolean secure) {
    assertThat(proxies.secure(FakeRequest.of("GET", "/", peer, header, value))).isEqualTo(secure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "proxy.example", "10.0.0", "", "::/129"})
  void badBlocksAreRefused(String block) {
    assertThatThrownBy(() -> new Proxies(List.of(block)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trustedProxies");
  }

  @Test
  void everyAddressIsInAnEmptyPrefix() {
    assertThat(AddressBlock.parse("0.0.0.0/0").contains("203.0.113.1")).isTrue();
    assertThat(AddressBlock.parse("0.0.0.0/0").contains("::1")).isFalse();
  }
}

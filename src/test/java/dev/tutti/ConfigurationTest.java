package dev.tutti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.TransportKind;
import dev.tutti.engineio.web.WebConfig;
import dev.tutti.events.AckStyle;
import dev.tutti.events.EventConfig;
import dev.tutti.events.RateLimit;
import dev.tutti.redis.RedisConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator writes becomes what the areas are given, or an error that names the key. */
class ConfigurationTest {

  private static ConfigReader reader(Map<String, String> configured) {
    return new ConfigReader(name -> Optional.ofNullable(configured.get(name)));
  }

  private static final Map<String, Function<ConfigReader, ?>> AREAS = areas();

  private static Map<String, Function<ConfigReader, ?>> areas() {
    Map<String, Function<ConfigReader, ?>> areas = new HashMap<>();
    areas.put("engine", EngineSettings::read);
    areas.put("web", WebSettings::read);
    areas.put("socketio", SocketIoSettings::read);
    areas.put("events", config -> EventSettings.read(config, Set.of("tutti.rate-limit.chat")));
    areas.put("tokens", SecuritySettings::read);
    areas.put("session", SessionSettings::session);
    areas.put("admin", SessionSettings::admin);
    areas.put("message", FeatureSettings::message);
    areas.put("presence", FeatureSettings::presence);
    areas.put("monitoring", MonitoringSettings::read);
    areas.put("redis", RedisSettings::read);
    return areas;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          engine     | tutti.ping-interval                 | 25
          engine     | tutti.ping-interval                 | -PT1S
          engine     | tutti.ping-timeout                  | PT11M
          engine     | tutti.max-payload-bytes             | 999
          engine     | tutti.max-payload-bytes             | 4000001
          engine     | tutti.max-payload-bytes             | 1MB
          engine     | tutti.transports                    | websocket,webtransport
          engine     | tutti.transports                    | ,
          engine     | tutti.allow-upgrades                | yes
          web        | tutti.cors.origins                  | app.example.com
          web        | tutti.cors.origins                  | https://*.example.com
          web        | tutti.cors.origins                  | https://app.example.com/chat
          web        | tutti.cors.methods                  | ,
          web        | FRONTEND_URL                        | app.example.com
          web        | tutti.trusted-proxies               | 10.0.0.0/99
          web        | tutti.trusted-proxies               | proxy.example.com
          socketio   | tutti.max-json-depth                | 1
          socketio   | tutti.connect-timeout               | PT0S
          events     | tutti.ack.style                     | node
          events     | tutti.rate-limit-default            | 100
          events     | tutti.rate-limit-default            | 0/PT1M
          events     | tutti.rate-limit.chat               | 30/minute
          events     | tutti.rate-limit.chat               | many/PT1M
          tokens     | mp.jwt.verify.publickey.algorithm   | HS256
          tokens     | mp.jwt.verify.publickey.algorithm   | none
          tokens     | mp.jwt.verify.clock.skew            | 601
          tokens     | mp.jwt.verify.token.age             | soon
          tokens     | tutti.token.max-bytes               | 255
          tokens     | tutti.token.max-lifetime            | PT0S
          tokens     | tutti.jwks.timeout                  | 3
          session    | tutti.token.expiry-notice           | PT2H
          admin      | tutti.admin.max-body-bytes          | 0
          message    | tutti.message.max-code-points       | 0
          presence   | tutti.presence.followers            | some
          presence   | tutti.presence.seed-notifications   | 1
          monitoring | tutti.monitoring.trace-duration     | P2D
          redis      | tutti.redis.url                     | http://localhost
          redis      | tutti.redis.url                     | redis://a,b
          redis      | tutti.redis.url                     | redis://localhost/x
          redis      | REDIS_PORT                          | 0
          redis      | tutti.redis.adapter                 | streams
          redis      | tutti.redis.answer-timeout          | PT0S
          """)
  void aBadValueStopsWithItsKey(String area, String key, String value) {
    ConfigReader config = reader(Map.of(key, value));

    assertThatThrownBy(() -> AREAS.get(area).apply(config)).hasMessageContaining(key);
  }

  @Test
  void theDefaultsAreThoseOfTheAreas() {
    ConfigReader nothing = reader(Map.of());

    AREAS.values().forEach(area -> assertThat(area.apply(nothing)).isNotNull());
    assertThat(WebSettings.read(nothing)).isEqualTo(WebConfig.defaults());
    assertThat(EventSettings.read(nothing, Set.of()).defaultRateLimit())
        .isEqualTo(EventConfig.defaults().defaultRateLimit());
    assertThat(FeatureSettings.room(nothing)).isNotNull();
    assertThat(FeatureSettings.notification(nothing)).isNotNull();
    assertThat(FeatureSettings.music(nothing)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void aBlankValueCountsAsNone(String blank) {
    assertThat(EngineSettings.read(reader(Map.of("tutti.ping-interval", blank))).pingInterval())
        .isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void valuesAreRead() {
    ConfigReader config =
        reader(
            Map.of(
                "tutti.ping-interval", " PT30S ",
                "tutti.transports", "websocket",
                "tutti.allow-upgrades", "FALSE"));

    assertThat(EngineSettings.read(config).pingInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(EngineSettings.read(config).transports()).containsExactly(TransportKind.WEBSOCKET);
    assertThat(EngineSettings.read(config).allowUpgrades()).isFalse();
  }

  @Test
  void originsAreComparedAsBrowsersSendThem() {
    assertThat(
            WebSettings.read(
                    reader(Map.of("tutti.cors.origins", "https://App.Example.com/, http://b:3000")))
                .allowedOrigins())
        .containsExactlyInAnyOrder("https://app.example.com", "http://b:3000");
  }

  @Test
  void frontendUrlIsTheOriginWhereOursIsNotSet() {
    assertThat(WebSettings.read(reader(Map.of("FRONTEND_URL", "https://a.example/"))))
        .extracting(WebConfig::allowedOrigins)
        .isEqualTo(Set.of("https://a.example"));
    assertThat(
            WebSettings.read(
                    reader(
                        Map.of(
                            "FRONTEND_URL", "https://a.example",
                            "tutti.cors.origins", "https://b.example")))
                .allowedOrigins())
        .containsExactly("https://b.example");
  }

  @Test
  void anyEventMayHaveALimitOfItsOwn() {
    EventConfig config =
        EventSettings.read(
            reader(
                Map.of(
                    "tutti.rate-limit.chat", "3/PT10S",
                    "tutti.rate-limit-default", "50/PT1M",
                    "tutti.ack.style", "error-first")),
            Set.of("tutti.rate-limit.chat", "tutti.rate-limit-default", "java.home"));

    assertThat(config.rateLimits())
        .containsExactly(Map.entry("chat", new RateLimit(3, Duration.ofSeconds(10))));
    assertThat(config.defaultRateLimit()).isEqualTo(RateLimit.perMinute(50));
    assertThat(config.ackStyle()).isEqualTo(AckStyle.ERROR_FIRST);
  }

  @Test
  void redisIsAUrlOrTheHostOfTheSeed() {
    assertThat(RedisSettings.read(reader(Map.of())).configured()).isFalse();
    RedisConfig seed =
        RedisSettings.read(
            reader(Map.of("REDIS_HOST", "h", "REDIS_PORT", "7000", "REDIS_PASSWORD", "p")));
    assertThat(seed.servers()).hasToString("[h:7000]");
    assertThat(seed.login().password()).isEqualTo("p");
    RedisConfig sentinels =
        RedisSettings.read(
            reader(
                Map.of(
                    "REDIS_HOST", "h",
                    "REDIS_PASSWORD", "p",
                    "tutti.redis.url", "rediss://u:q@a,b:2/3",
                    "tutti.redis.sentinel-master", "m")));
    assertThat(sentinels.servers()).hasToString("[a:6379, b:2]");
    assertThat(sentinels.login().password()).isEqualTo("q");
    assertThat(sentinels.kind()).isEqualTo(RedisConfig.Kind.SENTINEL);
    assertThat(sentinels.tls()).isTrue();
    assertThat(sentinels.database()).isEqualTo(3);
  }

  @Test
  void misspeltKeysAreFound() {
    assertThat(
            Configuration.unknown(
                Set.of(
                    "tutti.ping-interval",
                    "tutti.ping-intervall",
                    "tutti.rate-limit.chat",
                    "tutti.rate-limit.default",
                    "mp.jwt.verify.issuer",
                    "user.home")))
        .containsExactly("tutti.ping-intervall");
  }
}

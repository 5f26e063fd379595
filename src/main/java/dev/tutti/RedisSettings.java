package dev.tutti;

import dev.tutti.redis.RedisConfig;
import dev.tutti.redis.RedisConfig.Adapter;
import dev.tutti.redis.RedisConfig.Address;
import dev.tutti.redis.RedisConfig.Bounds;
import dev.tutti.redis.RedisConfig.Kind;
import dev.tutti.redis.RedisConfig.Login;
import dev.tutti.redis.RedisConfig.Timing;
import dev.tutti.redis.RedisUrl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of the Redis that nodes share. */
final class RedisSettings {
  private static final RedisConfig DEFAULTS = RedisConfig.none();
  private static final int MIN_BYTES = 100_000;
  private static final int MAX_BYTES = 1_000_000_000;

  private static final ConfigKey<RedisUrl> URL =
      new ConfigKey<>(
          "tutti.redis.url",
          "",
          "redis:// or rediss://, [user:password@]host[:port][/database]",
          "The Redis that makes several nodes one; a comma list of hosts for sentinels and a"
              + " cluster; memory and one node when not set",
          RedisUrl::parse);
  private static final ConfigKey<String> SEED_HOST =
      ConfigKey.text("REDIS_HOST", "", "host", "Counts where tutti.redis.url is not set");
  private static final ConfigKey<Integer> SEED_PORT =
      ConfigKey.integer("REDIS_PORT", 6379, 1, 65_535, "Goes with REDIS_HOST");
  private static final ConfigKey<String> SEED_PASSWORD =
      ConfigKey.text(
          "REDIS_PASSWORD", "", "text", "Counts where tutti.redis.url has no password either");
  private static final ConfigKey<String> MASTER =
      ConfigKey.text(
          "tutti.redis.sentinel-master",
          "",
          "text",
          "The hosts are sentinels, and this is what they call the master");
  private static final ConfigKey<String> SENTINEL_USER =
      ConfigKey.text("tutti.redis.sentinel-user", "", "text", "A user that the sentinels know");
  private static final ConfigKey<String> SENTINEL_PASSWORD =
      ConfigKey.text(
          "tutti.redis.sentinel-password", "", "text", "The sentinels' password, if they have one");
  private static final ConfigKey<Boolean> CLUSTER =
      ConfigKey.flag("tutti.redis.cluster", false, "The hosts are some nodes of a Redis Cluster");
  private static final ConfigKey<Adapter> ADAPTER =
      ConfigKey.choice(
          "tutti.redis.adapter",
          DEFAULTS.adapter(),
          Adapter.class,
          "Which channels the nodes hear one another by, the same on all, Node.js included; auto:"
              + " sharded from Redis 7 on");
  private static final ConfigKey<String> CHANNEL_PREFIX =
      ConfigKey.text(
          "tutti.redis.channel-prefix",
          DEFAULTS.channelPrefix(),
          "text",
          "Of all channels; key and channelPrefix of Node's adapters");
  private static final ConfigKey<String> KEY_PREFIX =
      ConfigKey.text("tutti.redis.key-prefix", DEFAULTS.keyPrefix(), "text", "Of all keys");
  private static final ConfigKey<Duration> CONNECT =
      duration("connect-timeout", DEFAULTS.timing().connect(), "For a connection");
  private static final ConfigKey<Duration> ANSWER =
      duration(
          "answer-timeout",
          DEFAULTS.timing().answer(),
          "A server that owes an answer for this long counts as lost");
  private static final ConfigKey<Duration> PING =
      duration(
          "ping-interval",
          DEFAULTS.timing().ping(),
          "The silence after which a connection is tried");
  private static final ConfigKey<Duration> BACK_OFF =
      duration(
          "max-back-off",
          DEFAULTS.timing().maxBackOff(),
          "The longest pause between two attempts to connect");
  private static final ConfigKey<Duration> START =
      duration(
          "start-timeout",
          DEFAULTS.timing().start(),
          "How long the start waits for Redis where the adapter is auto, before it fails");
  private static final ConfigKey<Integer> COMMAND_BYTES =
      ConfigKey.integer(
          "tutti.redis.max-waiting-command-bytes",
          DEFAULTS.bounds().commandBytes(),
          MIN_BYTES,
          MAX_BYTES,
          "Of commands that wait for one Redis server; more are refused");
  private static final ConfigKey<Integer> PUBLICATION_BYTES =
      ConfigKey.integer(
          "tutti.redis.max-waiting-publication-bytes",
          DEFAULTS.bounds().publicationBytes(),
          MIN_BYTES,
          MAX_BYTES,
          "Of messages that wait for one Redis server; more reach this node only");

  private RedisSettings() {}

  static List<ConfigKey<?>> keys() {
    return List.of(
        URL,
        SEED_HOST,
        SEED_PORT,
        SEED_PASSWORD,
        MASTER,
        SENTINEL_USER,
        SENTINEL_PASSWORD,
        CLUSTER,
        ADAPTER,
        CHANNEL_PREFIX,
        KEY_PREFIX,
        CONNECT,
        ANSWER,
        PING,
        BACK_OFF,
        START,
        COMMAND_BYTES,
        PUBLICATION_BYTES);
  }

  static RedisConfig read(ConfigReader config) {
    RedisUrl url = url(config);
    try {
      return new RedisConfig(
          kind(config),
          url.servers(),
          config.value(MASTER),
          url.login(),
          new Login(text(config, SENTINEL_USER), text(config, SENTINEL_PASSWORD)),
          url.database(),
          url.tls(),
          config.value(ADAPTER),
          config.value(CHANNEL_PREFIX),
          config.value(KEY_PREFIX),
          new Timing(
              config.value(CONNECT),
              config.value(ANSWER),
              config.value(PING),
              config.value(BACK_OFF),
              config.value(START)),
          new Bounds(config.value(COMMAND_BYTES), config.value(PUBLICATION_BYTES)));
    } catch (ConfigurationException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(URL.name(), e);
    }
  }

  private static RedisUrl url(ConfigReader config) {
    RedisUrl url = config.value(URL);
    Optional<String> host = config.text(SEED_HOST.name());
    int port = config.value(SEED_PORT);
    if (url.servers().isEmpty() && host.isPresent()) {
      Address address = new Address(host.get().strip(), port);
      url = new RedisUrl(false, Login.NONE, List.of(address), 0);
    }
    String password = url.login().password();
    Login login =
        new Login(url.login().user(), password != null ? password : text(config, SEED_PASSWORD));
    return new RedisUrl(url.tls(), login, url.servers(), url.database());
  }

  private static Kind kind(ConfigReader config) {
    if (config.value(CLUSTER)) {
      return Kind.CLUSTER;
    }
    return config.value(MASTER).isEmpty() ? Kind.STANDALONE : Kind.SENTINEL;
  }

  private static @Nullable String text(ConfigReader config, ConfigKey<String> key) {
    return config.text(key.name()).map(String::strip).orElse(null);
  }

  private static ConfigKey<Duration> duration(String name, Duration fallback, String meaning) {
    return ConfigKey.duration(
        "tutti.redis." + name, fallback, Duration.ofMillis(10), Duration.ofMinutes(10), meaning);
  }
}

package dev.tutti;

import dev.tutti.events.AckStyle;
import dev.tutti.events.EventConfig;
import dev.tutti.events.RateLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys of the programming model and of its rate limits. */
final class EventSettings {
  /** Limits of single events: {@code tutti.rate-limit.join-room=10/PT1M}. */
  static final String RATE_LIMIT_PREFIX = "tutti.rate-limit.";

  private static final EventConfig DEFAULTS = EventConfig.defaults();
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final ConfigKey<AckStyle> ACK_STYLE =
      ConfigKey.choice(
          "tutti.ack.style",
          DEFAULTS.ackStyle(),
          AckStyle.class,
          "The arguments of an ack: [result], or [null, result]");
  private static final ConfigKey<Duration> HANDLER_TIMEOUT =
      ConfigKey.duration(
          "tutti.handler.timeout",
          DEFAULTS.handlerTimeout(),
          SECOND,
          Duration.ofHours(1),
          "After which an event without an answer is answered with the code timeout");
  private static final ConfigKey<Integer> MAX_BLOCKING =
      ConfigKey.integer(
          "tutti.handler.max-blocking",
          DEFAULTS.maxBlockingHandlers(),
          1,
          10_000,
          "Handlers marked @Blocking that run at a time");
  private static final ConfigKey<Integer> MAX_BLOCKING_QUEUE =
      ConfigKey.integer(
          "tutti.handler.max-blocking-queue",
          DEFAULTS.maxBlockingQueue(),
          0,
          1_000_000,
          "Events that may wait for such a handler's thread; beyond, they are refused: overloaded");
  private static final ConfigKey<RateLimit> DEFAULT_LIMIT =
      limit(
          "tutti.rate-limit-default",
          DEFAULTS.defaultRateLimit(),
          "For events without a limit of their own, a user and event; unknown events share one");
  private static final ConfigKey<RateLimit> CONNECTION_LIMIT =
      limit(
          "tutti.rate-limit-connection",
          DEFAULTS.connectionRateLimit(),
          "All events of one connection together");
  private static final ConfigKey<RateLimit> ADDRESS_LIMIT =
      limit(
          "tutti.rate-limit-address",
          DEFAULTS.addressRateLimit(),
          "All events from one client address together");
  private static final ConfigKey<Integer> MAX_LIMIT_KEYS =
      ConfigKey.integer(
          "tutti.rate-limit-max-keys",
          DEFAULTS.maxRateLimitKeys(),
          100,
          100_000_000,
          "Windows that are kept; newcomers beyond share one window a limit");
  private static final ConfigKey<RateLimit> MUTE_THRESHOLD =
      limit(
          "tutti.rate-limit-mute-threshold",
          DEFAULTS.muteThreshold(),
          "Refusals for rate, a user, from which on the user is silenced");
  private static final ConfigKey<Duration> MUTE_DURATION =
      ConfigKey.duration(
          "tutti.rate-limit-mute-duration",
          DEFAULTS.muteDuration(),
          SECOND,
          Duration.ofDays(1),
          "How long a user stays silenced");
  private static final ConfigKey<Integer> DISCONNECT_THRESHOLD =
      ConfigKey.integer(
          "tutti.rate-limit-disconnect-threshold",
          DEFAULTS.disconnectThreshold(),
          1,
          1_000_000,
          "Events refused while silenced, after which the socket is disconnected");
  private static final ConfigKey<Duration> ANSWER_TTL =
      ConfigKey.duration(
          "tutti.answers.ttl",
          DEFAULTS.answerTtl(),
          SECOND,
          Duration.ofDays(1),
          "How long the answer to a clientMessageId is kept");
  private static final ConfigKey<Integer> MAX_ANSWERS =
      ConfigKey.integer(
          "tutti.answers.max",
          DEFAULTS.maxAnswers(),
          1,
          100_000_000,
          "Answers that are kept; the oldest go first");
  private static final ConfigKey<RateLimit> OF_AN_EVENT =
      limit(
          RATE_LIMIT_PREFIX + "<event>",
          DEFAULTS.defaultRateLimit(),
          "One event of one user; private-message 30, music-sync 60 and join-room 10 a minute,"
              + " leave-room never, if not configured");

  private EventSettings() {}

  static List<ConfigKey<?>> keys() {
    return List.of(
        ACK_STYLE,
        HANDLER_TIMEOUT,
        MAX_BLOCKING,
        MAX_BLOCKING_QUEUE,
        OF_AN_EVENT,
        DEFAULT_LIMIT,
        CONNECTION_LIMIT,
        ADDRESS_LIMIT,
        MAX_LIMIT_KEYS,
        MUTE_THRESHOLD,
        MUTE_DURATION,
        DISCONNECT_THRESHOLD,
        ANSWER_TTL,
        MAX_ANSWERS);
  }

  static EventConfig read(ConfigReader config, Iterable<String> names) {
    return new EventConfig(
        config.value(ACK_STYLE),
        true,
        config.value(HANDLER_TIMEOUT),
        config.value(MAX_BLOCKING),
        config.value(MAX_BLOCKING_QUEUE),
        config.value(DEFAULT_LIMIT),
        eventLimits(config, names),
        config.value(CONNECTION_LIMIT),
        config.value(ADDRESS_LIMIT),
        config.value(MAX_LIMIT_KEYS),
        config.value(MUTE_THRESHOLD),
        config.value(MUTE_DURATION),
        config.value(DISCONNECT_THRESHOLD),
        config.value(ANSWER_TTL),
        config.value(MAX_ANSWERS));
  }

  private static Map<String, RateLimit> eventLimits(ConfigReader config, Iterable<String> names) {
    Map<String, RateLimit> limits = new HashMap<>();
    for (String name : names) {
      if (name.startsWith(RATE_LIMIT_PREFIX)) {
        ConfigKey<RateLimit> key = limit(name, DEFAULTS.defaultRateLimit(), "");
        limits.put(name.substring(RATE_LIMIT_PREFIX.length()), config.value(key));
      }
    }
    return limits;
  }

  private static ConfigKey<RateLimit> limit(String name, RateLimit fallback, String meaning) {
    return new ConfigKey<>(
        name, fallback.toString(), "1–100000/PT0.001S–P1D", meaning, RateLimit::parse);
  }
}

package dev.tutti;

import dev.tutti.admin.AdminConfig;
import dev.tutti.app.session.SessionConfig;
import java.time.Duration;
import java.util.List;

/** The keys of signed-in sockets and of the server API. */
final class SessionSettings {
  private static final SessionConfig SESSION = SessionConfig.defaults();
  private static final AdminConfig ADMIN = AdminConfig.defaults();

  private static final ConfigKey<Duration> EXPIRY_NOTICE =
      ConfigKey.duration(
          "tutti.token.expiry-notice",
          SESSION.expiryNotice(),
          Duration.ZERO,
          Duration.ofHours(1),
          "How long before its token ends a client is told by token-expiring");
  private static final ConfigKey<String> ROLE =
      ConfigKey.text(
          "tutti.admin.role", ADMIN.role(), "text", "What a token must grant for the server API");
  private static final ConfigKey<Integer> MAX_BODY =
      ConfigKey.integer(
          "tutti.admin.max-body-bytes",
          ADMIN.maxBodyBytes(),
          1_000,
          100_000_000,
          "The largest request of the server API");

  private SessionSettings() {}

  static List<ConfigKey<?>> keys() {
    return List.of(EXPIRY_NOTICE, ROLE, MAX_BODY);
  }

  static SessionConfig session(ConfigReader config) {
    return new SessionConfig(config.value(EXPIRY_NOTICE), true);
  }

  static AdminConfig admin(ConfigReader config) {
    return new AdminConfig(config.value(ROLE), config.value(MAX_BODY));
  }
}

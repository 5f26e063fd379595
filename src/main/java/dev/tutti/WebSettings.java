package dev.tutti;

import dev.tutti.engineio.web.WebConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The keys of the HTTP edge. */
final class WebSettings {
  /** The seed's name for the one origin that it knew. */
  private static final String FRONTEND_URL = "FRONTEND_URL";

  private static final WebConfig DEFAULTS = WebConfig.defaults();

  private static final ConfigKey<Set<String>> ORIGINS =
      new ConfigKey<>(
          "tutti.cors.origins",
          "",
          "scheme://host[:port], comma list; *",
          "Origins of pages that may connect, besides the server's own, over both transports;"
              + " FRONTEND_URL counts where this is not set",
          WebSettings::origins);
  private static final ConfigKey<Set<String>> SEED_ORIGIN =
      new ConfigKey<>(FRONTEND_URL, "", ORIGINS.limits(), ORIGINS.meaning(), WebSettings::origins);
  private static final ConfigKey<List<String>> METHODS =
      new ConfigKey<>(
          "tutti.cors.methods",
          String.join(",", DEFAULTS.corsMethods()),
          "comma list",
          "Methods that the answer to a preflight names",
          WebSettings::methods);
  private static final ConfigKey<Boolean> CREDENTIALS =
      ConfigKey.flag(
          "tutti.cors.credentials",
          DEFAULTS.credentials(),
          "Whether browsers may send cookies and HTTP authentication from allowed origins");
  private static final ConfigKey<List<String>> TRUSTED_PROXIES =
      new ConfigKey<>(
          "tutti.trusted-proxies",
          "",
          "addresses and CIDR blocks, comma list",
          "Proxies whose Forwarded and X-Forwarded-* headers tell the client's address",
          WebSettings::proxies);
  private static final ConfigKey<Boolean> PLAIN_TIMER =
      ConfigKey.flag(
          "tutti.payara.plain-timer",
          true,
          "Payara only: relieves WebSocket messages of the container's costly idle timer");
  private static final ConfigKey<Boolean> DIRECT_WRITER =
      ConfigKey.flag(
          "tutti.payara.direct-writer",
          true,
          "Payara only: encodes a frame once for all its receivers and merges what waits for one");
  private static final ConfigKey<Boolean> SESSION_AUTHENTICATION =
      ConfigKey.flag(
          "tutti.payara.session-authentication",
          true,
          "Payara only: spares long polls of an open session the look-up of the server's"
              + " authentication mechanism; those with an Authorization header still meet it");

  private WebSettings() {}

  static List<ConfigKey<?>> keys() {
    return List.of(
        ORIGINS,
        METHODS,
        CREDENTIALS,
        TRUSTED_PROXIES,
        PLAIN_TIMER,
        DIRECT_WRITER,
        SESSION_AUTHENTICATION);
  }

  static WebConfig read(ConfigReader config) {
    Set<String> origins =
        config.text(ORIGINS.name()).isPresent() ? config.value(ORIGINS) : config.value(SEED_ORIGIN);
    return new WebConfig(
        origins,
        config.value(METHODS),
        config.value(CREDENTIALS),
        config.value(TRUSTED_PROXIES),
        config.value(PLAIN_TIMER),
        config.value(DIRECT_WRITER),
        config.value(SESSION_AUTHENTICATION));
  }

  /** As browsers send them: lower case, no slash at the end. */
  private static Set<String> origins(String text) {
    Set<String> origins = new LinkedHashSet<>();
    for (String origin : ConfigKey.listOf(text)) {
      String plain = origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
      origins.add(plain.toLowerCase(Locale.ROOT));
    }
    return with(origins, DEFAULTS.corsMethods(), List.of()).allowedOrigins();
  }

  private static List<String> methods(String text) {
    return with(Set.of(), ConfigKey.listOf(text), List.of()).corsMethods();
  }

  private static List<String> proxies(String text) {
    return with(Set.of(), DEFAULTS.corsMethods(), ConfigKey.listOf(text)).trustedProxies();
  }

  /** The record judges each value while its key is still known. */
  private static WebConfig with(Set<String> origins, List<String> methods, List<String> proxies) {
    return new WebConfig(origins, methods, true, proxies, true, true, true);
  }
}

package dev.tutti;

import dev.tutti.admin.AdminConfig;
import dev.tutti.app.message.MessageConfig;
import dev.tutti.app.music.MusicConfig;
import dev.tutti.app.notification.NotificationConfig;
import dev.tutti.app.presence.PresenceConfig;
import dev.tutti.app.room.RoomConfig;
import dev.tutti.app.session.SessionConfig;
import dev.tutti.engineio.EngineIoConfig;
import dev.tutti.engineio.web.WebConfig;
import dev.tutti.events.EventConfig;
import dev.tutti.monitoring.MonitoringConfig;
import dev.tutti.redis.RedisConfig;
import dev.tutti.security.TokenConfig;
import dev.tutti.socketio.SocketIoConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Everything that is configured, one record an area, read once from MicroProfile Config and handed
 * to CDI.
 */
@ApplicationScoped
class Configuration {
  private static final String PREFIX = "tutti.";

  private final Config config = ConfigProvider.getConfig();

  @Produces
  @Singleton
  EngineIoConfig engineIo() {
    return read(EngineSettings::read);
  }

  @Produces
  @Singleton
  WebConfig web() {
    return read(WebSettings::read);
  }

  @Produces
  @Singleton
  SocketIoConfig socketIo() {
    return read(SocketIoSettings::read);
  }

  @Produces
  @Singleton
  EventConfig events() {
    return read(reader -> EventSettings.read(reader, config.getPropertyNames()));
  }

  @Produces
  @Singleton
  TokenConfig tokens() {
    return read(SecuritySettings::read);
  }

  @Produces
  @Singleton
  SessionConfig session() {
    return read(SessionSettings::session);
  }

  @Produces
  @Singleton
  AdminConfig admin() {
    return read(SessionSettings::admin);
  }

  @Produces
  @Singleton
  RoomConfig room() {
    return read(FeatureSettings::room);
  }

  @Produces
  @Singleton
  PresenceConfig presence() {
    return read(FeatureSettings::presence);
  }

  @Produces
  @Singleton
  MessageConfig message() {
    return read(FeatureSettings::message);
  }

  @Produces
  @Singleton
  NotificationConfig notification() {
    return read(FeatureSettings::notification);
  }

  @Produces
  @Singleton
  MusicConfig music() {
    return read(FeatureSettings::music);
  }

  @Produces
  @Singleton
  MonitoringConfig monitoring() {
    return read(MonitoringSettings::read);
  }

  @Produces
  @Singleton
  ShutdownConfig shutdown() {
    return read(ShutdownSettings::read);
  }

  @Produces
  @Singleton
  RedisConfig redis() {
    return read(RedisSettings::read);
  }

  /** Every key there is, in the order of the README's table. */
  static List<ConfigKey<?>> keys() {
    return Stream.of(
            EngineSettings.keys(),
            WebSettings.keys(),
            SocketIoSettings.keys(),
            SecuritySettings.keys(),
            SessionSettings.keys(),
            EventSettings.keys(),
            FeatureSettings.keys(),
            MonitoringSettings.keys(),
            ShutdownSettings.keys(),
            RedisSettings.keys())
        .<ConfigKey<?>>flatMap(List::stream)
        .toList();
  }

  /** Configured names that look like ours and are not: probably misspelt. */
  Set<String> unknown() {
    return unknown(config.getPropertyNames());
  }

  static Set<String> unknown(Iterable<String> names) {
    Set<String> unknown = new HashSet<>();
    for (String name : names) {
      if (name.startsWith(PREFIX) && !name.startsWith(EventSettings.RATE_LIMIT_PREFIX)) {
        unknown.add(name);
      }
    }
    keys().forEach(key -> unknown.remove(key.name()));
    return unknown;
  }

  /**
   * Reads all areas.
   *
   * @throws ConfigurationException naming the key whose value cannot be used
   */
  void check() {
    engineIo();
    web();
    socketIo();
    events();
    tokens();
    session();
    admin();
    room();
    presence();
    message();
    notification();
    music();
    monitoring();
    shutdown();
    redis();
  }

  private <T> T read(Function<ConfigReader, T> area) {
    try {
      return area.apply(new ConfigReader(name -> config.getOptionalValue(name, String.class)));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e);
    }
  }
}

package dev.tutti;

import dev.tutti.engineio.EngineIoConfig;
import dev.tutti.events.EventConfig;
import dev.tutti.monitoring.MonitoringConfig;
import dev.tutti.socketio.SocketIoConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * Everything that is configured, one record an area, read once from MicroProfile Config.
 *
 * <p>Building it fails with a {@link ConfigurationException} that names the key.
 */
record Configuration(
    EngineIoConfig engineIo, SocketIoConfig socketIo, EventConfig events, MonitoringConfig monitoring) {
  private static final String PREFIX = "tutti.";

  static Configuration read(Config config) {
    ConfigReader reader = new ConfigReader(name -> config.getOptionalValue(name, String.class));
    return new Configuration(
        reader.build("tutti.*", () -> EngineSettings.read(reader)),
        reader.build("tutti.*", () -> SocketIoSettings.read(reader)),
        reader.build(
            "tutti.rate-limit.*", () -> EventSettings.read(reader, config.getPropertyNames())),
        reader.build("tutti.monitoring.*", () -> MonitoringSettings.read(reader)));
  }

  /** Every key there is, in the order of the README's table. */
  static List<ConfigKey<?>> keys() {
    List<ConfigKey<?>> keys = new ArrayList<>();
    keys.addAll(EngineSettings.keys());
    keys.addAll(SocketIoSettings.keys());
    keys.addAll(EventSettings.keys());
    keys.addAll(MonitoringSettings.keys());
    return keys;
  }

  /** Configured names that look like ours and are not: probably misspelt. */
  static Set<String> unknown(Config config) {
    Set<String> unknown = new HashSet<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(PREFIX) && !name.startsWith(EventSettings.RATE_LIMIT_PREFIX)) {
        unknown.add(name);
      }
    }
    keys().forEach(key -> unknown.remove(key.name()));
    return unknown;
  }
}

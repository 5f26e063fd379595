package dev.tutti;

import java.time.Duration;
import java.util.List;

/** The keys of the server's end. */
final class ShutdownSettings {
  private static final ConfigKey<Duration> DRAIN_PERIOD =
      ConfigKey.duration(
          "tutti.drain.period",
          ShutdownConfig.defaults().drainPeriod(),
          Duration.ZERO,
          Duration.ofMinutes(10),
          "Over how long the clients are sent away when the server stops; it waits no longer than"
              + " the last one stays");

  private ShutdownSettings() {}

  static List<ConfigKey<?>> keys() {
    return List.of(DRAIN_PERIOD);
  }

  static ShutdownConfig read(ConfigReader config) {
    return new ShutdownConfig(config.value(DRAIN_PERIOD));
  }
}

package dev.tutti.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.admin.AdminConfig;
import dev.tutti.app.message.MessageConfig;
import dev.tutti.app.music.MusicConfig;
import dev.tutti.app.notification.NotificationConfig;
import dev.tutti.app.presence.PresenceConfig;
import dev.tutti.app.presence.PresenceConfig.Followers;
import dev.tutti.app.room.RoomConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureConfigTest {
  private static final Duration GRACE = Duration.ofSeconds(10);

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("maxRoomsPerSocket", () -> new RoomConfig(0, 1, 1)),
        wrong("maxRooms", () -> new RoomConfig(1, 0, 1)),
        wrong("maxPageSize", () -> new RoomConfig(1, 1, 0)),
        wrong("grace", () -> presence(Duration.ofSeconds(-1), 1, 1, 1, 1)),
        wrong("grace", () -> presence(Duration.ofMinutes(11), 1, 1, 1, 1)),
        wrong("maxInGrace", () -> presence(GRACE, -1, 1, 1, 1)),
        wrong("snapshotLimit", () -> presence(GRACE, 1, 0, 1, 1)),
        wrong("maxPageSize", () -> presence(GRACE, 1, 1, 0, 1)),
        wrong("chunkSize", () -> presence(GRACE, 1, 1, 1, 0)),
        wrong("maxCodePoints", () -> new MessageConfig(0, List.of())),
        wrong("maxCodePoints", () -> new MessageConfig(100_001, List.of())),
        wrong("bannedWords", () -> new MessageConfig(1, Collections.nCopies(501, "word"))),
        wrong("bannedWords", () -> new MessageConfig(1, List.of("7"))),
        wrong("maxPayloadBytes", () -> new NotificationConfig(0, 1, 1, 1)),
        wrong("maxRecipients", () -> new NotificationConfig(1, 0, 1, 1)),
        wrong("chunkSize", () -> new NotificationConfig(1, 1, 0, 1)),
        wrong("maxBroadcastsPerMinute", () -> new NotificationConfig(1, 1, 1, 0)),
        wrong("maxBroadcastsPerMinute", () -> new NotificationConfig(1, 1, 1, 10_001)),
        wrong("maxSongIdLength", () -> new MusicConfig(0, 1)),
        wrong("maxSongIdLength", () -> new MusicConfig(256, 1)),
        wrong("maxPositionSeconds", () -> new MusicConfig(1, 0)),
        wrong("maxPositionSeconds", () -> new MusicConfig(1, Double.NaN)),
        wrong("role", () -> new AdminConfig(" ", 1)),
        wrong("maxBodyBytes", () -> new AdminConfig("r", 0)));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aBadValueIsNamed(String component, ThrowingCallable config) {
    assertThatThrownBy(config)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(component);
  }

  private static Arguments wrong(String component, ThrowingCallable config) {
    return Arguments.of(component, config);
  }

  private static PresenceConfig presence(
      Duration grace, int maxInGrace, int snapshotLimit, int maxPageSize, int chunkSize) {
    return new PresenceConfig(
        Followers.NONE, grace, maxInGrace, snapshotLimit, false, maxPageSize, chunkSize);
  }
}

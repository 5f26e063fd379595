package dev.tutti;

import dev.tutti.app.message.MessageConfig;
import dev.tutti.app.music.MusicConfig;
import dev.tutti.app.notification.NotificationConfig;
import dev.tutti.app.presence.PresenceConfig;
import dev.tutti.app.room.RoomConfig;
import java.time.Duration;
import java.util.List;

/** The keys of what the product does: rooms, presence, messages, notifications, music. */
final class FeatureSettings {
  private static final RoomConfig ROOM = RoomConfig.defaults();
  private static final PresenceConfig PRESENCE = PresenceConfig.defaults();
  private static final MessageConfig MESSAGE = MessageConfig.defaults();
  private static final NotificationConfig NOTIFICATION = NotificationConfig.defaults();
  private static final MusicConfig MUSIC = MusicConfig.defaults();
  private static final int MANY = 10_000_000;

  private static final ConfigKey<Integer> ROOMS_PER_SOCKET =
      count(
          "tutti.room.max-per-socket",
          ROOM.maxRoomsPerSocket(),
          MANY,
          "Public rooms that one socket may be in at a time");
  private static final ConfigKey<Integer> ROOMS =
      count("tutti.room.max", ROOM.maxRooms(), MANY, "Public rooms on this node");
  private static final ConfigKey<Integer> ROOM_PAGE =
      count(
          "tutti.room.max-page-size", ROOM.maxPageSize(), MANY, "Members in one page of a listing");
  private static final ConfigKey<PresenceConfig.Followers> FOLLOWERS =
      ConfigKey.choice(
          "tutti.presence.followers",
          PRESENCE.followers(),
          PresenceConfig.Followers.class,
          "Who hears of whom; an application's own FollowerDirectory bean wins");
  private static final ConfigKey<Duration> GRACE =
      ConfigKey.duration(
          "tutti.presence.grace",
          PRESENCE.grace(),
          Duration.ZERO,
          Duration.ofMinutes(10),
          "How long a user stays online after his last connection");
  private static final ConfigKey<Integer> MAX_IN_GRACE =
      count(
          "tutti.presence.max-in-grace",
          PRESENCE.maxInGrace(),
          MANY,
          "Users who may be in their grace at a time; beyond, users go offline at once");
  private static final ConfigKey<Integer> SNAPSHOT =
      count(
          "tutti.presence.snapshot-limit",
          PRESENCE.snapshotLimit(),
          MANY,
          "Users in the presence-state of a connect");
  private static final ConfigKey<Boolean> SEED_NOTIFICATIONS =
      ConfigKey.flag(
          "tutti.presence.seed-notifications",
          PRESENCE.seedNotifications(),
          "Whether the seed's notification goes with every user-online and user-offline");
  private static final ConfigKey<Integer> PRESENCE_PAGE =
      count(
          "tutti.presence.max-page-size",
          PRESENCE.maxPageSize(),
          MANY,
          "Users in one page of a listing");
  private static final ConfigKey<Integer> PRESENCE_CHUNK =
      count(
          "tutti.presence.chunk-size",
          PRESENCE.chunkSize(),
          10_000,
          "Followers that one publication names");
  private static final ConfigKey<Integer> MESSAGE_LENGTH =
      count(
          "tutti.message.max-code-points",
          MESSAGE.maxCodePoints(),
          100_000,
          "Length of a private message in Unicode code points");
  private static final ConfigKey<List<String>> BANNED_WORDS =
      ConfigKey.list(
          "tutti.message.banned-words",
          String.join(",", MESSAGE.bannedWords()),
          "up to 500 words, comma list",
          "Words that the default content filter refuses, however they are disguised");
  private static final ConfigKey<Integer> NOTIFICATION_BYTES =
      count(
          "tutti.notification.max-payload-bytes",
          NOTIFICATION.maxPayloadBytes(),
          4_000_000,
          "One notification or broadcast of a back end");
  private static final ConfigKey<Integer> RECIPIENTS =
      count(
          "tutti.notification.max-recipients",
          NOTIFICATION.maxRecipients(),
          1_000_000,
          "Users that one notification may name");
  private static final ConfigKey<Integer> NOTIFICATION_CHUNK =
      count(
          "tutti.notification.chunk-size",
          NOTIFICATION.chunkSize(),
          10_000,
          "Users that one publication names");
  private static final ConfigKey<Integer> BROADCASTS =
      count(
          "tutti.notification.max-broadcasts-per-minute",
          NOTIFICATION.maxBroadcastsPerMinute(),
          10_000,
          "Notifications and broadcasts to everybody in any minute");
  private static final ConfigKey<Integer> SONG_ID =
      count(
          "tutti.music.max-song-id-length",
          MUSIC.maxSongIdLength(),
          255,
          "Characters of a song's id");
  private static final ConfigKey<Integer> POSITION =
      count(
          "tutti.music.max-position-seconds",
          (int) MUSIC.maxPositionSeconds(),
          1_000_000_000,
          "The largest position in a song");

  private FeatureSettings() {}

  static List<ConfigKey<?>> keys() {
    return List.of(
        ROOMS_PER_SOCKET,
        ROOMS,
        ROOM_PAGE,
        FOLLOWERS,
        GRACE,
        MAX_IN_GRACE,
        SNAPSHOT,
        SEED_NOTIFICATIONS,
        PRESENCE_PAGE,
        PRESENCE_CHUNK,
        MESSAGE_LENGTH,
        BANNED_WORDS,
        NOTIFICATION_BYTES,
        RECIPIENTS,
        NOTIFICATION_CHUNK,
        BROADCASTS,
        SONG_ID,
        POSITION);
  }

  static RoomConfig room(ConfigReader config) {
    return new RoomConfig(
        config.value(ROOMS_PER_SOCKET), config.value(ROOMS), config.value(ROOM_PAGE));
  }

  static PresenceConfig presence(ConfigReader config) {
    return new PresenceConfig(
        config.value(FOLLOWERS),
        config.value(GRACE),
        config.value(MAX_IN_GRACE),
        config.value(SNAPSHOT),
        config.value(SEED_NOTIFICATIONS),
        config.value(PRESENCE_PAGE),
        config.value(PRESENCE_CHUNK));
  }

  static MessageConfig message(ConfigReader config) {
    return new MessageConfig(config.value(MESSAGE_LENGTH), config.value(BANNED_WORDS));
  }

  static NotificationConfig notification(ConfigReader config) {
    return new NotificationConfig(
        config.value(NOTIFICATION_BYTES),
        config.value(RECIPIENTS),
        config.value(NOTIFICATION_CHUNK),
        config.value(BROADCASTS));
  }

  static MusicConfig music(ConfigReader config) {
    return new MusicConfig(config.value(SONG_ID), config.value(POSITION));
  }

  private static ConfigKey<Integer> count(String name, int fallback, int max, String meaning) {
    return ConfigKey.integer(name, fallback, 1, max, meaning);
  }
}

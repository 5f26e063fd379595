package dev.tutti.app.music;

/**
 * Limits of playing in sync.
 *
 * @param maxSongIdLength UTF-16 units of a song's id
 * @param maxPositionSeconds the largest position in a song
 */
public record MusicConfig(int maxSongIdLength, double maxPositionSeconds) {

  public MusicConfig {
    if (maxSongIdLength < 1 || maxSongIdLength > 255) {
      throw new IllegalArgumentException(
          "maxSongIdLength must be from 1 to 255: " + maxSongIdLength);
    }
    if (!(maxPositionSeconds > 0 && maxPositionSeconds <= 1e9)) {
      throw new IllegalArgumentException(
          "maxPositionSeconds must be positive and 1e9 at most: " + maxPositionSeconds);
    }
  }

  /** The defaults of the README's table. */
  public static MusicConfig defaults() {
    return new MusicConfig(255, 1e7);
  }
}

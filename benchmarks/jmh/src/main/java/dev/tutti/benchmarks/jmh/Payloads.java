package dev.tutti.benchmarks.jmh;

/** What the example application's events carry. */
public final class Payloads {
  private Payloads() {}

  /** The broadcast of {@code music-sync}. */
  public record MusicSync(
      String action,
      String songId,
      double currentTime,
      String room,
      String userId,
      String timestamp,
      long serverTime) {

    public static MusicSync sample() {
      return new MusicSync(
          "seek",
          "t1234567890123456",
          12.5,
          "room-0",
          "user-17",
          "2026-01-01T00:00:00.000Z",
          1_767_225_600_000L);
    }
  }

  /** The argument and the answer of {@code echo}. */
  public record Echo(String text, int number) {}
}

package dev.tutti.app.room;

/**
 * Limits of public rooms.
 *
 * @param maxRoomsPerSocket public rooms that one socket may be in at a time
 * @param maxRooms public rooms on this node
 * @param maxPageSize members that one page of a listing holds
 */
public record RoomConfig(int maxRoomsPerSocket, int maxRooms, int maxPageSize) {

  public RoomConfig {
    positive("maxRoomsPerSocket", maxRoomsPerSocket);
    positive("maxRooms", maxRooms);
    positive("maxPageSize", maxPageSize);
  }

  /** The defaults of the README's table. */
  public static RoomConfig defaults() {
    return new RoomConfig(50, 20_000, 1_000);
  }

  private static void positive(String component, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(component + " must be positive: " + value);
    }
  }
}

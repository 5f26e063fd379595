package dev.tutti.monitoring;

import dev.tutti.app.room.RoomObserver;

/**
 * Hears of public rooms; apart from {@link Monitor}, whose own {@code roomsChanged} is about those
 * of the Socket.IO layer. Any thread.
 */
final class RoomMonitor implements RoomObserver {
  private final Figures figures;

  RoomMonitor(Figures figures) {
    this.figures = figures;
  }

  @Override
  public void roomsChanged(int delta) {
    figures.publicRooms.add(delta);
  }

  @Override
  public void membershipsChanged(int delta) {
    figures.memberships.add(delta);
  }
}

package dev.tutti.benchmarks.load;

import java.util.List;

/**
 * Members of rooms publish {@code music-sync} in turn. In a closed loop a publish follows when the
 * one before has arrived at every other member; in an open one they follow a clock.
 */
final class RoomTraffic extends Traffic {
  private final List<Client> clients;
  private final int size;
  private final int window;
  private final int ratePerSecond;
  private final int rooms;
  private final int[] outstanding;
  private final int[] turns;
  private int joined;
  private long dueNanos;
  private int nextRoom;

  /**
   * @param window publishes in flight a room, 0 for an open loop
   * @param ratePerSecond publishes in all rooms of an open loop
   */
  RoomTraffic(List<Client> clients, int size, int window, int ratePerSecond) {
    this.clients = clients;
    this.size = size;
    this.window = window;
    this.ratePerSecond = ratePerSecond;
    this.rooms = (clients.size() + size - 1) / size;
    this.outstanding = new int[rooms];
    this.turns = new int[rooms];
  }

  @Override
  void begin() {
    for (Client client : clients) {
      client.send("42[\"join-room\",{\"room\":\"" + room(client.index / size) + "\"}]");
    }
  }

  @Override
  boolean prepared() {
    return joined == clients.size();
  }

  @Override
  void start() {
    dueNanos = System.nanoTime();
    for (int room = 0; room < rooms; room++) {
      for (int i = 0; i < window; i++) {
        publish(room);
      }
    }
  }

  @Override
  long tick(long now) {
    if (window > 0 || dueNanos == 0) {
      return super.tick(now);
    }
    while (dueNanos <= now) {
      publish(nextRoom++ % rooms);
      dueNanos += 1_000_000_000L / ratePerSecond;
    }
    return (dueNanos - now) / 1_000_000;
  }

  private void publish(int room) {
    int members = members(room);
    Client sender = clients.get(room * size + turns[room]++ % members);
    outstanding[room] += members - 1;
    messages++;
    sender.send(
        "42[\"music-sync\",{\"action\":\"seek\",\"songId\":\"t"
            + stamp()
            + "\",\"currentTime\":12.5,\"room\":\""
            + room(room)
            + "\"}]");
  }

  @Override
  void event(Client client, String text) {
    if (text.startsWith("42[\"music-sync\"")) {
      deliveries++;
      bytes += text.length();
      latency.record(age(text, "\"songId\":\"t"));
      int room = client.index / size;
      if (--outstanding[room] % (members(room) - 1) == 0 && window > 0) {
        publish(room);
      }
    } else if (text.startsWith("42[\"joined-room\"")) {
      joined++;
    }
  }

  private int members(int room) {
    return Math.min(size, clients.size() - room * size);
  }

  private static String room(int index) {
    return "room-" + index;
  }
}

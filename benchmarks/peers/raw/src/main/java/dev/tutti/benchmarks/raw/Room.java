package dev.tutti.benchmarks.raw;

import java.util.concurrent.CopyOnWriteArrayList;

/** Who is where; read for each publish, changed rarely. */
final class Room {
  private final CopyOnWriteArrayList<RawEndpoint> members = new CopyOnWriteArrayList<>();

  void add(RawEndpoint member) {
    members.add(member);
  }

  void remove(RawEndpoint member) {
    members.remove(member);
  }

  void publish(RawEndpoint sender, String text) {
    for (RawEndpoint member : members) {
      if (member != sender) {
        member.send(text);
      }
    }
  }
}

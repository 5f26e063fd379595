package dev.tutti.benchmarks.load;

import java.util.List;

/**
 * Pairs of users write to each other in turn, with acks. The next message follows when all three
 * packets of the one before are there: the message, the sender's {@code message-sent}, the ack.
 */
final class PrivateTraffic extends Traffic {
  private static final int PACKETS = 3;

  private final List<Client> clients;
  private final int window;
  private final int[] missing;
  private final int[] turns;
  private int ackId = AckIds.FIRST;

  PrivateTraffic(List<Client> clients, int window) {
    this.clients = clients;
    this.window = window;
    this.missing = new int[clients.size() / 2];
    this.turns = new int[clients.size() / 2];
  }

  @Override
  void start() {
    for (int pair = 0; pair < missing.length; pair++) {
      for (int i = 0; i < window; i++) {
        say(pair);
      }
    }
  }

  private void say(int pair) {
    int from = pair * 2 + turns[pair]++ % 2;
    missing[pair] += PACKETS;
    ackId = AckIds.next(ackId);
    clients
        .get(from)
        .send(
            "42"
                + ackId
                + "[\"private-message\",{\"targetUserId\":\""
                + Client.user(from ^ 1)
                + "\",\"message\":\"hello t"
                + stamp()
                + " from the load generator\"}]");
  }

  @Override
  void event(Client client, String text) {
    if (text.startsWith("42[\"private-message\"")) {
      latency.record(age(text, "hello t"));
    } else if (!text.startsWith("42[\"message-sent\"") && !AckIds.isSuccess(text)) {
      return;
    }
    deliveries++;
    bytes += text.length();
    int pair = client.index / 2;
    if (--missing[pair] % PACKETS == 0) {
      messages++;
      say(pair);
    }
  }
}

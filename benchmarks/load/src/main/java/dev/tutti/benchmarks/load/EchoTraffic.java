package dev.tutti.benchmarks.load;

import java.util.List;

/** Each client sends {@code echo} with an ack; the next one follows the ack of the one before. */
final class EchoTraffic extends Traffic {
  private final List<Client> clients;
  private final int window;
  private int ackId = AckIds.FIRST;

  EchoTraffic(List<Client> clients, int window) {
    this.clients = clients;
    this.window = window;
  }

  @Override
  void start() {
    for (Client client : clients) {
      for (int i = 0; i < window; i++) {
        say(client);
      }
    }
  }

  private void say(Client client) {
    ackId = AckIds.next(ackId);
    client.send("42" + ackId + "[\"echo\",{\"text\":\"hello t" + stamp() + "\",\"number\":42}]");
  }

  @Override
  void event(Client client, String text) {
    if (AckIds.isSuccess(text)) {
      messages++;
      deliveries++;
      bytes += text.length();
      latency.record(age(text, "hello t"));
      say(client);
    }
  }
}

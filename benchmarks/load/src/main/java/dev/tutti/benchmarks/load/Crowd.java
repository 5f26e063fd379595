package dev.tutti.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All clients of one scenario. */
final class Crowd implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);

  private final Order order;
  private final TokenMint mint;
  private final Loop loop;
  private final List<Client> clients = new ArrayList<>();
  private Traffic traffic = Traffic.NONE;
  private String firstError = "";
  private int ready;
  private int refused;
  private int dropped;

  Crowd(Order order) throws IOException, GeneralSecurityException {
    this.order = order;
    this.mint = new TokenMint(order.key());
    this.loop = new Loop();
  }

  /** Tokens that are new, made before anything is measured. */
  List<String> tokens() throws GeneralSecurityException {
    List<String> tokens = new ArrayList<>(order.clients());
    for (int i = 0; i < order.clients(); i++) {
      tokens.add(mint.token(Client.user(i)));
    }
    return tokens;
  }

  /** Connects a client for each token, a window of them at a time, and waits until all are in. */
  void connect(List<String> tokens) throws IOException {
    clients.clear();
    ready = 0;
    refused = 0;
    long deadline = System.nanoTime() + CONNECT_LIMIT.toNanos();
    while (ready + refused < tokens.size()) {
      while (clients.size() < tokens.size()
          && clients.size() - ready - refused < order.connectWindow()) {
        Client client = client(clients.size(), tokens.get(clients.size()));
        clients.add(client);
        client.open();
      }
      loop.turn(50);
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "only " + ready + " of " + tokens.size() + " clients connected: " + firstError);
      }
    }
    if (ready == 0) {
      throw new IOException("no client got in: " + firstError);
    }
  }

  private Client client(int index, String token) {
    URI url = order.urls().get(index % order.urls().size());
    return order.polling()
        ? new PollingClient(index, token, this, url, loop)
        : new WebSocketClient(index, token, this, url, loop);
  }

  List<Client> clients() {
    return clients;
  }

  /** From now on, events go there. */
  void hear(Traffic next) {
    traffic = next;
  }

  /** Serves the connections for so long. */
  void pump(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      long wait = traffic.tick(now);
      loop.turn(Math.min(wait, (end - now) / 1_000_000));
    }
  }

  void disconnect() throws IOException {
    traffic = Traffic.NONE;
    clients.forEach(Client::close);
    loop.turn(0);
  }

  void ready() {
    ready++;
  }

  void lost(String why, boolean wasConnected) {
    if (wasConnected) {
      dropped++;
    } else {
      refused++;
    }
    note(why);
  }

  void event(Client client, String text) {
    if (text.startsWith("42[\"exception\"") || text.startsWith("42[\"rate-limit")) {
      note(text);
    }
    traffic.event(client, text);
  }

  private void note(String why) {
    if (firstError.isEmpty()) {
      firstError = why;
    }
  }

  Json report(Json json) {
    json.put("clients", order.clients()).put("refused", refused).put("dropped", dropped);
    return firstError.isEmpty() ? json : json.put("firstError", firstError);
  }

  @Override
  public void close() throws IOException {
    disconnect();
    loop.close();
  }
}

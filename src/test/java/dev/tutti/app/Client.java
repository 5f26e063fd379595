package dev.tutti.app;

import dev.tutti.engineio.CloseReason;
import dev.tutti.socketio.FakeSession;
import dev.tutti.socketio.SocketIoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A signed-in client without a transport: what it says and hears are JSON texts. */
public final class Client {
  private static final Pattern ACK = Pattern.compile("43(\\d+)\\[(.*)]");

  private final FakeSession session;
  private final List<String> events = new ArrayList<>();
  private String lastAck;
  private int acks;

  private Client(FakeSession session) {
    this.session = session;
  }

  static Client connect(SocketIoServer server, String user) {
    Client client = new Client(FakeSession.open(server));
    client.session.receive("0{\"token\":\"" + user + "\"}");
    client.pull();
    String first = client.events.remove(0);
    if (!first.startsWith("[\"connected\",")) {
      throw new AssertionError("the first event is another than connected: " + first);
    }
    return client;
  }

  /** Emits an event with an ack; the answer, or null while there is none. */
  public String emit(String event, String payload) {
    pull();
    lastAck = null;
    session.receive("2" + acks++ + "[\"" + event + "\"," + payload + "]");
    return ack();
  }

  /** The last ack, null if there was none since the last emit. */
  public String ack() {
    pull();
    return lastAck;
  }

  /** The events since the last call, each as {@code ["name",payload]}. */
  public List<String> take() {
    pull();
    List<String> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** Whether the server still serves the client. */
  public boolean connected() {
    return session.closeReason() == null;
  }

  /** Closes the connection; a second time changes nothing. */
  public void leave() {
    session.close(CloseReason.TRANSPORT_CLOSE);
  }

  private void pull() {
    for (String text : session.take()) {
      Matcher ack = ACK.matcher(text);
      if (ack.matches()) {
        lastAck = ack.group(2);
      } else if (text.startsWith("42")) {
        events.add(text.substring(2));
      }
    }
  }
}

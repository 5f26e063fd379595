package dev.tutti.benchmarks.raw;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the container costs: sends the frames that Tutti would send, of the same length and to the
 * same receivers, and parses nothing. The load generator's packets all have one layout, so what
 * they are is one character's matter, and their stamp lies at a known place.
 */
@ServerEndpoint("/socket.io/")
public class RawEndpoint {
  private static final Map<String, Room> ROOMS = new ConcurrentHashMap<>();
  private static final Map<String, RawEndpoint> USERS = new ConcurrentHashMap<>();

  private Outbox outbox;
  private Texts texts;
  private String user;
  private RawEndpoint partner;
  private Room room;

  @OnOpen
  public void open(Session session) {
    user = session.getRequestParameterMap().get("user").get(0);
    texts = new Texts(user);
    outbox = new Outbox(session.getAsyncRemote());
    USERS.put(user, this);
    outbox.send(Texts.OPEN);
  }

  @OnMessage
  public void text(String text) {
    switch (Texts.kind(text)) {
      case PONG -> {}
      case CONNECT -> {
        outbox.send(Texts.CONNECT);
        outbox.send(texts.connected());
      }
      case JOIN -> {
        room = ROOMS.computeIfAbsent(text, name -> new Room());
        room.add(this);
        outbox.send(Texts.JOINED);
      }
      case PUBLISH -> room.publish(this, texts.musicSync(text));
      case PRIVATE -> say(text);
      case ECHO -> outbox.send(Texts.echoAck(text));
    }
  }

  private void say(String text) {
    if (partner == null) {
      partner = USERS.get(Texts.partner(user));
    }
    if (partner == null) {
      // Both are about to leave: the scenario is over.
      return;
    }
    partner.outbox.send(texts.privateMessage(text));
    outbox.send(texts.messageSent(text));
    outbox.send(Texts.ack(text));
  }

  void send(String text) {
    outbox.send(text);
  }

  @OnClose
  public void close() {
    USERS.remove(user, this);
    if (room != null) {
      room.remove(this);
    }
  }
}

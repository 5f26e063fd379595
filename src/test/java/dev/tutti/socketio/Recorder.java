package dev.tutti.socketio;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a listener and an observer hear. Any thread. */
final class Recorder implements SocketListener, SocketIoObserver {
  private final List<String> heard = new ArrayList<>();
  private int rooms;
  private int failures;
  private SocketIoSocket last;
  private InboundEvent lastEvent;

  synchronized List<String> take() {
    List<String> taken = List.copyOf(heard);
    heard.clear();
    return taken;
  }

  synchronized int rooms() {
    return rooms;
  }

  synchronized int failures() {
    return failures;
  }

  /** The socket that connected last. */
  synchronized SocketIoSocket last() {
    return last;
  }

  synchronized InboundEvent lastEvent() {
    return lastEvent;
  }

  private synchronized void note(String what) {
    heard.add(what);
  }

  @Override
  public synchronized void onConnect(SocketIoSocket socket) {
    last = socket;
    note("connect " + socket.namespace().name());
  }

  @Override
  public synchronized void onEvent(SocketIoSocket socket, InboundEvent event) {
    lastEvent = event;
    note("event " + event.name() + " " + event.args().stream().map(JsonText::text).toList());
  }

  @Override
  public void onDisconnecting(SocketIoSocket socket, DisconnectReason reason) {
    note("disconnecting " + reason.text() + " rooms=" + socket.rooms().size());
  }

  @Override
  public void onDisconnect(SocketIoSocket socket, DisconnectReason reason) {
    note("disconnect " + reason.text() + " rooms=" + socket.rooms().size());
  }

  @Override
  public void socketConnected(String namespace) {
    note("+" + namespace);
  }

  @Override
  public void socketDisconnected(String namespace, DisconnectReason reason) {
    note("-" + namespace + " " + reason.text());
  }

  @Override
  public void connectRefused(String namespace, String code) {
    note("refused " + namespace + " " + code);
  }

  @Override
  public void broadcastDelivered(int sockets) {
    note("delivered " + sockets);
  }

  @Override
  public synchronized void roomsChanged(int delta) {
    rooms += delta;
  }

  @Override
  public synchronized void failure() {
    failures++;
  }
}

package dev.tutti.monitoring;

import static dev.tutti.monitoring.Figures.known;

import dev.tutti.app.presence.PresenceObserver;
import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.EngineIoObserver;
import dev.tutti.engineio.TransportKind;
import dev.tutti.events.EventObserver;
import dev.tutti.monitoring.Figures.Layer;
import dev.tutti.security.TokenObserver;
import dev.tutti.socketio.DisconnectReason;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Selection;
import dev.tutti.socketio.SocketIoObserver;
import dev.tutti.socketio.SocketIoSocket;
import java.util.List;

/** Hears every layer, counts what it hears and passes on what is traced. Any thread. */
final class Monitor
    implements EngineIoObserver, SocketIoObserver, EventObserver, PresenceObserver, TokenObserver {
  private final Figures figures;
  private final Tracing tracing;

  Monitor(Figures figures, Tracing tracing) {
    this.figures = figures;
    this.tracing = tracing;
  }

  @Override
  public void sessionOpened(TransportKind transport) {
    known(figures.connections, transport).increment();
    known(figures.opened, transport).add(1);
  }

  @Override
  public void sessionUpgraded() {
    known(figures.connections, TransportKind.POLLING).decrement();
    known(figures.connections, TransportKind.WEBSOCKET).increment();
    figures.upgraded.add(1);
  }

  @Override
  public void sessionClosed(TransportKind transport, CloseReason reason) {
    known(figures.connections, transport).decrement();
    known(figures.closed, reason).add(1);
    if (reason == CloseReason.SLOW_CONSUMER) {
      figures.slowConsumers.add(1);
    }
  }

  @Override
  public void requestRefused(String code) {
    known(figures.refusals, Layer.REQUEST).of(code).add(1);
  }

  @Override
  public void frameSent(int bytes) {
    figures.frames.add(1);
    figures.bytes.add(bytes);
  }

  @Override
  public void volatileDropped() {
    figures.volatileDrops.add(1);
  }

  @Override
  public void queuedBytesChanged(long delta) {
    figures.queuedBytes.add(delta);
  }

  @Override
  public void socketConnected(String namespace) {
    figures.sockets.of(namespace).increment();
    figures.connects.of(namespace).add(1);
  }

  @Override
  public void socketDisconnected(String namespace, DisconnectReason reason) {
    figures.sockets.of(namespace).decrement();
    known(figures.disconnects, reason).add(1);
  }

  @Override
  public void signatureKnown() {
    figures.knownTokens.add(1);
  }

  @Override
  public void signatureChecked() {
    figures.checkedTokens.add(1);
  }

  // A refused client may have invented the namespace: its name is no tag.
  @Override
  public void connectRefused(String namespace, String code) {
    known(figures.refusals, Layer.CONNECT).of(code).add(1);
  }

  @Override
  public void broadcastDelivered(int sockets) {
    figures.deliveries.add(sockets);
  }

  @Override
  public void roomsChanged(int delta) {
    figures.rooms.add(delta);
  }

  @Override
  public void failure() {
    figures.failures.add(1);
  }

  @Override
  public boolean tracing() {
    return tracing.active();
  }

  @Override
  public void emitted(SocketIoSocket socket, List<JsonText> args) {
    tracing.emitted(TracedSocket.of(socket), args);
  }

  @Override
  public void broadcast(Selection selection, List<JsonText> args, int sockets) {
    tracing.broadcast(selection.rooms(), args, sockets);
  }

  @Override
  public void handled(String event, Outcome outcome, String code, long nanos) {
    figures.events.of(event).handled(outcome, nanos);
    if (outcome == Outcome.REJECTED) {
      known(figures.refusals, Layer.EVENT).of(code).add(1);
    }
  }

  @Override
  public void rateLimited(String event, String scope) {
    figures.events.of(event).rateLimited(scope);
  }

  @Override
  public void penalized(String penalty) {
    figures.penalties.of(penalty).add(1);
  }

  @Override
  public void onlineChanged(int delta) {
    figures.usersOnline.add(delta);
  }
}

package dev.tutti.redis;

import dev.tutti.socketio.LocalAdapter;
import dev.tutti.socketio.RoomListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The other nodes of one namespace: what is published to them, and what is heard of them. A room's
 * own channel is heard while the room has members here. Any thread.
 */
final class Peers {
  private static final Logger LOG = System.getLogger(Peers.class.getName());

  private final Bus bus;
  private final Dialect dialect;
  private final LocalAdapter local;
  private final List<Bus.Subscription> subscriptions = new ArrayList<>();
  private final Map<String, Bus.Subscription> rooms = new ConcurrentHashMap<>();

  Peers(Bus bus, Dialect dialect, LocalAdapter local) {
    this.bus = bus;
    this.dialect = dialect;
    this.local = local;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Hears the other nodes from now on; called once, before anything else. */
  void listen(PeerMessage.Receiver receiver) {
    Bus.Receiver bytes = (channel, message) -> received(channel, message, receiver);
    for (String channel : dialect.channels()) {
      subscriptions.add(bus.subscribe(channel, bytes));
    }
    for (String pattern : dialect.patterns()) {
      subscriptions.add(bus.subscribePattern(pattern, bytes));
    }
    local.watch(new Rooms(bytes));
  }

  /** Completes when a room's own channel is heard; at once when there is none. */
  CompletionStage<Void> listening(String room) {
    Bus.Subscription subscription = rooms.get(room);
    return subscription == null
        ? CompletableFuture.completedFuture(null)
        : subscription.established();
  }

  /** Publishes; what becomes of it is the bus' to count and to say. */
  CompletionStage<Void> send(Publication publication) {
    return bus.publish(publication.channel(), publication.message());
  }

  /** How many nodes there are, this one included. */
  CompletionStage<Integer> count() {
    return bus.subscribers(dialect.census());
  }

  void close() {
    subscriptions.forEach(Bus.Subscription::close);
    rooms.values().forEach(Bus.Subscription::close);
  }

  /** A message that cannot be read, or that shows a bug of ours, harms no other. */
  private void received(String channel, byte[] bytes, PeerMessage.Receiver receiver) {
    try {
      PeerMessage message = dialect.read(channel, bytes, room -> local.localSize(room) > 0);
      if (message != null) {
        message.deliverTo(receiver);
      }
    } catch (MalformedMessageException e) {
      LOG.log(
          Level.WARNING,
          () -> "malformed message of another node, bytes=" + bytes.length + ": " + e.getMessage());
    } catch (RuntimeException | Error bug) {
      LOG.log(Level.ERROR, "message of another node failed", bug);
    }
  }

  private final class Rooms implements RoomListener {
    private final Bus.Receiver receiver;

    Rooms(Bus.Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void roomCreated(String room) {
      String channel = dialect.roomChannel(room);
      if (channel != null) {
        rooms.put(room, bus.subscribe(channel, receiver));
      }
    }

    @Override
    public void roomRemoved(String room) {
      Bus.Subscription subscription = rooms.remove(room);
      if (subscription != null) {
        subscription.close();
      }
    }
  }
}

package dev.tutti.redis;

import dev.tutti.engineio.ManualScheduler;
import dev.tutti.socketio.FakeSession;
import dev.tutti.socketio.Namespace;
import dev.tutti.socketio.SocketIoConfig;
import dev.tutti.socketio.SocketIoObserver;
import dev.tutti.socketio.SocketIoServer;
import dev.tutti.socketio.SocketIoSocket;
import dev.tutti.socketio.TestJson;
import java.util.HashSet;
import java.util.Set;

/** One of ours in a cluster, with clients. One thread at a time, but for what the bus brings. */
final class Node {
  final String id;
  final ManualScheduler scheduler = new ManualScheduler();
  final WatchedBus bus;
  final SocketIoServer server;
  final Namespace chat;

  Node(String id, Bus bus) {
    this.id = id;
    this.bus = new WatchedBus(bus);
    server =
        new SocketIoServer(
            SocketIoConfig.defaults(),
            scheduler,
            new TestJson(),
            SocketIoObserver.NONE,
            new RedisAdapters(RedisAdapterConfig.defaults(), id, this.bus, scheduler));
    chat = server.of("/chat");
    this.bus.ready();
  }

  /** Waits until Redis knows so many nodes, this one among those who may ask. */
  void awaitNodes(int count) {
    String census = bus.sharded() ? "socket.io#/chat#" : "socket.io-request#/chat#";
    while (subscribers(census) != count) {
      Thread.onSpinWait();
    }
  }

  /** Negative while Redis is away. */
  private int subscribers(String channel) {
    return bus.subscribers(channel).exceptionally(away -> -1).toCompletableFuture().join();
  }

  /** A client and its socket. */
  record Guest(FakeSession client, SocketIoSocket socket) {
    /** What came since the last call, without what all events have in common. */
    String heard() {
      StringBuilder heard = new StringBuilder();
      for (String text : client.take()) {
        heard.append(text.startsWith("42/chat,") ? text.substring("42/chat,".length()) : text);
      }
      return heard.toString();
    }

    /** Answers the event that came last. */
    void answer(String args) {
      String text = client.take().get(0);
      client.receive("3/chat," + text.substring("42/chat,".length(), text.indexOf('[')) + args);
    }
  }

  /** A new client in rooms. */
  Guest guest(String... rooms) {
    Set<SocketIoSocket> before = new HashSet<>(chat.sockets());
    FakeSession client = FakeSession.open(server).receive("0/chat,");
    client.take();
    Set<SocketIoSocket> now = new HashSet<>(chat.sockets());
    now.removeAll(before);
    SocketIoSocket socket = now.iterator().next();
    socket.join(rooms);
    bus.ready();
    return new Guest(client, socket);
  }
}

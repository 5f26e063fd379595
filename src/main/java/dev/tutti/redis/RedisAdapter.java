package dev.tutti.redis;

import dev.tutti.engineio.Scheduler;
import dev.tutti.socketio.Adapter;
import dev.tutti.socketio.Broadcast;
import dev.tutti.socketio.BroadcastAcks;
import dev.tutti.socketio.Delivery;
import dev.tutti.socketio.FetchedSockets;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.LocalAdapter;
import dev.tutti.socketio.Namespace;
import dev.tutti.socketio.Selection;
import dev.tutti.socketio.ServerSideAnswers;
import dev.tutti.socketio.SocketIoSocket;
import dev.tutti.socketio.SocketSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The rooms of one namespace on all nodes: this node's sockets first, then the others by way of
 * Redis, in the order of the calls. While Redis is away, this node's sockets are served all the
 * same and answers are incomplete. Any thread; nothing blocks.
 */
final class RedisAdapter implements Adapter {
  private final LocalAdapter local;
  private final Dialect dialect;
  private final Peers peers;
  private final Questions questions;
  private final Confirmations confirmations;
  private final Scheduler scheduler;
  private final Duration subscribeTimeout;

  private RedisAdapter(
      LocalAdapter local,
      Peers peers,
      Questions questions,
      Confirmations confirmations,
      RedisAdapters nodes) {
    this.local = local;
    this.dialect = peers.dialect();
    this.peers = peers;
    this.questions = questions;
    this.confirmations = confirmations;
    this.scheduler = nodes.scheduler();
    this.subscribeTimeout = nodes.config().subscribeTimeout();
  }

  /** The adapter of a namespace, which hears the other nodes from now on. */
  static RedisAdapter open(
      Namespace namespace, LocalAdapter local, Dialect dialect, RedisAdapters nodes) {
    Peers peers = new Peers(nodes.bus(), dialect, local);
    Questions questions =
        new Questions(peers, nodes.scheduler(), nodes.node(), nodes.config().requestTimeout());
    Confirmations confirmations =
        new Confirmations(peers, local, nodes.scheduler(), nodes.node(), nodes.config());
    peers.listen(new PeerHandler(namespace, local, peers, questions, confirmations));
    return new RedisAdapter(local, peers, questions, confirmations, nodes);
  }

  @Override
  public void join(SocketIoSocket socket, Collection<String> rooms) {
    local.join(socket, rooms);
  }

  @Override
  public CompletionStage<Void> listening(String room) {
    CompletionStage<Void> established = peers.listening(room);
    if (established.toCompletableFuture().isDone()) {
      return established;
    }
    CompletableFuture<Void> listening = new CompletableFuture<>();
    Scheduler.Timer limit = scheduler.schedule(subscribeTimeout, () -> listening.complete(null));
    established.whenComplete(
        (confirmed, failure) -> {
          limit.cancel();
          listening.complete(null);
        });
    return listening;
  }

  @Override
  public void leave(SocketIoSocket socket, String room) {
    local.leave(socket, room);
  }

  @Override
  public void leaveAll(SocketIoSocket socket) {
    local.leaveAll(socket);
  }

  @Override
  public Set<String> rooms(SocketIoSocket socket) {
    return local.rooms(socket);
  }

  @Override
  public Set<String> rooms() {
    return local.rooms();
  }

  @Override
  public int localSize(String room) {
    return local.localSize(room);
  }

  @Override
  public void broadcast(Broadcast broadcast) {
    local.deliver(broadcast);
    if (!broadcast.isLocal()) {
      peers.send(dialect.event(broadcast, null));
    }
  }

  @Override
  public CompletionStage<Delivery> broadcastConfirmed(
      Broadcast broadcast, String id, Set<String> nodes, Duration timeout) {
    return broadcast.isLocal()
        ? local.broadcastConfirmed(broadcast, id, nodes, timeout)
        : confirmations.broadcast(broadcast, id, nodes, timeout);
  }

  @Override
  public CompletionStage<BroadcastAcks> broadcastWithAcks(Broadcast broadcast, Duration timeout) {
    CompletionStage<BroadcastAcks> own = local.broadcastWithAcks(broadcast, timeout);
    if (broadcast.isLocal()) {
      return own;
    }
    CompletionStage<Gathered<JsonText>> others =
        questions.askSockets(timeout, id -> dialect.askingEvent(broadcast, timeout, id));
    return own.thenCombine(others, RedisAdapter::together);
  }

  private static BroadcastAcks together(BroadcastAcks own, Gathered<JsonText> others) {
    List<JsonText> answers = new ArrayList<>(own.answers());
    answers.addAll(others.items());
    return new BroadcastAcks(
        answers, own.expected() + others.expected(), own.complete() && others.complete());
  }

  @Override
  public CompletionStage<FetchedSockets> fetchSockets(Selection selection) {
    List<SocketSnapshot> own = local.snapshots(selection);
    return questions
        .askForSockets(id -> dialect.fetch(selection, id))
        .thenApply(
            others -> {
              List<SocketSnapshot> all = new ArrayList<>(own);
              all.addAll(others.items());
              return new FetchedSockets(all, others.complete());
            });
  }

  @Override
  public void socketsJoin(Selection selection, Set<String> rooms) {
    local.socketsJoin(selection, rooms);
    peers.send(dialect.membership(selection, rooms, true));
  }

  @Override
  public void socketsLeave(Selection selection, Set<String> rooms) {
    local.socketsLeave(selection, rooms);
    peers.send(dialect.membership(selection, rooms, false));
  }

  @Override
  public void disconnectSockets(Selection selection, boolean close) {
    local.disconnectSockets(selection, close);
    peers.send(dialect.disconnect(selection, close));
  }

  @Override
  public void serverSideEmit(List<JsonText> args) {
    peers.send(dialect.serverSideEvent(args, null));
  }

  @Override
  public CompletionStage<ServerSideAnswers> serverSideEmitWithAck(
      List<JsonText> args, Duration timeout) {
    return questions
        .askApplications(timeout, id -> dialect.serverSideEvent(args, id))
        .thenApply(answers -> new ServerSideAnswers(answers.items(), answers.complete()));
  }

  @Override
  public void close() {
    peers.close();
    questions.close();
    confirmations.close();
  }
}

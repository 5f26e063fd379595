package dev.tutti.socketio;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rooms of one namespace, and delivery to them, over as many nodes as the implementation knows. Any
 * thread may call; nothing blocks.
 */
public interface Adapter {

  /**
   * Puts a local socket into rooms.
   *
   * @throws RoomLimitException when the socket or the namespace has too many; then it joins none
   */
  void join(SocketIoSocket socket, Collection<String> rooms);

  /**
   * Completes when other nodes' events for a room with a member here arrive here, at the latest
   * after a short time; never failed. Who answers a join after that has promised nothing too much.
   */
  default CompletionStage<Void> listening(String room) {
    return CompletableFuture.completedFuture(null);
  }

  /** Takes a local socket out of a room. */
  void leave(SocketIoSocket socket, String room);

  /** Takes a local socket out of all rooms, at its end. */
  void leaveAll(SocketIoSocket socket);

  /** The rooms of a local socket. */
  Set<String> rooms(SocketIoSocket socket);

  /** The rooms that have a member on this node. */
  Set<String> rooms();

  /** Sends an event to all selected sockets, encoded once. */
  void broadcast(Broadcast broadcast);

  /**
   * As {@link #broadcast} with an ack of each socket; incomplete after the timeout, never failed.
   */
  CompletionStage<BroadcastAcks> broadcastWithAcks(Broadcast broadcast, Duration timeout);

  /**
   * As {@link #broadcast}, and once more to each of these nodes that does not confirm that it has
   * handed the event to its sockets, until the timeout. A node takes an id once, however often it
   * comes.
   *
   * @param id of this event among all nodes, the same when the application tries again
   * @param nodes where sockets are expected; this one may be among them
   * @return never failed
   */
  CompletionStage<Delivery> broadcastConfirmed(
      Broadcast broadcast, String id, Set<String> nodes, Duration timeout);

  /** Describes the selected sockets; incomplete after a deadline, never failed. */
  CompletionStage<FetchedSockets> fetchSockets(Selection selection);

  void socketsJoin(Selection selection, Set<String> rooms);

  void socketsLeave(Selection selection, Set<String> rooms);

  /**
   * Disconnects the selected sockets.
   *
   * @param close whether the transport is closed as well
   */
  void disconnectSockets(Selection selection, boolean close);

  /** An event to the other nodes' applications. */
  void serverSideEmit(List<JsonText> args);

  /**
   * As {@link #serverSideEmit} with each other node's answer; incomplete after the timeout, never
   * failed.
   */
  CompletionStage<ServerSideAnswers> serverSideEmitWithAck(List<JsonText> args, Duration timeout);

  /** Local sockets in a room, without asking other nodes. */
  int localSize(String room);

  /** Its namespace goes: lets go of what it holds outside of this node. */
  default void close() {}
}

package dev.tutti.redis;

import dev.tutti.socketio.Broadcast;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Selection;
import dev.tutti.socketio.SocketSnapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One of the two formats that Node.js servers use among themselves, for one namespace. Stateless
 * but for its names. {@code @socket.io/redis-adapter} 8.3.
 */
interface Dialect {

  /** The channels that are heard always. */
  List<String> channels();

  /** Patterns that are heard always. */
  List<String> patterns();

  /** The channel that every node hears once: its subscribers are the nodes. */
  String census();

  /** The channel of a room of its own that nodes with such a room hear; absent when none. */
  @Nullable String roomChannel(String room);

  /**
   * Reads a message.
   *
   * @param hasRoom whether a room has a member here
   * @return absent when it is our own, for another namespace, for a room that is not here, or of a
   *     kind that does not matter
   * @throws MalformedMessageException when it is none
   */
  @Nullable PeerMessage read(String channel, byte[] message, Predicate<String> hasRoom);

  Publication event(Broadcast broadcast, @Nullable Ticket ticket);

  /** An event for one node that has not confirmed it. */
  Publication repeat(Broadcast broadcast, Ticket ticket, String node);

  Publication askingEvent(Broadcast broadcast, Duration timeout, String questionId);

  Publication membership(Selection selection, Set<String> rooms, boolean joins);

  Publication disconnect(Selection selection, boolean close);

  Publication fetch(Selection selection, String questionId);

  Publication serverSideEvent(List<JsonText> args, @Nullable String questionId);

  Publication sockets(Question question, List<SocketSnapshot> sockets);

  /** The answer to {@link PeerMessage.Listing}. */
  Publication names(Question question, boolean rooms, Collection<String> names);

  Publication serverSideAnswer(Question question, JsonText value);

  Publication asked(Question question, int sockets);

  Publication acked(Question question, JsonText value);

  Publication confirmation(Ticket ticket, int sockets);
}

package dev.tutti.redis;

import dev.tutti.socketio.Broadcast;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Selection;
import dev.tutti.socketio.SocketSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@code createShardedAdapter} of {@code @socket.io/redis-adapter} writes in its mode {@code
 * dynamic}: JSON, or MessagePack where there are binary values; a channel for all nodes, one for
 * each node and one for each public room, which only the nodes hear that have the room.
 */
final class ShardedDialect implements Dialect {
  /** Node.js takes a room of this length for a socket's own. */
  private static final int SOCKET_ID_LENGTH = 20;

  private final String uid;
  private final String everyone;
  private final String end;
  private final ShardedReader reader;

  ShardedDialect(String prefix, String namespace, String uid) {
    this.uid = uid;
    everyone = prefix + "#" + namespace + "#";
    end =
        new MessageText()
            .raw("},\"uid\":")
            .string(uid)
            .raw(",\"nsp\":")
            .string(namespace)
            .raw("}")
            .done()
            .text();
    reader = new ShardedReader(namespace, uid, end.substring(1));
  }

  @Override
  public List<String> channels() {
    return List.of(everyone, channelOf(uid));
  }

  /** Sharded channels have none. */
  @Override
  public List<String> patterns() {
    return List.of();
  }

  @Override
  public String census() {
    return everyone;
  }

  @Override
  public @Nullable String roomChannel(String room) {
    return room.length() == SOCKET_ID_LENGTH ? null : channelOf(room);
  }

  @Override
  public @Nullable PeerMessage read(String channel, byte[] message, Predicate<String> hasRoom) {
    return reader.read(message);
  }

  private String channelOf(String name) {
    return everyone + name + "#";
  }

  @Override
  public Publication event(Broadcast broadcast, @Nullable Ticket ticket) {
    return message(channelFor(broadcast.selection()), event(broadcast, null, null, ticket));
  }

  private String channelFor(Selection selection) {
    String channel =
        selection.rooms().size() == 1 ? roomChannel(selection.rooms().iterator().next()) : null;
    return channel == null ? everyone : channel;
  }

  @Override
  public Publication repeat(Broadcast broadcast, Ticket ticket, String node) {
    return message(channelOf(node), event(broadcast, null, null, ticket));
  }

  /** On the channel of all nodes: the one who asks counts those. */
  @Override
  public Publication askingEvent(Broadcast broadcast, Duration timeout, String questionId) {
    return message(everyone, event(broadcast, timeout, questionId, null));
  }

  private static MessageText event(
      Broadcast broadcast,
      @Nullable Duration timeout,
      @Nullable String questionId,
      @Nullable Ticket ticket) {
    MessageText text = start(ShardedReader.BROADCAST).raw("\"packet\":{\"type\":2,\"data\":");
    text.values(broadcast.args()).raw("},\"opts\":");
    new Options(broadcast.selection(), broadcast.isVolatile(), timeout, ticket).write(text);
    if (questionId != null) {
      text.raw(",\"requestId\":").string(questionId);
    }
    return text;
  }

  @Override
  public Publication membership(Selection selection, Set<String> rooms, boolean joins) {
    MessageText text = start(joins ? ShardedReader.JOIN : ShardedReader.LEAVE).raw("\"opts\":");
    Options.of(selection).write(text);
    return message(everyone, text.raw(",\"rooms\":").strings(rooms));
  }

  @Override
  public Publication disconnect(Selection selection, boolean close) {
    MessageText text = start(ShardedReader.DISCONNECT).raw("\"opts\":");
    Options.of(selection).write(text);
    return message(everyone, text.raw(",\"close\":").bool(close));
  }

  @Override
  public Publication fetch(Selection selection, String questionId) {
    MessageText text = start(ShardedReader.FETCH).raw("\"opts\":");
    Options.of(selection).write(text);
    return message(everyone, text.raw(",\"requestId\":").string(questionId));
  }

  @Override
  public Publication serverSideEvent(List<JsonText> args, @Nullable String questionId) {
    MessageText text = start(ShardedReader.SERVER_SIDE_EVENT).raw("\"packet\":").values(args);
    if (questionId != null) {
      text.raw(",\"requestId\":").string(questionId);
    }
    return message(everyone, text);
  }

  @Override
  public Publication sockets(Question question, List<SocketSnapshot> sockets) {
    MessageText text = answer(ShardedReader.SOCKETS, question).raw(",\"sockets\":");
    SnapshotJson.write(sockets, text);
    return message(channelOf(question.asker()), text);
  }

  /** Nobody asks for these in this format. */
  @Override
  public Publication names(Question question, boolean rooms, Collection<String> names) {
    throw new UnsupportedOperationException("not in this format");
  }

  @Override
  public Publication serverSideAnswer(Question question, JsonText value) {
    return answered(ShardedReader.SERVER_SIDE_ANSWER, question, value);
  }

  @Override
  public Publication acked(Question question, JsonText value) {
    return answered(ShardedReader.ACKED, question, value);
  }

  private Publication answered(int type, Question question, JsonText value) {
    MessageText text = answer(type, question).raw(",\"packet\":").value(value);
    return message(channelOf(question.asker()), text);
  }

  @Override
  public Publication asked(Question question, int sockets) {
    MessageText text = answer(ShardedReader.ASKED, question);
    return message(channelOf(question.asker()), text.raw(",\"clientCount\":").number(sockets));
  }

  @Override
  public Publication confirmation(Ticket ticket, int sockets) {
    MessageText text = start(ShardedReader.CONFIRMATION).raw("\"id\":").string(ticket.id());
    return message(channelOf(ticket.node()), text.raw(",\"sockets\":").number(sockets));
  }

  private static MessageText start(int type) {
    return new MessageText().raw("{\"type\":").number(type).raw(",\"data\":{");
  }

  private static MessageText answer(int type, Question question) {
    return start(type).raw("\"requestId\":").string(question.id());
  }

  private Publication message(String channel, MessageText text) {
    JsonText message = text.raw(end).done();
    return new Publication(
        channel,
        message.hasBinary()
            ? JsonPacker.pack(message)
            : message.text().getBytes(StandardCharsets.UTF_8));
  }
}

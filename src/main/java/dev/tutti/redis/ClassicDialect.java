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
 * What {@code createAdapter} of {@code @socket.io/redis-adapter} and
 * {@code @socket.io/redis-emitter} write: broadcasts as MessagePack on a pattern that all nodes
 * hear, requests and answers as JSON on channels of their own. An answer goes to the channel of the
 * one who asked, which every node hears for itself.
 */
final class ClassicDialect implements Dialect {
  private final String uid;
  private final String namespace;
  private final String broadcasts;
  private final String requests;
  private final String responses;
  private final ClassicReader reader;

  ClassicDialect(String prefix, String namespace, String uid) {
    this.uid = uid;
    this.namespace = namespace;
    broadcasts = prefix + "#" + namespace + "#";
    requests = prefix + "-request#" + namespace + "#";
    responses = prefix + "-response#" + namespace + "#";
    reader = new ClassicReader(namespace, uid);
  }

  @Override
  public List<String> channels() {
    return List.of(requests, responses, responsesOf(uid));
  }

  @Override
  public List<String> patterns() {
    return List.of(broadcasts.replaceAll("([*?\\[\\]\\\\])", "\\\\$1") + "*");
  }

  @Override
  public String census() {
    return requests;
  }

  /** All nodes hear the pattern. */
  @Override
  public @Nullable String roomChannel(String room) {
    return null;
  }

  @Override
  public @Nullable PeerMessage read(String channel, byte[] message, Predicate<String> hasRoom) {
    if (channel.equals(requests)) {
      return reader.request(message);
    }
    if (channel.equals(responses) || channel.equals(responsesOf(uid))) {
      return reader.response(message);
    }
    if (!channel.startsWith(broadcasts) || !isHere(channel, hasRoom)) {
      return null;
    }
    return reader.broadcast(message);
  }

  private boolean isHere(String channel, Predicate<String> hasRoom) {
    int end = channel.length() - 1;
    return end < broadcasts.length() || hasRoom.test(channel.substring(broadcasts.length(), end));
  }

  private String responsesOf(String node) {
    return responses + node + "#";
  }

  @Override
  public Publication event(Broadcast broadcast, @Nullable Ticket ticket) {
    Set<String> rooms = broadcast.selection().rooms();
    String channel = rooms.size() == 1 ? broadcasts + rooms.iterator().next() + "#" : broadcasts;
    return new Publication(channel, packed(broadcast, ticket));
  }

  @Override
  public Publication repeat(Broadcast broadcast, Ticket ticket, String node) {
    return new Publication(responsesOf(node), packed(broadcast, ticket));
  }

  private byte[] packed(Broadcast broadcast, @Nullable Ticket ticket) {
    MessageText text = new MessageText().raw("[").string(uid).raw(",");
    packet(broadcast, text).raw(",");
    new Options(broadcast.selection(), broadcast.isVolatile(), null, ticket).write(text);
    return JsonPacker.pack(text.raw("]").done());
  }

  private MessageText packet(Broadcast broadcast, MessageText text) {
    text.raw("{\"type\":2,\"data\":").values(broadcast.args());
    return text.raw(",\"nsp\":").string(namespace).raw("}");
  }

  /** As MessagePack always: Node.js does not read an attachment in JSON. */
  @Override
  public Publication askingEvent(Broadcast broadcast, Duration timeout, String questionId) {
    MessageText text = request(7).raw(",\"requestId\":").string(questionId).raw(",\"packet\":");
    packet(broadcast, text).raw(",\"opts\":");
    new Options(broadcast.selection(), broadcast.isVolatile(), timeout, null).write(text);
    return new Publication(requests, JsonPacker.pack(text.raw("}").done()));
  }

  @Override
  public Publication membership(Selection selection, Set<String> rooms, boolean joins) {
    MessageText text = request(joins ? 2 : 3).raw(",\"opts\":");
    Options.of(selection).write(text);
    return json(requests, text.raw(",\"rooms\":").strings(rooms).raw("}"));
  }

  @Override
  public Publication disconnect(Selection selection, boolean close) {
    MessageText text = request(4).raw(",\"opts\":");
    Options.of(selection).write(text);
    return json(requests, text.raw(",\"close\":").bool(close).raw("}"));
  }

  @Override
  public Publication fetch(Selection selection, String questionId) {
    MessageText text = request(5).raw(",\"requestId\":").string(questionId).raw(",\"opts\":");
    Options.of(selection).write(text);
    return json(requests, text.raw("}"));
  }

  @Override
  public Publication serverSideEvent(List<JsonText> args, @Nullable String questionId) {
    MessageText text = request(6);
    if (questionId != null) {
      text.raw(",\"requestId\":").string(questionId);
    }
    return encoded(requests, text.raw(",\"data\":").values(args).raw("}"));
  }

  private MessageText request(int type) {
    return new MessageText().raw("{\"uid\":").string(uid).raw(",\"type\":").number(type);
  }

  @Override
  public Publication sockets(Question question, List<SocketSnapshot> sockets) {
    MessageText text = answer(question).raw(",\"sockets\":");
    SnapshotJson.write(sockets, text);
    return json(responsesOf(question.asker()), text.raw("}"));
  }

  @Override
  public Publication names(Question question, boolean rooms, Collection<String> names) {
    MessageText text = answer(question).raw(rooms ? ",\"rooms\":" : ",\"sockets\":");
    return json(responsesOf(question.asker()), text.strings(names).raw("}"));
  }

  @Override
  public Publication serverSideAnswer(Question question, JsonText value) {
    MessageText text = answer(question).raw(",\"type\":6,\"data\":").value(value).raw("}");
    return encoded(responsesOf(question.asker()), text);
  }

  @Override
  public Publication asked(Question question, int sockets) {
    MessageText text = answer(question).raw(",\"type\":8,\"clientCount\":").number(sockets);
    return json(responsesOf(question.asker()), text.raw("}"));
  }

  @Override
  public Publication acked(Question question, JsonText value) {
    MessageText text = answer(question).raw(",\"type\":9,\"packet\":").value(value).raw("}");
    return new Publication(responsesOf(question.asker()), JsonPacker.pack(text.done()));
  }

  @Override
  public Publication confirmation(Ticket ticket, int sockets) {
    MessageText text = answer(new Question(ticket.node(), ticket.id()));
    text.raw(",\"type\":").number(ClassicReader.CONFIRMATION).raw(",\"uid\":").string(uid);
    return json(responsesOf(ticket.node()), text.raw(",\"sockets\":").number(sockets).raw("}"));
  }

  private static MessageText answer(Question question) {
    return new MessageText().raw("{\"requestId\":").string(question.id());
  }

  private static Publication json(String channel, MessageText text) {
    return new Publication(channel, text.done().text().getBytes(StandardCharsets.UTF_8));
  }

  /** JSON where it can be: a binary value needs MessagePack, which Node.js reads as well. */
  private static Publication encoded(String channel, MessageText text) {
    JsonText message = text.done();
    return message.hasBinary()
        ? new Publication(channel, JsonPacker.pack(message))
        : new Publication(channel, message.text().getBytes(StandardCharsets.UTF_8));
  }
}

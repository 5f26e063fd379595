package dev.tutti.app.message;

import dev.tutti.app.EventStamp;
import dev.tutti.app.EventStamps;
import dev.tutti.app.Identifier;
import dev.tutti.app.Senders;
import dev.tutti.app.presence.PresenceService;
import dev.tutti.app.session.UserRoom;
import dev.tutti.events.EventRejectedException;
import dev.tutti.security.User;
import dev.tutti.socketio.Emitter;
import dev.tutti.socketio.Namespace;
import dev.tutti.socketio.SocketIoSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Messages from one user to another; a CDI bean. A message reaches all of the recipient's sockets
 * and, as a copy, the sender's other ones. A user may write to himself: his other sockets get it
 * once. It is sent when every node that has the recipient has confirmed it. Thread-safe; nothing
 * blocks.
 */
public final class MessageService {
  private static final String EVENT = "private-message";

  /** How long nodes have to confirm that they have handed a message out. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Namespace namespace;
  private final PresenceService presence;
  private final MessagingPolicy policy;
  private final ContentFilter filter;
  private final EventStamps stamps;
  private final MessageConfig config;

  public MessageService(
      Namespace namespace,
      PresenceService presence,
      MessagingPolicy policy,
      ContentFilter filter,
      EventStamps stamps,
      MessageConfig config) {
    this.namespace = namespace;
    this.presence = presence;
    this.policy = policy;
    this.filter = filter;
    this.stamps = stamps;
    this.config = config;
  }

  /**
   * Sends a message in a user's name from a back end: all of his sockets get the copy.
   *
   * @return the message as sent; fails with {@link EventRejectedException} {@code invalid_payload},
   *     {@code message_too_long}, {@code inappropriate_content}, {@code message_forbidden}, {@code
   *     recipient_offline} or {@code unavailable}
   */
  public CompletionStage<SentMessage> send(
      User sender, @Nullable String targetUserId, @Nullable String message) {
    return send(sender, namespace.to(UserRoom.of(sender.id())), targetUserId, message, null);
  }

  /** As above, from a client's socket, in the name of its user. */
  CompletionStage<SentMessage> send(
      SocketIoSocket socket,
      @Nullable String targetUserId,
      @Nullable String message,
      @Nullable String clientMessageId) {
    User sender = Senders.of(socket);
    return send(
        sender, socket.to(UserRoom.of(sender.id())), targetUserId, message, clientMessageId);
  }

  private CompletionStage<SentMessage> send(
      User sender,
      Emitter copies,
      @Nullable String targetUserId,
      @Nullable String message,
      @Nullable String clientMessageId) {
    String target = Identifier.require(targetUserId, "targetUserId");
    MessageText text = MessageText.of(message, config.maxCodePoints());
    return policy
        .mayWrite(sender, target)
        .thenCompose(
            allowed -> {
              require(allowed, "message_forbidden", "You may not write to this user");
              return filter.accepts(sender, text.value());
            })
        .thenCompose(
            accepted -> {
              require(accepted, "inappropriate_content", "Inappropriate content detected");
              return presence.nodesOf(target);
            })
        .thenCompose(nodes -> deliver(sender, copies, target, nodes, text, clientMessageId));
  }

  /** A message to oneself is its own copy, and nobody but the sender may have to get it. */
  private CompletionStage<SentMessage> deliver(
      User sender,
      Emitter copies,
      String target,
      Set<String> nodes,
      MessageText text,
      @Nullable String clientMessageId) {
    requireOnline(!nodes.isEmpty());
    EventStamp stamp = stamps.next();
    String timestamp = stamp.timestamp();
    boolean toOneself = target.equals(sender.id());
    Emitter recipient = toOneself ? copies : namespace.to(UserRoom.of(target));
    PrivateMessage copy = payload(sender, target, text, stamp.id(), timestamp);
    PrivateMessage message = toOneself ? copy : payload(sender, null, text, stamp.id(), timestamp);
    String deliveryId = deliveryId(sender, target, clientMessageId, stamp);
    return recipient
        .emitConfirmed(deliveryId, nodes, LIMIT, EVENT, message)
        .thenApply(
            delivery -> {
              if (!delivery.confirmed()) {
                throw EventRejectedException.unavailable();
              }
              requireOnline(toOneself || delivery.sockets() > 0);
              if (!toOneself) {
                copy(copies, copy, clientMessageId == null ? null : deliveryId);
              }
              return new SentMessage(target, text.value(), timestamp, stamp.id());
            });
  }

  /**
   * Gives the sender's other sockets their copy. A further attempt, at another node, gives none to
   * those who have had it; nobody is waited for.
   *
   * @param deliveryId absent where there is no further attempt
   */
  private static void copy(Emitter copies, PrivateMessage copy, @Nullable String deliveryId) {
    if (deliveryId == null) {
      copies.emit(EVENT, copy);
      return;
    }
    var unusedNobodyConfirms =
        copies.emitConfirmed("copy " + deliveryId, Set.of(), Duration.ZERO, EVENT, copy);
  }

  /** The same for each attempt of a client that names its messages: no socket gets it twice. */
  private static String deliveryId(
      User sender, String target, @Nullable String clientMessageId, EventStamp stamp) {
    return clientMessageId == null
        ? stamp.id()
        : sender.id().length()
            + ":"
            + sender.id()
            + target.length()
            + ":"
            + target
            + clientMessageId;
  }

  private static void requireOnline(boolean online) {
    if (!online) {
      throw new EventRejectedException(
          "recipient_offline", "The recipient is offline", "targetUserId", null, true);
    }
  }

  private static PrivateMessage payload(
      User sender, @Nullable String target, MessageText text, String id, String timestamp) {
    return new PrivateMessage(sender.id(), sender.name(), target, text.value(), timestamp, id);
  }

  private static void require(boolean condition, String code, String message) {
    if (!condition) {
      throw new EventRejectedException(code, message);
    }
  }
}

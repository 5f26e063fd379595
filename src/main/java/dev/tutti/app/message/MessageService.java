package dev.tutti.app.message;

import dev.tutti.app.EventStamp;
import dev.tutti.app.EventStamps;
import dev.tutti.app.Identifier;
import dev.tutti.app.Senders;
import dev.tutti.app.presence.PresenceService;
import dev.tutti.app.session.UserRoom;
import dev.tutti.events.EventRejectedException;
import dev.tutti.security.User;
import dev.tutti.socketio.Delivery;
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
 * once. Thread-safe; nothing blocks.
 */
public final class MessageService {
  private static final String EVENT = "private-message";

  /** How long nodes may take to confirm; longer than a dead node's lease. */
  private static final Duration CONFIRMATION = Duration.ofSeconds(8);

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

  /**
   * As above, from a client's socket, in the name of its user.
   *
   * @param clientMessageId the client's own id, by which a second attempt is known to every node
   *     that a first one reached
   */
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

  private CompletionStage<SentMessage> deliver(
      User sender,
      Emitter copies,
      String target,
      Set<String> nodes,
      MessageText text,
      @Nullable String clientMessageId) {
    if (nodes.isEmpty()) {
      throw offline();
    }
    EventStamp stamp = stamps.next();
    String timestamp = stamp.timestamp();
    String id = clientMessageId == null ? stamp.id() : sender.id() + "\n" + clientMessageId;
    PrivateMessage copy = payload(sender, target, text, stamp.id(), timestamp);
    SentMessage sent = new SentMessage(target, text.value(), timestamp, stamp.id());
    if (target.equals(sender.id())) {
      return confirmed(copies, id, nodes, copy).thenApply(delivery -> sent);
    }
    PrivateMessage message = payload(sender, null, text, stamp.id(), timestamp);
    return confirmed(namespace.to(UserRoom.of(target)), id, nodes, message)
        .thenApply(
            delivery -> {
              if (delivery.sockets() == 0) {
                throw offline();
              }
              copies.emit(EVENT, copy);
              return sent;
            });
  }

  /** Sends so that every node with sockets of the recipient has it, or the sender knows better. */
  private static CompletionStage<Delivery> confirmed(
      Emitter audience, String id, Set<String> nodes, PrivateMessage message) {
    return audience
        .emitConfirmed(id, nodes, CONFIRMATION, EVENT, message)
        .thenApply(
            delivery -> {
              if (!delivery.confirmed()) {
                throw EventRejectedException.unavailable();
              }
              return delivery;
            });
  }

  private static EventRejectedException offline() {
    return new EventRejectedException(
        "recipient_offline", "The recipient is offline", "targetUserId", null, true);
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

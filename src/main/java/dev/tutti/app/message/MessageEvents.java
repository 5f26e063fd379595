package dev.tutti.app.message;

import dev.tutti.app.HeldSocket;
import dev.tutti.events.EventController;
import dev.tutti.events.OnEvent;
import dev.tutti.events.RateLimited;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/** What clients may say to one another. */
@EventController
class MessageEvents {
  @Inject MessageService messages;

  @OnEvent("private-message")
  @RateLimited(limit = 30)
  CompletionStage<MessageReceipt> send(SocketIoSocket socket, PrivateMessageRequest request) {
    return HeldSocket.until(
        socket,
        messages
            .send(socket, request.targetUserId(), request.message(), request.clientMessageId())
            .thenApply(sent -> confirm(socket, sent)));
  }

  private static MessageReceipt confirm(SocketIoSocket socket, SentMessage sent) {
    socket.emit("message-sent", sent);
    return new MessageReceipt(sent.id(), sent.timestamp());
  }
}

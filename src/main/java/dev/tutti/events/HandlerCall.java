package dev.tutti.events;

import dev.tutti.socketio.DisconnectReason;
import dev.tutti.socketio.InboundEvent;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketIoSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a handler is called with.
 *
 * @param args the event's arguments, none for a connect or a disconnect
 * @param read the arguments' values; empty when they are there as text only
 * @param event absent for a connect or a disconnect
 * @param reason there for a disconnect
 */
record HandlerCall(
    SocketIoSocket socket,
    List<JsonText> args,
    List<@Nullable Object> read,
    @Nullable InboundEvent event,
    @Nullable DisconnectReason reason) {}

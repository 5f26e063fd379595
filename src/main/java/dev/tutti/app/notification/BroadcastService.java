package dev.tutti.app.notification;

import dev.tutti.app.EventStamp;
import dev.tutti.app.EventStamps;
import dev.tutti.app.InvalidPayload;
import dev.tutti.events.EventRejectedException;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Namespace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Events of a back end's own to everybody; a CDI bean. Thread-safe; nothing blocks. */
public final class BroadcastService {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

  /**
   * Names that Socket.IO clients keep for themselves, and events in which only the gateway speaks.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener",
          "connected",
          "error",
          "exception",
          "joined-room",
          "left-room",
          "message-sent",
          "music-sync",
          "notification",
          "presence-state",
          "private-message",
          "rate-limit-exceeded",
          "session-ended",
          "token-expiring",
          "user-offline",
          "user-online");

  private final Namespace namespace;
  private final EventStamps stamps;
  private final PayloadLimit payloads;
  private final BroadcastThrottle throttle;

  BroadcastService(
      Namespace namespace, EventStamps stamps, PayloadLimit payloads, BroadcastThrottle throttle) {
    this.namespace = namespace;
    this.stamps = stamps;
    this.payloads = payloads;
    this.throttle = throttle;
  }

  /**
   * Sends an event to everybody.
   *
   * @param event letters, digits and {@code . _ : -}, at most 64, none of the gateway's own events
   * @param data what is sent; {@code timestamp} and {@code id} are the server's, whatever it holds
   * @throws EventRejectedException {@code invalid_payload}, {@code event_reserved}, {@code
   *     payload_too_large} or {@code rate_limited}
   */
  public EventStamp toAll(String event, Map<String, ?> data) {
    if (!NAME.matcher(event).matches()) {
      throw InvalidPayload.in("event");
    }
    if (RESERVED.contains(event)) {
      throw new EventRejectedException(
          "event_reserved", "Only the gateway sends this event", "event", null, false);
    }
    EventStamp stamp = stamps.next();
    Map<String, Object> fields = new LinkedHashMap<>(data);
    fields.put("timestamp", stamp.timestamp());
    fields.put("id", stamp.id());
    JsonText payload = payloads.encode(fields);
    throttle.acquire();
    namespace.emit(event, payload);
    return stamp;
  }
}

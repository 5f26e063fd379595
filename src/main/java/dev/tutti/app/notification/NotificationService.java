package dev.tutti.app.notification;

import dev.tutti.app.EventStamp;
import dev.tutti.app.EventStamps;
import dev.tutti.app.Identifier;
import dev.tutti.app.session.UserRoom;
import dev.tutti.events.EventRejectedException;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Namespace;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The event {@code notification} from back ends to users; a CDI bean. Reaches who is connected now.
 * Thread-safe; nothing blocks.
 */
public final class NotificationService {
  private static final String EVENT = "notification";

  private final Namespace namespace;
  private final EventStamps stamps;
  private final PayloadLimit payloads;
  private final BroadcastThrottle throttle;
  private final NotificationConfig config;

  NotificationService(
      Namespace namespace,
      EventStamps stamps,
      PayloadLimit payloads,
      BroadcastThrottle throttle,
      NotificationConfig config) {
    this.namespace = namespace;
    this.stamps = stamps;
    this.payloads = payloads;
    this.throttle = throttle;
    this.config = config;
  }

  /**
   * Notifies one user.
   *
   * @throws EventRejectedException {@code invalid_payload} or {@code payload_too_large}
   */
  public EventStamp toUser(String userId, Notification notification) {
    return toUsers(List.of(userId), notification);
  }

  /**
   * Notifies users, each once however often he is named, with one publication for many of them.
   *
   * @throws EventRejectedException {@code invalid_payload}, {@code payload_too_large} or {@code
   *     too_many_recipients}
   */
  public EventStamp toUsers(Collection<String> userIds, Notification notification) {
    if (userIds.size() > config.maxRecipients()) {
      throw new EventRejectedException(
          "too_many_recipients", "Too many recipients", "users", null, false);
    }
    Set<String> rooms = new LinkedHashSet<>();
    for (String userId : userIds) {
      rooms.add(UserRoom.of(Identifier.require(userId, "users")));
    }
    EventStamp stamp = stamps.next();
    JsonText payload = payload(notification, stamp);
    List<String> all = List.copyOf(rooms);
    for (int from = 0; from < all.size(); from += config.chunkSize()) {
      int to = Math.min(all.size(), from + config.chunkSize());
      namespace.everyone().to(Set.copyOf(all.subList(from, to))).emit(EVENT, payload);
    }
    return stamp;
  }

  /**
   * Notifies everybody.
   *
   * @throws EventRejectedException {@code payload_too_large}, {@code invalid_payload} or {@code
   *     rate_limited}
   */
  public EventStamp toAll(Notification notification) {
    EventStamp stamp = stamps.next();
    JsonText payload = payload(notification, stamp);
    throttle.acquire();
    namespace.emit(EVENT, payload);
    return stamp;
  }

  private JsonText payload(Notification notification, EventStamp stamp) {
    return payloads.encode(
        new NotificationPayload(
            notification.type(),
            notification.message(),
            notification.data(),
            stamp.timestamp(),
            stamp.id()));
  }
}

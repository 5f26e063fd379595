package dev.tutti.app.notification;

import dev.tutti.app.EventStamps;
import dev.tutti.engineio.Scheduler;
import dev.tutti.socketio.JsonCodec;
import dev.tutti.socketio.SocketIoServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts notifications and broadcasts together and hands them to CDI. */
@ApplicationScoped
class NotificationBeans {

  /** Shared, since both ways of reaching everybody cost the same. */
  @Produces
  @Singleton
  BroadcastThrottle throttle(Scheduler scheduler, NotificationConfig config) {
    return new BroadcastThrottle(scheduler, config.maxBroadcastsPerMinute());
  }

  @Produces
  @Singleton
  PayloadLimit payloads(JsonCodec json, NotificationConfig config) {
    return new PayloadLimit(json, config.maxPayloadBytes());
  }

  @Produces
  @Singleton
  NotificationService notifications(
      SocketIoServer server,
      EventStamps stamps,
      PayloadLimit payloads,
      BroadcastThrottle throttle,
      NotificationConfig config) {
    return new NotificationService(server.root(), stamps, payloads, throttle, config);
  }

  @Produces
  @Singleton
  BroadcastService broadcasts(
      SocketIoServer server,
      EventStamps stamps,
      PayloadLimit payloads,
      BroadcastThrottle throttle) {
    return new BroadcastService(server.root(), stamps, payloads, throttle);
  }
}

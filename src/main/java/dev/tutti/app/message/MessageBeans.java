package dev.tutti.app.message;

import dev.tutti.app.EventStamps;
import dev.tutti.app.Replaceable;
import dev.tutti.app.presence.PresenceService;
import dev.tutti.socketio.SocketIoServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Puts messaging together and hands it to CDI. */
@ApplicationScoped
class MessageBeans {
  @Inject Instance<MessagingPolicy> policies;
  @Inject Instance<ContentFilter> filters;

  @Produces
  @Singleton
  MessageService service(
      SocketIoServer server, PresenceService presence, EventStamps stamps, MessageConfig config) {
    return new MessageService(
        server.root(),
        presence,
        Replaceable.by(policies, MessagingPolicy.OPEN),
        Replaceable.by(filters, new WordListFilter(config.bannedWords())),
        stamps,
        config);
  }
}

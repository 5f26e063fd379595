package dev.tutti.app;

import dev.tutti.app.session.UserRoom;
import dev.tutti.events.EventController;
import dev.tutti.events.EventInterceptor;
import dev.tutti.events.Invocation;
import dev.tutti.events.OnConnect;
import dev.tutti.security.User;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.annotation.Priority;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands in for the session feature: believes what a client says, and joins its user's room. */
@EventController
class SignIn implements EventInterceptor {
  private static final Pattern USER = Pattern.compile("\\{\"user\":\"(.*)\"}");

  @Override
  public int priority() {
    return AUTHENTICATION;
  }

  @Override
  public CompletionStage<Object> intercept(Invocation invocation, Chain chain) {
    Matcher auth = USER.matcher(invocation.args().get(0).text());
    if (invocation.kind() == Invocation.Kind.CONNECT && auth.matches()) {
      invocation.socket().attribute(User.class, Gateway.user(auth.group(1)));
    }
    return chain.proceed(invocation);
  }

  @OnConnect
  @Priority(100)
  void connected(SocketIoSocket socket) {
    socket.attribute(User.class).ifPresent(user -> socket.join(UserRoom.of(user.id())));
  }
}

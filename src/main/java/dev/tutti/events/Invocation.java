package dev.tutti.events;

import dev.tutti.security.User;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketIoSocket;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;

/**
 * A connect or an event on its way to its handler.
 *
 * @param kind which of the two
 * @param socket the sender
 * @param event the event's name; {@code connect} for a connect
 * @param args the raw arguments; the auth object for a connect
 * @param handler what is known of the handler, absent for a connect or an unknown event
 */
public record Invocation(
    Kind kind,
    SocketIoSocket socket,
    String event,
    List<JsonText> args,
    Optional<HandlerInfo> handler) {

  /** What comes in. */
  public enum Kind {
    CONNECT,
    EVENT
  }

  public Invocation {
    args = List.copyOf(args);
  }

  /** The user, once the connect has been authenticated. */
  public Optional<User> user() {
    return socket.attribute(User.class);
  }

  /** The annotations of a handler's method. */
  public interface HandlerInfo {
    <A extends Annotation> Optional<A> annotation(Class<A> type);
  }
}

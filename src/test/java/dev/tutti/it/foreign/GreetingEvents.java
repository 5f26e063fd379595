package dev.tutti.it.foreign;

import dev.tutti.events.EventController;
import dev.tutti.events.EventRejectedException;
import dev.tutti.events.OnEvent;
import dev.tutti.security.User;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketIoSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A team's own events, in its own WAR. */
@EventController
public class GreetingEvents {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  public record Greeting(String text) {}

  public record Person(String name) {}

  /** Greets a person in the name of the signed-in user. */
  @OnEvent("greet")
  public Greeting greet(SocketIoSocket socket, Person person) {
    if (person.name() == null || person.name().isBlank()) {
      throw new EventRejectedException("name_missing", "Whom shall I greet?");
    }
    String from = socket.attribute(User.class).map(User::name).orElse("nobody");
    return new Greeting("Hello " + person.name() + ", says " + from);
  }

  /** Asks the client back, and answers what it answers. */
  @OnEvent("ask-me")
  public CompletionStage<JsonText> ask(SocketIoSocket socket) {
    return socket
        .emitWithAck(PATIENCE, "what-is-your-name", "Who are you?")
        .thenApply(answer -> answer.get(0));
  }
}

package dev.tutti.events;

import dev.tutti.socketio.ArgumentReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A handler's method with the controller it is called on: the instance itself rather than its
 * client proxy, since a proxy of another class loader does not pass package-private methods on.
 *
 * @param readers read the event's arguments on their arrival
 */
record Handler(
    HandlerMethod method,
    Object controller,
    List<ArgumentReader> readers,
    ClientMessageId clientMessageId) {

  static Handler of(HandlerMethod method, Object controller, PayloadReader reader) {
    return new Handler(
        method, controller, reader.readers(method), ClientMessageId.in(method.payloads()));
  }

  /**
   * Binds the arguments and calls the method.
   *
   * @return what it returned, out of its Optional; a stage as it is
   */
  @Nullable Object call(HandlerCall call, PayloadReader reader) throws Throwable {
    List<HandlerParameter> parameters = method.parameters();
    @Nullable Object[] arguments = new Object[parameters.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = parameters.get(i).value(call, reader);
    }
    Object result = (Object) method.handle().invokeExact(controller, arguments);
    return opened(result);
  }

  /** The value in an Optional, and in the Optional of a stage. */
  static @Nullable Object opened(@Nullable Object result) {
    if (result instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (result instanceof CompletionStage<?> stage) {
      return stage.thenApply(Handler::opened);
    }
    return result;
  }
}

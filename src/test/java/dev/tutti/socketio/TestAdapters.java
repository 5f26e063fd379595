package dev.tutti.socketio;

import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adapters of which a test has one method in its hand. */
public final class TestAdapters {
  private TestAdapters() {}

  /**
   * This node's adapters but for one method.
   *
   * @param answer gets the arguments; where it gives null, the node's own adapter is called
   */
  public static <T> AdapterFactory answering(
      String method, Function<Object[], @Nullable T> answer) {
    return (namespace, local) ->
        (Adapter)
            Proxy.newProxyInstance(
                Adapter.class.getClassLoader(),
                new Class<?>[] {Adapter.class},
                (proxy, called, args) -> {
                  Object given = called.getName().equals(method) ? answer.apply(args) : null;
                  return given == null ? called.invoke(local, args) : given;
                });
  }
}

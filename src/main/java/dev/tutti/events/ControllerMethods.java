package dev.tutti.events;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The methods that a class really has: its own and the inherited ones that it does not override.
 */
final class ControllerMethods {
  private ControllerMethods() {}

  static List<Method> of(Class<?> controller) {
    List<Method> found = new ArrayList<>();
    for (Class<?> type = controller; type != null; type = type.getSuperclass()) {
      List<Method> own =
          Arrays.stream(type.getDeclaredMethods())
              .filter(method -> !method.isSynthetic())
              .filter(method -> found.stream().noneMatch(sub -> overrides(sub, method)))
              .sorted(Comparator.comparing(Method::toString))
              .toList();
      found.addAll(own);
    }
    return found;
  }

  private static boolean overrides(Method sub, Method method) {
    int modifiers = method.getModifiers();
    boolean visible =
        Modifier.isPublic(modifiers)
            || Modifier.isProtected(modifiers)
            || (!Modifier.isPrivate(modifiers)
                && sub.getDeclaringClass().getPackage() == method.getDeclaringClass().getPackage());
    return visible
        && sub.getName().equals(method.getName())
        && Arrays.equals(sub.getParameterTypes(), method.getParameterTypes());
  }
}

package dev.tutti.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the {@link EventController}s of a deployment, of whatever archive in it, and checks all
 * their methods before the first client comes: what could not work fails the deployment and is
 * named.
 */
public class EventControllers implements Extension {
  private static final Set<Class<?>> SCOPES =
      Set.of(ApplicationScoped.class, Singleton.class, Dependent.class);

  private record Controller(Bean<?> bean, List<HandlerMethod> methods) {}

  private final List<Bean<?>> beans = new ArrayList<>();
  private final List<Class<?>> strays = new ArrayList<>();
  private final List<Controller> controllers = new ArrayList<>();

  void find(@Observes ProcessManagedBean<?> event) {
    AnnotatedType<?> type = event.getAnnotatedBeanClass();
    if (type.isAnnotationPresent(EventController.class)) {
      beans.add(event.getBean());
    } else if (type.getMethods().stream().anyMatch(EventControllers::handles)) {
      strays.add(type.getJavaClass());
    }
  }

  private static boolean handles(AnnotatedMethod<?> method) {
    return Arrays.stream(HandlerKind.values())
        .anyMatch(kind -> method.isAnnotationPresent(kind.annotation()));
  }

  void check(@Observes AfterDeploymentValidation validation) {
    for (Class<?> stray : strays) {
      validation.addDeploymentProblem(
          new DefinitionException(stray.getName() + ": has handlers but is no @EventController"));
    }
    Map<String, HandlerMethod> byEvent = new HashMap<>();
    for (Bean<?> bean : beans) {
      if (!SCOPES.contains(bean.getScope())) {
        validation.addDeploymentProblem(
            new DefinitionException(
                bean.getBeanClass().getName()
                    + ": an @EventController is one for the application, not "
                    + bean.getScope().getName()));
      }
      List<HandlerMethod> methods = methods(bean.getBeanClass(), validation);
      methods.forEach(method -> checkUnique(method, byEvent, validation));
      controllers.add(new Controller(bean, methods));
    }
  }

  /** All handlers by namespace, with their controllers; called once, when the server starts. */
  Map<String, NamespaceHandlers> resolve(BeanManager manager, PayloadReader reader) {
    Map<String, List<Handler>> byNamespace = new LinkedHashMap<>();
    byNamespace.put("/", new ArrayList<>());
    for (Controller controller : controllers) {
      Object instance = instance(controller.bean(), manager);
      for (HandlerMethod method : controller.methods()) {
        byNamespace
            .computeIfAbsent(method.namespace(), name -> new ArrayList<>())
            .add(Handler.of(method, instance, reader));
      }
    }
    Map<String, NamespaceHandlers> resolved = new LinkedHashMap<>();
    byNamespace.forEach((name, handlers) -> resolved.put(name, NamespaceHandlers.of(handlers)));
    return resolved;
  }

  /** The instance behind the client proxy, with its fields and interceptors. */
  private static <T> Object instance(Bean<T> bean, BeanManager manager) {
    CreationalContext<T> creation = manager.createCreationalContext(bean);
    return manager.getContext(bean.getScope()).get(bean, creation);
  }

  private static List<HandlerMethod> methods(
      Class<?> controller, AfterDeploymentValidation validation) {
    String namespace = namespace(controller);
    List<HandlerMethod> found = new ArrayList<>();
    for (Method method : ControllerMethods.of(controller)) {
      for (HandlerKind kind : HandlerKind.values()) {
        if (method.isAnnotationPresent(kind.annotation())) {
          try {
            found.add(HandlerMethod.of(controller, namespace, kind, method));
          } catch (IllegalArgumentException e) {
            String name = HandlerMethod.nameOf(controller, method);
            validation.addDeploymentProblem(
                new DefinitionException(name + ": " + e.getMessage(), e));
          }
        }
      }
    }
    return found;
  }

  private static String namespace(Class<?> controller) {
    String name = controller.getAnnotation(EventController.class).namespace();
    return name.startsWith("/") ? name : "/" + name;
  }

  private static void checkUnique(
      HandlerMethod method,
      Map<String, HandlerMethod> byEvent,
      AfterDeploymentValidation validation) {
    if (method.kind() != HandlerKind.EVENT) {
      return;
    }
    HandlerMethod other = byEvent.putIfAbsent(method.namespace() + " " + method.event(), method);
    if (other != null) {
      validation.addDeploymentProblem(
          new DefinitionException(
              "two handlers for event %s of namespace %s: %s and %s"
                  .formatted(method.event(), method.namespace(), other.name(), method.name())));
    }
  }
}

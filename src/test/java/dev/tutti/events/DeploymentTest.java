package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.socketio.DisconnectReason;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What could not work fails the deployment, which says where. */
class DeploymentTest {

  @EventController
  static class Twice {
    @OnEvent("chat")
    void one() {}

    @OnEvent("chat")
    void two() {}
  }

  @EventController
  static class Other {
    @OnEvent("chat")
    void three() {}
  }

  @EventController
  static class BadParameter {
    @OnEvent("a")
    void handle(StringBuilder builder) {}
  }

  @EventController
  static class BadElement {
    @OnEvent("a")
    void handle(List<Thread> threads) {}
  }

  @EventController
  static class ReasonOfAnEvent {
    @OnEvent("a")
    void handle(DisconnectReason reason) {}
  }

  @EventController
  static class BadResult {
    @OnEvent("a")
    Future<String> handle() {
      throw new UnsupportedOperationException();
    }
  }

  @EventController
  static class Reserved {
    @OnEvent("disconnect")
    void handle() {}
  }

  @EventController
  static class Empty {
    @OnEvent(" ")
    void handle() {}
  }

  @EventController
  static class BadWindow {
    @RateLimited(limit = 1, window = "1 minute")
    @OnEvent("a")
    void handle() {}
  }

  @EventController
  static class BadLimit {
    @RateLimited(limit = -1)
    @OnEvent("a")
    void handle() {}
  }

  @EventController
  static class BadConnect {
    @OnConnect
    void handle(String text) {}
  }

  @EventController
  static class ReasonOfAConnect {
    @OnConnect
    void handle(DisconnectReason reason) {}
  }

  @EventController
  static class BadDisconnect {
    @OnDisconnect
    void handle(Map<String, String> payload) {}
  }

  @EventController
  static class AnsweringConnect {
    @OnConnect
    String handle() {
      return "";
    }
  }

  @EventController
  static class BlockingConnect {
    @Blocking
    @OnConnect
    void handle() {}
  }

  @EventController
  static class Private {
    @OnEvent("a")
    @SuppressWarnings("UnusedMethod") // what is tested
    private void handle() {}
  }

  @EventController
  static class Static {
    @OnEvent("a")
    static void handle() {}
  }

  @RequestScoped
  @EventController
  static class Scoped {
    @OnEvent("a")
    void handle() {}
  }

  @ApplicationScoped
  static class Stray {
    @OnEvent("a")
    void handle() {}
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Twice.class, "two handlers for event chat of namespace /"),
        Arguments.of(Stray.class, "Stray: has handlers but is no @EventController"),
        Arguments.of(BadParameter.class, "BadParameter.handle: unsupported parameter"),
        Arguments.of(BadElement.class, "BadElement.handle: unsupported parameter"),
        Arguments.of(ReasonOfAnEvent.class, "ReasonOfAnEvent.handle: unsupported parameter"),
        Arguments.of(BadResult.class, "BadResult.handle: unsupported return type"),
        Arguments.of(Reserved.class, "Reserved.handle: the event's name is reserved: disconnect"),
        Arguments.of(Empty.class, "Empty.handle: the event's name is empty"),
        Arguments.of(BadWindow.class, "BadWindow.handle: bad @RateLimited"),
        Arguments.of(BadLimit.class, "BadLimit.handle: bad @RateLimited"),
        Arguments.of(BadConnect.class, "BadConnect.handle: unsupported parameter"),
        Arguments.of(ReasonOfAConnect.class, "ReasonOfAConnect.handle: unsupported parameter"),
        Arguments.of(BadDisconnect.class, "BadDisconnect.handle: unsupported parameter"),
        Arguments.of(
            AnsweringConnect.class, "AnsweringConnect.handle: @OnConnect must return void"),
        Arguments.of(BlockingConnect.class, "BlockingConnect.handle: @Blocking is for @OnEvent"),
        Arguments.of(Private.class, "Private.handle: a handler must not be private"),
        Arguments.of(Static.class, "Static.handle: a handler must not be static"),
        Arguments.of(Scoped.class, "Scoped: an @EventController is one for the application"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultFailsTheDeploymentAndIsNamed(Class<?> controller, String message) {
    assertThatThrownBy(() -> new EventFixture(controller)).hasMessageContaining(message);
  }

  @Test
  void twoClassesCannotHandleOneEventEither() {
    assertThatThrownBy(() -> new EventFixture(Other.class, Third.class))
        .hasMessageContaining("two handlers for event chat of namespace /")
        .hasMessageContaining("Other.three")
        .hasMessageContaining("Third.four");
  }

  @EventController
  static class Third {
    @OnEvent("chat")
    void four() {}
  }

  abstract static class Base {
    @Inject Name name;

    @OnEvent("inherited")
    String inherited() {
      return name.get();
    }

    @OnEvent("overridden")
    String overridden() {
      return "base";
    }
  }

  @EventController
  static class Inheriting extends Base {
    @Override
    String overridden() {
      return "sub";
    }
  }

  @ApplicationScoped
  static class Name {
    String get() {
      return "injected";
    }
  }

  /** The same event may be handled in two namespaces. */
  @EventController(namespace = "/b")
  static class Elsewhere {
    @OnEvent("inherited")
    void handle(SocketIoSocket socket) {}
  }

  @Test
  void inheritedHandlersCountAndSeeInjectedFields() {
    try (EventFixture fixture = new EventFixture(Inheriting.class, Name.class, Elsewhere.class)) {
      var alice = fixture.connect("alice");

      assertThat(fixture.emit(alice, "[\"inherited\"]"))
          .containsExactly("43[{\"success\":true,\"result\":\"injected\"}]");
      assertThat(fixture.emit(alice, "[\"overridden\"]").get(0)).contains("unknown_event");
    }
  }
}

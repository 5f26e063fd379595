package dev.tutti.app.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.Client;
import dev.tutti.app.Gateway;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomEventsTest {
  private final List<String> observed = new ArrayList<>();
  private Gateway gateway;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void joiningIsToldByEventAndAck_F23() {
    gateway = Gateway.with();
    Client alice = gateway.connect("alice");

    assertThat(alice.emit("join-room", "{\"room\":\"lobby\"}"))
        .isEqualTo("{\"success\":true,\"room\":\"lobby\",\"alreadyMember\":false,\"members\":1}");
    assertThat(alice.take()).containsExactly("[\"joined-room\",{\"room\":\"lobby\"}]");
  }

  @Test
  void joiningTwiceChangesNothing_F23() {
    gateway = Gateway.with();
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");
    alice.emit("join-room", "{\"room\":\"lobby\"}");
    bob.emit("join-room", "{\"room\":\"lobby\"}");

    assertThat(bob.emit("join-room", "{\"room\":\"lobby\",\"again\":1}"))
        .isEqualTo("{\"success\":true,\"room\":\"lobby\",\"alreadyMember\":true,\"members\":2}");
  }

  @Test
  void membersAreUsersHoweverManySocketsTheyHave_F25() {
    gateway = Gateway.with();
    gateway.connect("alice").emit("join-room", "{\"room\":\"lobby\"}");
    gateway.connect("alice").emit("join-room", "{\"room\":\"lobby\"}");
    gateway.connect("bob").emit("join-room", "{\"room\":\"lobby\"}");
    RoomRegistry rooms = gateway.bean(RoomRegistry.class);
    RoomName lobby = new RoomName("lobby");

    assertThat(now(rooms.userCount(lobby))).isEqualTo(2);
    assertThat(now(rooms.memberCount(lobby))).isEqualTo(3);
    assertThat(now(rooms.count())).isEqualTo(1);
    assertThat(rooms.rooms("alice")).containsExactly("lobby");
    assertThat(now(rooms.members(lobby, null, 1)))
        .isEqualTo(new MemberPage(List.of("alice"), "alice"));
    assertThat(now(rooms.members(lobby, "alice", 1)))
        .isEqualTo(new MemberPage(List.of("bob"), null));
  }

  @Test
  void leavingTellsWhetherOneWasThere_F23() {
    gateway = Gateway.with();
    Client alice = gateway.connect("alice");
    alice.emit("join-room", "{\"room\":\"lobby\"}");
    alice.take();

    assertThat(alice.emit("leave-room", "{\"room\":\"lobby\"}"))
        .isEqualTo("{\"success\":true,\"room\":\"lobby\",\"wasMember\":true}");
    assertThat(alice.take()).containsExactly("[\"left-room\",{\"room\":\"lobby\"}]");
    assertThat(alice.emit("leave-room", "{\"room\":\"elsewhere\"}"))
        .isEqualTo("{\"success\":true,\"room\":\"elsewhere\",\"wasMember\":false}");
    assertThat(now(gateway.bean(RoomRegistry.class).count())).isZero();
  }

  @Test
  void leavingIsNeverRateLimited_F56() {
    gateway = Gateway.with();
    Client alice = gateway.connect("alice");
    for (int i = 0; i < 150; i++) {
      assertThat(alice.emit("leave-room", "{\"room\":\"r" + i + "\"}"))
          .contains("\"success\":true");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"room\":\"user:bob\"}",
        "{\"room\":\"_AAAAAAAAAAAAAAAAAAA\"}",
        "{\"room\":\"\"}",
        "{\"room\":null}",
        "{}"
      })
  void nobodyJoinsWhatIsNotPublic_F20(String payload) {
    gateway = Gateway.with();
    gateway.connect("bob");
    Client eve = gateway.connect("eve");

    assertThat(eve.emit("join-room", payload))
        .contains("\"success\":false", "\"code\":\"room_invalid\"", "\"field\":\"room\"");
    assertThat(eve.take()).isEmpty();
    assertThat(gateway.socket("eve").rooms()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"lobby\"", "7", "null", "[\"lobby\"]", "{\"room\":7}", "{\"room\":{}}"})
  void anotherTypeIsAnInvalidFormat_F43(String payload) {
    gateway = Gateway.with();

    assertThat(gateway.connect("eve").emit("join-room", payload))
        .contains("\"error\":\"Invalid message format\"", "\"code\":\"invalid_payload\"");
  }

  @Test
  void aSocketHasItsFillOfRooms_F22() {
    gateway = Gateway.with(Gateway.Bean.of(RoomConfig.class, new RoomConfig(2, 3, 10)));
    Client alice = gateway.connect("alice");
    alice.emit("join-room", "{\"room\":\"a\"}");
    alice.emit("join-room", "{\"room\":\"b\"}");

    assertThat(alice.emit("join-room", "{\"room\":\"c\"}"))
        .contains("\"code\":\"too_many_rooms\"", "\"retryable\":true");
    alice.emit("leave-room", "{\"room\":\"a\"}");
    assertThat(alice.emit("join-room", "{\"room\":\"c\",\"x\":1}")).contains("\"success\":true");
  }

  @Test
  void theNodeHasItsFillOfRooms_F22() {
    gateway = Gateway.with(Gateway.Bean.of(RoomConfig.class, new RoomConfig(5, 2, 10)));
    Client alice = gateway.connect("alice");
    alice.emit("join-room", "{\"room\":\"a\"}");
    alice.emit("join-room", "{\"room\":\"b\"}");

    assertThat(alice.emit("join-room", "{\"room\":\"c\"}")).contains("too_many_rooms");
    assertThat(gateway.connect("bob").emit("join-room", "{\"room\":\"a\"}"))
        .contains("\"success\":true");
  }

  @Test
  void thePolicyDecidesWhoJoins_F20() {
    gateway =
        Gateway.with(
            Gateway.Bean.of(
                RoomAccessPolicy.class,
                (user, room) -> CompletableFuture.completedStage(user.id().equals("bob"))));

    assertThat(gateway.connect("eve").emit("join-room", "{\"room\":\"staff\"}"))
        .contains("\"code\":\"room_forbidden\"");
    assertThat(gateway.connect("bob").emit("join-room", "{\"room\":\"staff\"}"))
        .contains("\"success\":true");
  }

  @Test
  void whatAClientSaysMeanwhileWaitsForThePolicy() {
    CompletableFuture<Boolean> decision = new CompletableFuture<>();
    gateway = Gateway.with(Gateway.Bean.of(RoomAccessPolicy.class, (user, room) -> decision));
    Client alice = gateway.connect("alice");

    assertThat(alice.emit("join-room", "{\"room\":\"lobby\"}")).isNull();
    assertThat(alice.emit("leave-room", "{\"room\":\"lobby\"}")).isNull();
    decision.complete(true);
    assertThat(alice.take())
        .containsExactly(
            "[\"joined-room\",{\"room\":\"lobby\"}]", "[\"left-room\",{\"room\":\"lobby\"}]");
    assertThat(alice.ack()).contains("\"wasMember\":true");
    assertThat(now(gateway.bean(RoomRegistry.class).count())).isZero();
  }

  @Test
  void whoEndsBeforeThePolicyDecidesIsNoMember_F11() {
    CompletableFuture<Boolean> decision = new CompletableFuture<>();
    gateway = Gateway.with(Gateway.Bean.of(RoomAccessPolicy.class, (user, room) -> decision));
    Client alice = gateway.connect("alice");
    alice.emit("join-room", "{\"room\":\"lobby\"}");
    alice.leave();
    decision.complete(true);

    assertThat(now(gateway.bean(RoomRegistry.class).count())).isZero();
    assertThat(gateway.bean(RoomRegistry.class).rooms("alice")).isEmpty();
  }

  @Test
  void theEndOfASocketLeavesNoTrace() {
    gateway =
        Gateway.with(
            Gateway.Bean.of(
                RoomObserver.class,
                new RoomObserver() {
                  @Override
                  public void roomsChanged(int delta) {
                    observed.add("rooms " + delta);
                  }

                  @Override
                  public void membershipsChanged(int delta) {
                    observed.add("memberships " + delta);
                  }
                }));
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");
    alice.emit("join-room", "{\"room\":\"a\"}");
    alice.emit("join-room", "{\"room\":\"b\"}");
    bob.emit("join-room", "{\"room\":\"b\"}");
    observed.clear();

    alice.leave();

    RoomRegistry rooms = gateway.bean(RoomRegistry.class);
    assertThat(now(rooms.count())).isEqualTo(1);
    assertThat(now(rooms.memberCount(new RoomName("b")))).isEqualTo(1);
    assertThat(rooms.rooms("alice")).isEmpty();
    assertThat(observed).containsExactly("memberships -2", "rooms -1");
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }
}

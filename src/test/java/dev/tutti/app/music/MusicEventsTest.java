package dev.tutti.app.music;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.Client;
import dev.tutti.app.Gateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MusicEventsTest {
  private Gateway gateway;
  private Client alice;
  private Client phone;
  private Client bob;

  @BeforeEach
  void start() {
    gateway = Gateway.with();
    alice = gateway.connect("alice");
    phone = gateway.connect("alice");
    bob = gateway.connect("bob");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theOtherMembersFollow_F40() {
    alice.emit("join-room", "{\"room\":\"jazz\"}");
    bob.emit("join-room", "{\"room\":\"jazz\"}");
    alice.take();
    bob.take();

    assertThat(
            alice.emit(
                "music-sync",
                "{\"action\":\"play\",\"songId\":\"s1\",\"currentTime\":12.5,\"room\":\"jazz\"}"))
        .isEqualTo("{\"success\":true," + time() + "}");
    assertThat(bob.take())
        .containsExactly(
            "[\"music-sync\",{\"action\":\"play\",\"songId\":\"s1\",\"currentTime\":12.5,"
                + "\"room\":\"jazz\","
                + stamp()
                + "}]");
    assertThat(alice.take()).isEmpty();
    assertThat(phone.take()).isEmpty();
  }

  @Test
  void withoutARoomOnesOwnDevicesFollow() {
    alice.emit("music-sync", "{\"action\":\"pause\",\"songId\":\"s1\"}");

    assertThat(phone.take())
        .containsExactly(
            "[\"music-sync\",{\"action\":\"pause\",\"songId\":\"s1\"," + stamp() + "}]");
    assertThat(bob.take()).isEmpty();
  }

  @Test
  void onlyMembersSteerARoom_F37() {
    bob.emit("join-room", "{\"room\":\"jazz\"}");
    bob.take();

    assertThat(
            alice.emit("music-sync", "{\"action\":\"play\",\"songId\":\"s1\",\"room\":\"jazz\"}"))
        .contains("\"code\":\"not_a_member\"", "\"field\":\"room\"");
    assertThat(bob.take()).isEmpty();
  }

  @Test
  void nobodySteersAnotherUsersDevices_F37() {
    assertThat(
            alice.emit(
                "music-sync", "{\"action\":\"play\",\"songId\":\"s1\",\"room\":\"user:bob\"}"))
        .contains("\"code\":\"room_invalid\"");
    assertThat(bob.take()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"songId\":\"s1\"}",
        "{\"action\":\"stop\",\"songId\":\"s1\"}",
        "{\"action\":7,\"songId\":\"s1\"}",
        "{\"action\":\"play\"}",
        "{\"action\":\"play\",\"songId\":\"\"}",
        "{\"action\":\"play\",\"songId\":{}}",
        "{\"action\":\"play\",\"songId\":\"a\\u0000b\"}",
        "{\"action\":\"play\",\"songId\":\"s1\",\"currentTime\":-1}",
        "{\"action\":\"play\",\"songId\":\"s1\",\"currentTime\":1e308}",
        "{\"action\":\"play\",\"songId\":\"s1\",\"currentTime\":1e999}",
        "{\"action\":\"play\",\"songId\":\"s1\",\"currentTime\":\"NaN\"}",
        "{\"action\":\"play\",\"songId\":\"s1\",\"currentTime\":\"5\"}",
        "{\"action\":\"play\",\"songId\":\"s1\",\"currentTime\":true}",
        "{\"action\":\"play\",\"songId\":\"s1\",\"room\":7}",
        "[]",
        "\"play\""
      })
  void commandsHaveASchema_F39(String payload) {
    assertThat(alice.emit("music-sync", payload)).contains("\"code\":\"invalid_payload\"");
    assertThat(phone.take()).isEmpty();
  }

  @Test
  void aSongIdIsBounded_F39() {
    assertThat(
            alice.emit(
                "music-sync", "{\"action\":\"play\",\"songId\":\"" + "s".repeat(256) + "\"}"))
        .contains("\"code\":\"invalid_payload\"", "\"field\":\"songId\"");
  }

  private String stamp() {
    return "\"userId\":\"alice\"," + time();
  }

  private String time() {
    return "\"timestamp\":\""
        + gateway.timestamp()
        + "\",\"serverTime\":"
        + gateway.time().now().toEpochMilli();
  }
}

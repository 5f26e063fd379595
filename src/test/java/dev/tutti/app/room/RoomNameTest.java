package dev.tutti.app.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.events.EventRejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lobby",
        "1",
        "Jazz & Blues",
        "音乐室",
        "غرفة",
        "Ελλάδα",
        "a_b-c.d/e#f",
        "user",
        "users:alice",
        "party 🎉",
        "x:user:y"
      })
  void lettersAndDigitsOfAnyScriptBeginAName(String name) {
    assertThat(new RoomName(name).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " lobby",
        "user:alice",
        "USER:alice",
        "_AAAAAAAAAAAAAAAAAAA",
        "#x",
        ":x",
        "a\u0000b",
        "a\nb",
        "a\u202Eb",
        "a\u2066b",
        "a\u200Bb",
        "a\u200Db",
        "a\u3164b",
        "a\uFE0Fb",
        "a\u2028b",
        "a\uD800b",
        "a\uE000b",
        "\u3164x"
      })
  void internalAndDeceptiveNamesAreRefused_F20(String name) {
    assertThatThrownBy(() -> new RoomName(name))
        .isInstanceOfSatisfying(
            EventRejectedException.class,
            e -> {
              assertThat(e.code()).isEqualTo("room_invalid");
              assertThat(e.field()).isEqualTo("room");
            });
  }

  @Test
  void anAbsentNameIsRefused() {
    assertThatThrownBy(() -> RoomName.of(null)).isInstanceOf(EventRejectedException.class);
  }

  @Test
  void lengthCountsCodePoints_F22() {
    assertThat(new RoomName("𝒜".repeat(128)).value()).hasSize(256);
    assertThatThrownBy(() -> new RoomName("a".repeat(129)))
        .isInstanceOf(EventRejectedException.class);
    assertThatThrownBy(() -> new RoomName("a".repeat(1_000_000)))
        .isInstanceOf(EventRejectedException.class);
  }

  @Test
  void theSameNameIsTheSameHoweverItIsTyped() {
    assertThat(new RoomName("cafe\u0301")).isEqualTo(new RoomName("café"));
  }
}

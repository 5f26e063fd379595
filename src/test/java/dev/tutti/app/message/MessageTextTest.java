package dev.tutti.app.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.events.EventRejectedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

  static Stream<Arguments> cleaned() {
    return Stream.of(
        Arguments.of("hello", "hello"),
        Arguments.of(" two\nlines\tand a tab ", " two\nlines\tand a tab "),
        Arguments.of("a\r\nb", "a\nb"),
        Arguments.of("a\rb", "ab"),
        Arguments.of("cafe\u0301", "café"),
        Arguments.of("a\u0000b\u0007c\u009Bd", "abcd"),
        Arguments.of("\u202Egnp.exe", "gnp.exe"),
        Arguments.of("a\u2066b\u2069c", "abc"),
        Arguments.of("a\u200Bb\uFEFFc\u2060d", "abcd"),
        Arguments.of("می\u200Cخواهم", "می\u200Cخواهم"),
        Arguments.of("👩\u200D👩\u200D👧 ❤\uFE0F", "👩\u200D👩\u200D👧 ❤\uFE0F"),
        Arguments.of("\u200Fשלום", "\u200Fשלום"));
  }

  @ParameterizedTest
  @MethodSource("cleaned")
  void textsAreCleaned_F45(String raw, String clean) {
    assertThat(MessageText.of(raw, 1_000).value()).isEqualTo(clean);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\t",
        "\u0000",
        "\u200B\u200D",
        "\u3164",
        "\u2800",
        "\u00A0",
        "x\uD800"
      })
  void whatShowsNothingIsAnInvalidFormat_F45(String raw) {
    assertRefused(raw, "invalid_payload", "Invalid message format");
  }

  @Test
  void lengthCountsCodePoints_F45() {
    assertThat(MessageText.of("😀".repeat(1_000), 1_000).value()).hasSize(2_000);
    assertThat(MessageText.of("e\u0301".repeat(1_000), 1_000).value()).hasSize(1_000);
    assertThat(MessageText.of("\u1112\u1161\u11AB".repeat(1_000), 1_000).value()).hasSize(1_000);
    assertRefused("😀".repeat(1_001), "message_too_long", "Message too long");
    assertRefused("a".repeat(1_001), "message_too_long", "Message too long");
    assertRefused("a".repeat(1_000_000), "message_too_long", "Message too long");
  }

  private static void assertRefused(String raw, String code, String message) {
    assertThatThrownBy(() -> MessageText.of(raw, 1_000))
        .isInstanceOfSatisfying(
            EventRejectedException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.field()).isEqualTo("message");
            })
        .hasMessage(message);
  }
}

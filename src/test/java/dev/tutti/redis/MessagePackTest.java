package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.socketio.JsonText;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON to MessagePack and back, byte for byte as notepack.io 3 writes it. */
class MessagePackTest {
  private static final String BINARY = "{\"_placeholder\":true,\"num\":%d}";

  private static String packed(String json) {
    return HexFormat.of().formatHex(JsonPacker.pack(new JsonText(json)));
  }

  private static JsonText unpacked(String hex) {
    return JsonUnpacker.unpack(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0|00",
        "127|7f",
        "128|cc80",
        "-1|ff",
        "-32|e0",
        "-33|d0df",
        "3000000000|ceb2d05e00",
        "9007199254740993|cf0020000000000001",
        "18446744073709551615|cfffffffffffffffff",
        "1.5|cb3ff8000000000000",
        "1.0|01",
        "1e2|64",
        "1e300|cb7e37e43c8800759c",
        "true|c3",
        "false|c2",
        "null|c0",
        "\"é\"|a2c3a9",
        "[]|90",
        "{}|80",
        "{\"a\":[1,{\"b\":{}}],\"c\":2}|82a1619201 81a16280 a16302",
        "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]|dc00100102030405060708090a0b0c0d0e0f10",
      })
  void jsonTakesItsShortestForm(String json, String hex) {
    assertThat(packed(json)).isEqualTo(hex.replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[0,127,128,-1,-32,-33,3000000000,9007199254740993,18446744073709551615,-9223372036854775808]",
        "[1.5,-0.25,1.0E300]",
        "{\"a\":[1,{\"b\":{}}],\"c\":\"\\\"\\\\\\n\\u0001é😀\"}",
        "[[[[[[[[[[null]]]]]]]]]]",
      })
  void whatIsPackedIsReadAgain(String json) {
    assertThat(JsonUnpacker.unpack(JsonPacker.pack(new JsonText(json))))
        .isEqualTo(new JsonText(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ca3fc00000|1.5",
        "cb7ff8000000000000|null",
        "cb7ff0000000000000|null",
        "cb4000000000000000|2",
        "d40000|null",
        "d6ff00000000|\"1970-01-01T00:00:00.000Z\"",
        "d7ff00000000 00000000|\"1970-01-01T00:00:00.000Z\"",
        "d60500000000|null",
        "8101a178|{\"1\":\"x\"}",
        "d9036162 63|\"abc\"",
        "dd0000000101|[1]",
        "df00000001a16101|{\"a\":1}",
      })
  void allOfMessagePackIsRead(String hex, String json) {
    assertThat(unpacked(hex)).isEqualTo(new JsonText(json));
  }

  @Test
  void binaryValuesBecomeAttachmentsInTheirOrder() {
    JsonText read = unpacked("93 c40101 81a16bc40102 c7020003 04");
    assertThat(read.text())
        .isEqualTo(
            "["
                + BINARY.formatted(0)
                + ",{\"k\":"
                + BINARY.formatted(1)
                + "},"
                + BINARY.formatted(2)
                + "]");
    assertThat(read.attachments())
        .containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3, 4});
  }

  @Test
  void attachmentsBecomeBinaryValues() {
    JsonText value =
        new JsonText(
            "[" + BINARY.formatted(0) + ",1," + BINARY.formatted(1) + "]",
            List.of(new byte[] {7}, new byte[0]));
    assertThat(HexFormat.of().formatHex(JsonPacker.pack(value))).isEqualTo("93c4010701c400");
  }

  @Test
  void dataThatLooksLikeAPlaceholderStaysData() {
    JsonText read = unpacked("92 82 ac5f706c616365686f6c646572 c3 a36e756d 00 c40109");
    assertThat(read.attachments()).hasSize(1);
    assertThat(JsonSlice.of(read).items().get(0).json())
        .isEqualTo(new JsonText("{\"\\u005fplaceholder\":true,\"num\":0}"));
    JsonText binary = JsonSlice.of(read).items().get(1).json();
    assertThat(binary.text()).isEqualTo(BINARY.formatted(0));
    JsonText message =
        new MessageText().values(List.of(new JsonText(BINARY.formatted(0)), binary)).done();
    assertThat(HexFormat.of().formatHex(JsonPacker.pack(message)))
        .isEqualTo("9282ac5f706c616365686f6c646572c3a36e756d00c40109");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "92 01", "a5 61", "c1", "c4 05 01", "df ffffffff"})
  void whatIsNoMessagePackIsRefused(String hex) {
    assertThatThrownBy(() -> unpacked(hex)).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> unpacked("91".repeat(10_000) + "00"))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("deep");
  }
}

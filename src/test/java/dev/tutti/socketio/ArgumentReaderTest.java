package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that are read while their packet is decoded. */
class ArgumentReaderTest {
  private final PacketDecoder decoder = new PacketDecoder(new JsonReader(32), 10);
  private final List<String> asked = new ArrayList<>();

  /** The first token that it meets. */
  private static final ArgumentReader TOKEN = parser -> parser.currentToken();

  /** Every token up to the end of the value. */
  private static final ArgumentReader WHOLE =
      parser -> {
        List<@Nullable JsonToken> tokens = new ArrayList<>(List.of(parser.currentToken()));
        int open = parser.currentToken().isStructStart() ? 1 : 0;
        while (open > 0) {
          JsonToken token = parser.nextToken();
          open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
          tokens.add(token);
        }
        return tokens.size();
      };

  private static final ArgumentReader FAILING =
      parser -> {
        parser.nextToken();
        throw new IOException("not for me");
      };

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "2[\"ev\",1,{}] => [VALUE_NUMBER_INT, 2]",
        "2[\"ev\",{\"a\":[1,{\"b\":2}]},[[],{\"c\":null}]] => [START_OBJECT, 8]",
        "27[\"ev\" , [ 1, 2 ] , \"x\" , {\"more\":[]} ] => [START_ARRAY, 1]",
        "2[\"ev\",{},{}] => [START_OBJECT, 2]",
        "2[\"ev\",null] => [VALUE_NULL, null]",
        "2[\"ev\"] => [null, null]",
        "2/admin,[\"ev\",true] => [VALUE_TRUE, null]",
      })
  void argumentsAreReadInTheSamePass(String text, String values) {
    Packet.Event event = decode(text, TOKEN, WHOLE);
    assertThat(read(event)).hasToString(values);
    assertThat(asked).containsExactly(event.namespace() + " ev");
    assertThat(event.args()).isEqualTo(decode(text).args());
    assertThat(event.key()).isEqualTo(decode(text).key());
  }

  @Test
  void anArgumentMayBeLeftAsText() {
    Packet.Event event = decode("2[\"ev\",{\"a\":1},2]", ArgumentReader.TEXT, TOKEN);
    assertThat(read(event)).containsExactly(null, JsonToken.VALUE_NUMBER_INT);
    assertThat(event.args()).containsExactly(new JsonText("{\"a\":1}"), new JsonText("2"));
  }

  /** What is good JSON reaches the listener, whatever a reader thinks of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2[\"ev\",{\"a\":1,\"a\":2}]",
        "2[\"ev\",1,{\"deep\":[{\"a\":1,\"a\":2}]}]",
        "2[\"\\u0065v\",1]",
        "2[ \"ev\",1]",
        "2[7,1]",
      })
  void whatCannotBeReadIsLeftAsText(String text) {
    Packet.Event event = decode(text, WHOLE, WHOLE);
    assertThat(event.read()).isNull();
    assertThat(event.args()).isEqualTo(decode(text).args());
  }

  @Test
  void numbersTooLongToConvertAreLeftAsText() {
    String number = "9".repeat(2000);
    Packet.Event event = decode("2[\"ev\",[" + number + "]]", WHOLE);
    assertThat(event.read()).isNull();
    assertThat(event.args()).containsExactly(new JsonText("[" + number + "]"));
  }

  @Test
  void whereOneFailsAllAreLeftAsText() {
    Packet.Event event = decode("2[\"ev\",1,[2,3]]", TOKEN, FAILING);
    assertThat(event.read()).isNull();
    assertThat(event.args()).containsExactly(new JsonText("1"), new JsonText("[2,3]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2[\"ev\",1",
        "2[\"ev\",{\"a\":1]",
        "2[\"ev\",{\"a\":1},]",
        "2[\"ev\",{\"a\":1}]x",
        "2[\"ev\",{\"a\":01}]",
        "2[\"ev\",\"\\q\"]",
        "2[\"ev\",[NaN]]",
        "2[\"ev\"1]",
        "2[\"ev\n\",1]",
      })
  void malformedJsonIsRefusedAsEver(String text) {
    assertThatThrownBy(() -> decode(text, TOKEN, WHOLE))
        .isInstanceOf(MalformedPacketException.class);
    assertThatThrownBy(() -> decode(text)).isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void tooDeepIsRefusedAsEver() {
    String deep = "2[\"ev\"," + "[".repeat(32) + "]".repeat(32) + "]";
    assertThatThrownBy(() -> decode(deep, WHOLE)).isInstanceOf(MalformedPacketException.class);
  }

  /** The list itself is the key: no listener finds what another one's readers read. */
  @Test
  void onlyWhoGaveTheReadersFindsTheValues() {
    List<ArgumentReader> readers = List.of(TOKEN);
    InboundEvent event =
        new InboundEvent(
            "ev",
            List.of(new JsonText("1")),
            "[\"ev\",1]",
            new ReadArguments(readers, List.of("value")),
            null);
    assertThat(event.read(readers)).containsExactly("value");
    assertThat(event.read(List.of(TOKEN))).isEmpty();
    assertThat(event.read(List.of())).isEmpty();
  }

  private Packet.Event decode(String text, ArgumentReader... readers) {
    return (Packet.Event)
        decoder.decode(
            text,
            (namespace, event) -> {
              asked.add(namespace + " " + event);
              return List.of(readers);
            });
  }

  private static List<@Nullable Object> read(Packet.Event event) {
    assertThat(event.read()).isNotNull();
    return event.read().values();
  }
}

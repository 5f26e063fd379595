package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tutti.socketio.JsonText;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacksonJsonCodecTest {
  private static final byte[] ONE = {1};
  private static final byte[] TWO = {2, 2};

  private final JacksonJsonCodec json = new JacksonJsonCodec();

  record Song(@Nullable String title, int seconds) {}

  @SuppressWarnings("ArrayRecordComponent") // binary values are arrays
  record Numbers(
      String text,
      int whole,
      Integer boxed,
      long wide,
      double real,
      Double boxedReal,
      boolean flag,
      Mood mood,
      List<Song> songs,
      Instant when,
      byte[] bytes) {}

  enum Mood {
    HAPPY
  }

  @SuppressWarnings("ArrayRecordComponent") // binary values are arrays
  record Files(String name, byte[] first, List<byte[]> others) {}

  @Test
  void recordsBecomeObjectsWithoutTheirNullComponents() {
    assertThat(json.encode(new Song(null, 3)).text()).isEqualTo("{\"seconds\":3}");
    assertThat(json.encode(null)).isEqualTo(JsonText.NULL);
  }

  @Test
  void instantsAreWrittenAsJavaScriptWritesThem() {
    assertThat(json.encode(Instant.parse("2030-01-02T03:04:05Z")).text())
        .isEqualTo("\"2030-01-02T03:04:05.000Z\"");
    assertThat(json.decode(new JsonText("\"2030-01-02T03:04:05.678Z\""), Instant.class))
        .isEqualTo(Instant.parse("2030-01-02T03:04:05.678Z"));
  }

  @Test
  void bytesBecomeAttachmentsInTheOrderOfTheText() {
    JsonText text = json.encode(new Files("f", ONE, List.of(TWO)));

    assertThat(text.text())
        .isEqualTo(
            "{\"name\":\"f\",\"first\":{\"_placeholder\":true,\"num\":0},"
                + "\"others\":[{\"_placeholder\":true,\"num\":1}]}");
    assertThat(text.attachments()).containsExactly(ONE, TWO);
  }

  @Test
  void attachmentsBecomeBytesAgain() {
    Files files = json.decode(json.encode(new Files("f", ONE, List.of(TWO))), Files.class);

    assertThat(files.first()).isEqualTo(ONE);
    assertThat(files.others()).containsExactly(TWO);
    Object untyped = json.decode(json.encode(Map.of("a", ONE)), Object.class);
    assertThat(untyped).isEqualTo(Map.of("a", ONE));
  }

  @Test
  void anObjectThatOnlyLooksLikeAPlaceholderIsData() {
    JsonText mixed =
        new JsonText(
            "[{\"_placeholder\":true,\"num\":\"x\"},{\"_placeholder\":true,\"num\":0}]",
            List.of(ONE));

    assertThat((List<?>) json.decode(mixed, Object.class))
        .first()
        .isEqualTo(Map.of("_placeholder", true, "num", "x"));
    assertRefused("{\"bytes\":{\"_placeholder\":true,\"num\":0}}", Numbers.class, "bytes");
  }

  @Test
  void textsInsideKeepTheirFormAndTheirAttachmentsAreNumberedAnew() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("mine", TWO);
    value.put(
        "theirs",
        new JsonText(
            "[1.0,{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
            List.of(ONE, TWO)));

    JsonText text = json.encode(value);

    assertThat(text.text())
        .isEqualTo(
            "{\"mine\":{\"_placeholder\":true,\"num\":0},"
                + "\"theirs\":[1.0,{\"_placeholder\":true,\"num\":1},"
                + "{\"_placeholder\":true,\"num\":2}]}");
    assertThat(text.attachments()).containsExactly(TWO, ONE, TWO);
  }

  @Test
  void whatJsonCannotSayIsNotWritten() {
    assertThatIllegalArgumentException().isThrownBy(() -> json.encode(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.encode(Map.of("x", Float.POSITIVE_INFINITY)));
    assertThat(json.encode(List.of(1.5, 2.5f, new BigDecimal("1.10"))).text())
        .isEqualTo("[1.5,2.5,1.10]");
  }

  @Test
  void unknownKeysAreIgnored() {
    assertThat(json.decode(new JsonText("{\"seconds\":1,\"more\":[]}"), Song.class))
        .isEqualTo(new Song(null, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"text":1}                  | text
          {"text":true}               | text
          {"text":{}}                 | text
          {"text":["a"]}              | text
          {"whole":"1"}               | whole
          {"whole":""}                | whole
          {"whole":1.0}               | whole
          {"whole":true}              | whole
          {"whole":null}              | whole
          {"whole":2147483648}        | whole
          {"boxed":"1"}               | boxed
          {"boxed":1.5}               | boxed
          {"wide":9223372036854775808}| wide
          {"real":"1"}                | real
          {"real":null}               | real
          {"real":1e999}              | real
          {"boxedReal":"NaN"}         | boxedReal
          {"boxedReal":-1e999}        | boxedReal
          {"flag":1}                  | flag
          {"flag":"true"}             | flag
          {"mood":0}                  | mood
          {"mood":"SAD"}              | mood
          {"mood":""}                 | mood
          {"songs":{}}                | songs
          {"songs":[{"seconds":"1"}]} | songs[0].seconds
          {"songs":"x"}               | songs
          {"when":1}                  | when
          {"when":"tomorrow"}         | when
          {"bytes":"AQ=="}            | bytes
          {"bytes":[1]}               | bytes
          """)
  void aWrongTypeIsRefusedWithItsField(String text, String field) {
    String complete = "{\"whole\":1,\"wide\":1,\"real\":1,\"flag\":true," + text.substring(1);
    if (complete.split("\"" + field + "\"", -1).length > 2) {
      complete = text;
    }
    assertRefused(complete, Numbers.class, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"seconds":1,"seconds":2}
          [1]
          "text"
          1
          """)
  void whatIsNoSuchObjectIsRefused(String text) {
    assertThatExceptionOfType(EventRejectedException.class)
        .isThrownBy(() -> json.decode(new JsonText(text), Song.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("invalid_payload"));
  }

  @Test
  void aWholeNumberIsGoodForAReal() {
    assertThat(json.decode(new JsonText("1"), Double.class)).isEqualTo(1.0);
  }

  @Test
  void noCacheIsSharedWithOtherMappers() {
    assertThat(JsonBinding.newMapper().getTypeFactory())
        .isNotSameAs(com.fasterxml.jackson.databind.type.TypeFactory.defaultInstance());
  }

  private void assertRefused(String text, Type type, String field) {
    assertThatExceptionOfType(EventRejectedException.class)
        .isThrownBy(() -> json.decode(new JsonText(text), type))
        .satisfies(e -> assertThat(e.code()).isEqualTo("invalid_payload"))
        .satisfies(e -> assertThat(e.getMessage()).isEqualTo("Invalid message format"))
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }
}

package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ü", "€", "😀", "4[\"ä€😀x\"]", "\u07ff\u0800\uffff"})
  void textIsMeasuredAsUtf8(String text) throws CharacterCodingException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.length(text)).isEqualTo(bytes.length);
    assertThat(Utf8.longerThan(text, bytes.length)).isFalse();
    assertThat(Utf8.longerThan(text + "x", bytes.length)).isTrue();
    assertThat(Utf8.decode(bytes)).isEqualTo(text);
    assertThat(Frame.text(text).sizeBytes()).isEqualTo(bytes.length);
  }

  @Test
  void malformedUtf8IsAnError() {
    assertThatThrownBy(() -> Utf8.decode(new byte[] {(byte) 0xff}))
        .isInstanceOf(CharacterCodingException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "125, 2", "126, 4", "65535, 4", "65536, 10"})
  void framesAreEncodedWithTheShortestHeader(int length, int header) {
    String text = "x".repeat(length);
    byte[] bytes = new byte[length];
    assertThat(Frame.text(text).encoded()).hasSize(header + length);
    assertThat(Wire.frames(Frame.text(text).encoded())).containsExactly(text);
    assertThat(Wire.frames(Frame.binary(bytes).encoded())).containsExactly(Wire.binary(bytes));
  }

  @Test
  void framesAreEncodedOnceAndMergedInOrder() {
    Frame frame = Frame.text("4ü€😀");
    assertThat(frame.encoded()).isSameAs(frame.encoded());
    Frame merged = Frame.merged(List.of(frame, Frame.binary(new byte[] {9}), Frame.text("2")));
    assertThat(Wire.frames(merged.encoded())).containsExactly("4ü€😀", "binary:09", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "4a, 4a",
    "'4a\u001e4b', '4a|4b'",
    "'4a\u001e', '4a|'",
    "'\u001e4a', '|4a'",
    "'\u001e', '|'",
  })
  void payloadsAreSplit(String payload, String packets) {
    List<String> found = new ArrayList<>();
    Payload.split(payload).forEachRemaining(found::add);
    assertThat(String.join("|", found)).isEqualTo(packets);
  }

  @Test
  void splitEnds() {
    Iterator<String> packets = Payload.split("4a");
    packets.next();
    assertThatThrownBy(packets::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void payloadsAreJoined() {
    assertThat(
            Payload.join(
                List.of(
                    Frame.text("4hello"), Frame.binary(new byte[] {1, 2, 3, 4}), Frame.text("2"))))
        .isEqualTo("4hello\u001ebAQIDBA==\u001e2");
  }

  @Test
  void framesKnowTheirKind() {
    Frame binary = Frame.binary(new byte[3]);
    assertThat(binary.isBinary()).isTrue();
    assertThat(binary.sizeBytes()).isEqualTo(3);
    assertThatThrownBy(binary::text).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Frame.text("4").binary()).isInstanceOf(NullPointerException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, OPEN",
    "1, CLOSE",
    "2, PING",
    "3, PONG",
    "4, MESSAGE",
    "5, UPGRADE",
    "6, NOOP",
  })
  void typesHaveTheirDigits(char digit, PacketType type) {
    assertThat(PacketType.ofDigit(digit)).isEqualTo(type);
    assertThat(type.frame("x").text()).isEqualTo(digit + "x");
  }

  @ParameterizedTest
  @ValueSource(chars = {'7', '/', 'a', 0})
  void otherCharactersAreNoType(char digit) {
    assertThat(PacketType.ofDigit(digit)).isNull();
  }
}

package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {
  private final PacketDecoder decoder = new PacketDecoder(new JsonReader(32), 10);

  /** One line for each packet: kind, namespace, ack id, name, arguments. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "0 => CONNECT / {}",
        "0{} => CONNECT / {}",
        "0{\"token\":\"t\"} => CONNECT / {\"token\":\"t\"}",
        "0{ \"token\" : \"t u\" } => CONNECT / {\"token\":\"t u\"}",
        "0/, => CONNECT / {}",
        "0/admin => CONNECT /admin {}",
        "0/admin, => CONNECT /admin {}",
        "0/admin,{\"a\":1} => CONNECT /admin {\"a\":1}",
        "0/admin?x=1 => CONNECT /admin?x=1 {}",
        "1 => DISCONNECT /",
        "1/admin, => DISCONNECT /admin",
        "1/admin => DISCONNECT /admin",
        "2[\"ev\",1] => EVENT / null ev [1]",
        "2[\"ev\"] => EVENT / null ev []",
        "2/admin,[\"ev\"] => EVENT /admin null ev []",
        "2/admin,12[\"ev\"] => EVENT /admin 12 ev []",
        "20[\"ev\",{}] => EVENT / 0 ev [{}]",
        "2007[\"ev\"] => EVENT / 7 ev []",
        "29007199254740991[\"ev\"] => EVENT / 9007199254740991 ev []",
        "2[1,2] => EVENT / null 1 [2]",
        "2[1.50] => EVENT / null 1.50 []",
        "2[\"\"] => EVENT / null  []",
        "2[\"error\",1] => EVENT / null error [1]",
        "2[\"Connect\"] => EVENT / null Connect []",
        "2[\"\\u0065v\"] => EVENT / null ev []",
        "2 [ \"ev\" , [ 1 , { \"a b\" : \"x y\" } ] , \"z\" ] => EVENT / null ev [[1,{\"a b\":\"x y\"}], \"z\"]",
        "2[\"ev\",{\"_placeholder\":true,\"num\":0}] => EVENT / null ev [{\"_placeholder\":true,\"num\":0}]",
        "2 => EMPTY /",
        "2/admin, => EMPTY /admin",
        "212 => EMPTY /",
        "3 => EMPTY /",
        "3[1] => EMPTY /",
        "30 => ACK / 0 []",
        "312[\"r\"] => ACK / 12 [\"r\"]",
        "3/admin,12[] => ACK /admin 12 []",
        "50-[\"ev\",1] => EVENT / null ev [1]",
        "50-[\"ev\",{\"_placeholder\":true,\"num\":0}] => EVENT / null ev [{\"_placeholder\":true,\"num\":0}]",
        "50- => EMPTY /",
        "60-7[1] => ACK / 7 [1]",
      })
  void understandsEveryGoodPacket(String text, String expected) {
    assertThat(show((Packet) decode(text))).isEqualTo(expected);
  }

  /** F16 among them: too many attachments. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "9[\"ev\"]",
        "abc",
        "{}",
        "-",
        "0[]",
        "0\"x\"",
        "0null",
        "0{\"a\":1}x",
        "0{\"a\":1",
        "0,",
        "0{}{}",
        "1{}",
        "1[]",
        "1/admin,{}",
        "2[]",
        "2{}",
        "2[null]",
        "2[true]",
        "2[{}]",
        "2[[\"ev\"]]",
        "2,[\"ev\"]",
        "2\"ev\"",
        "2[\"ev\"",
        "2[\"ev\",]",
        "2[\"ev\" 1]",
        "2[,\"ev\"]",
        "2[\"ev\"]]",
        "2[\"ev\"]x",
        "2[\"ev\"] 1",
        "2[\"ev\",01]",
        "2[\"ev\",+1]",
        "2[\"ev\",.5]",
        "2[\"ev\",1.]",
        "2[\"ev\",NaN]",
        "2[\"ev\",Infinity]",
        "2[\"ev\",undefined]",
        "2['ev']",
        "2[\"ev\",{a:1}]",
        "2[\"ev\",{\"a\":1,}]",
        "2[\"ev\",{\"a\"}]",
        "2[\"ev\",/*c*/1]",
        "2[\"ev\",tru]",
        "2[\"ev\",\"\\x\"]",
        "2[\"ev\",\"\\u12g4\"]",
        "2[\"ev\",\"a\nb\"]",
        "2[\"ev\",\"a\tb\"]",
        "2[\"ev\"}",
        "2[\"connect\"]",
        "2[\"connect_error\"]",
        "2[\"disconnect\"]",
        "2[\"disconnecting\"]",
        "2[\"newListener\"]",
        "2[\"removeListener\"]",
        "2[\"\\u0063onnect\"]",
        "29007199254740992[\"ev\"]",
        "299999999999999999999999[\"ev\"]",
        "2-1[\"ev\"]",
        "30{}",
        "3{}",
        "312x",
        "3/admin,12\"r\"",
        "4",
        "4{\"message\":\"x\"}",
        "5[\"ev\"]",
        "5-[\"ev\"]",
        "5x-[\"ev\"]",
        "51[\"ev\"]",
        "51.5-[\"ev\"]",
        "5-1-[\"ev\"]",
        "51",
        "51-",
        "51-{}",
        "51-[\"connect\"]",
        "511-[\"ev\"]",
        "599999999999999999999-[\"ev\"]",
        "51-[\"ev\",{\"_placeholder\":true,\"num\":1}]",
        "51-[\"ev\",{\"_placeholder\":true,\"num\":-1}]",
        "51-[\"ev\",{\"_placeholder\":true,\"num\":0.5}]",
        "51-[\"ev\",{\"_placeholder\":true,\"num\":\"0\"}]",
        "51-[\"ev\",{\"_placeholder\":true,\"num\":{}}]",
        "51-[\"ev\",{\"_placeholder\":true}]",
        "51-[\"ev\",{\"_placeholder\":true,\"num\":12345678901}]",
        "51-[\"ev\",{\"_placeholder\":true,\"num\":0,\"x\":1}]",
        "51-[\"ev\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]",
        "61-",
        "61-7{}",
        "6-[]",
      })
  void refusesEveryBadPacket(String text) {
    assertThatThrownBy(() -> decode(text)).isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void refusalsDoNotRepeatThePayload() {
    assertThatThrownBy(() -> decode("2[\"ev\",\"secret\\q\"]"))
        .isInstanceOf(MalformedPacketException.class)
        .message()
        .doesNotContain("secret");
  }

  /** F16: nesting is bounded, by an exception and not by the stack. */
  @Test
  void boundsTheDepthOfJson() {
    String fits = "2[\"ev\"," + "[".repeat(31) + "]".repeat(31) + "]";
    String tooDeep = "2[\"ev\"," + "[".repeat(32) + "]".repeat(32) + "]";
    assertThat(decode(fits)).isInstanceOf(Packet.Event.class);
    assertThatThrownBy(() -> decode(tooDeep)).isInstanceOf(MalformedPacketException.class);
    assertThatThrownBy(() -> decode("2" + "[".repeat(200_000)))
        .isInstanceOf(MalformedPacketException.class);
    String deepAuth = "0" + "{\"a\":".repeat(33) + "1" + "}".repeat(33);
    assertThatThrownBy(() -> decode(deepAuth)).isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void takesStringsNamesAndNumbersOfAnyLength() {
    String text = "\"" + "x".repeat(300_000) + "\"";
    String object = "{" + text + ":" + text + "}";
    String number = "9".repeat(5_000) + "." + "1".repeat(5_000);
    Packet.Event event =
        (Packet.Event) decode("2[\"ev\"," + object + "," + number + "," + text + "]");
    assertThat(event.args()).extracting(JsonText::text).containsExactly(object, number, text);
  }

  @Test
  void boundsTheNameOfANamespace() {
    String longest = "/" + "x".repeat(255);
    assertThat(((Packet) decode("0" + longest)).namespace()).isEqualTo(longest);
    assertThatThrownBy(() -> decode("0" + longest + "x,"))
        .isInstanceOf(MalformedPacketException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "52-[\"ev\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]"
            + " => {\"_placeholder\":true,\"num\":0}:A, {\"_placeholder\":true,\"num\":0}:B",
        "52-[\"ev\",{\"num\":1,\"_placeholder\":true},7,{\"_placeholder\":true,\"num\":0}]"
            + " => {\"_placeholder\":true,\"num\":0}:B, 7:, {\"_placeholder\":true,\"num\":0}:A",
        "52-[\"ev\",{\"x\":[{\"num\":1,\"_placeholder\":true}],\"y\":{\"num\":0,\"_placeholder\":true}}]"
            + " => {\"x\":[{\"_placeholder\":true,\"num\":0}],\"y\":{\"_placeholder\":true,\"num\":1}}:BA",
        "52-[\"ev\", { \"_placeholder\" : true , \"num\" : 1 } , {\"_placeholder\":false,\"num\":9}]"
            + " => {\"_placeholder\":true,\"num\":0}:B, {\"_placeholder\":false,\"num\":9}:",
        "52-[\"ev\",{\"num\":\"x\",\"a\":[]},{\"_placeholder\":1}]"
            + " => {\"num\":\"x\",\"a\":[]}:, {\"_placeholder\":1}:",
        "52-[\"ev\",{\"__proto__\":{\"_placeholder\":true,\"num\":1}}]"
            + " => {\"__proto__\":{\"_placeholder\":true,\"num\":0}}:B",
      })
  void givesEachArgumentItsOwnAttachments(String text, String expected) {
    PartialPacket partial = (PartialPacket) decode(text);
    assertThat(partial.add(new byte[] {'A'})).isNull();
    Packet.Event event = (Packet.Event) partial.add(new byte[] {'B'});
    assertThat(event.args().stream().map(this::show).collect(Collectors.joining(", ")))
        .isEqualTo(expected);
  }

  @Test
  void completesBinaryAcks() {
    PartialPacket partial =
        (PartialPacket) decode("61-/admin,12[{\"_placeholder\":true,\"num\":0}]");
    Packet.Ack ack = (Packet.Ack) partial.add(new byte[] {'A'});
    assertThat(ack.namespace()).isEqualTo("/admin");
    assertThat(ack.id()).isEqualTo(12);
    assertThat(ack.args().stream().map(this::show))
        .containsExactly("{\"_placeholder\":true,\"num\":0}:A");
  }

  @Test
  void binaryAcksWithoutAnIdHaveNoEffect() {
    PartialPacket partial = (PartialPacket) decode("61-[{\"_placeholder\":true,\"num\":0}]");
    assertThat(partial.add(new byte[1])).isEqualTo(new Packet.Empty("/"));
  }

  @Test
  void theKeyOfAnEventLeavesTheAckIdOut() {
    String key = key("21[\"ev\",1]");
    assertThat(key("22[\"ev\",1]")).isEqualTo(key);
    assertThat(key("2[\"ev\",1]")).isEqualTo(key);
    assertThat(key("22[\"ev\",2]")).isNotEqualTo(key);
  }

  @Test
  void theKeyOfABinaryEventCoversItsAttachments() {
    String text = "[\"ev\",{\"_placeholder\":true,\"num\":0}]";
    String key = key("51-1" + text, new byte[] {1, 2});
    assertThat(key("51-2" + text, new byte[] {1, 2})).isEqualTo(key);
    assertThat(key("51-2" + text, new byte[] {1, 3})).isNotEqualTo(key);
    assertThat(key("2" + text)).isNotEqualTo(key);
  }

  @Test
  void weighsWhatAnEventKeeps() {
    PartialPacket partial = (PartialPacket) decode("51-[\"e\",{\"_placeholder\":true,\"num\":0}]");
    assertThat(partial.add(new byte[1000]).weight()).isGreaterThan(1000);
    assertThat(((Packet) decode("0{\"a\":1}")).weight()).isEqualTo(7);
    assertThat(((Packet) decode("1")).weight()).isZero();
  }

  private String key(String text, byte[]... attachments) {
    Decoded decoded = decode(text);
    for (byte[] attachment : attachments) {
      decoded = ((PartialPacket) decoded).add(attachment);
    }
    return ((Packet.Event) decoded).key();
  }

  private String show(JsonText arg) {
    StringBuilder shown = new StringBuilder(arg.text()).append(':');
    arg.attachments().forEach(bytes -> shown.append((char) bytes[0]));
    return shown.toString();
  }

  private static String show(Packet packet) {
    StringBuilder shown = new StringBuilder();
    packet.deliverTo(
        new Packet.Receiver() {
          @Override
          public void onConnect(Packet.Connect p) {
            shown.append("CONNECT ").append(p.namespace()).append(' ').append(p.auth().text());
          }

          @Override
          public void onDisconnect(Packet.Disconnect p) {
            shown.append("DISCONNECT ").append(p.namespace());
          }

          @Override
          public void onEvent(Packet.Event p) {
            shown.append("EVENT ").append(p.namespace()).append(' ').append(p.id()).append(' ');
            shown.append(p.name()).append(' ').append(texts(p.args()));
          }

          @Override
          public void onAck(Packet.Ack p) {
            shown.append("ACK ").append(p.namespace()).append(' ').append(p.id()).append(' ');
            shown.append(texts(p.args()));
          }

          @Override
          public void onEmpty(Packet.Empty p) {
            shown.append("EMPTY ").append(p.namespace());
          }
        });
    return shown.toString();
  }

  private static List<String> texts(List<JsonText> args) {
    return args.stream().map(JsonText::text).toList();
  }

  private Decoded decode(String text) {
    return decoder.decode(text, (namespace, event) -> List.of());
  }
}

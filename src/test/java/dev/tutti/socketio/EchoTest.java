package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.ManualScheduler;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in goes out exact to the byte, on the server of the conformance suites. */
class EchoTest {
  private final SocketIoServer server =
      new SocketIoServer(
          SocketIoConfig.defaults(), new ManualScheduler(), new TestJson(), SocketIoObserver.NONE);
  private FakeSession client;

  @BeforeEach
  void start() {
    server.root().listen(new Echo());
    server.of("custom").listen(new Echo());
    client = FakeSession.open(server);
    client.receive("0");
    client.take();
  }

  /** The application that the conformance suites expect. */
  private static final class Echo implements SocketListener {
    @Override
    public void onConnect(SocketIoSocket socket) {
      socket.emit("auth", socket.auth());
    }

    @Override
    public void onEvent(SocketIoSocket socket, InboundEvent event) {
      if (event.name().equals("message")) {
        socket.emit("message-back", event.args().toArray());
      } else if (event.name().equals("message-with-ack")) {
        event.ack(event.args().toArray(JsonText[]::new));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",null",
        ",1.0,1e400,-0,-0.0,12345678901234567890,1E+2,0.10",
        ",\"\\u00e9\\u0000\\ud83d\\ude00é😀\\/\\b\"",
        ",\"\\ud800 alone\"",
        ",{\"b\":1,\"a\":2,\"b\":3,\"1\":4,\"0\":5}",
        ",{\"__proto__\":{\"x\":1},\"constructor\":[],\"toString\":\"\"}",
        ",[[],{},[{}],\"a , b : c\",true,false]",
        ",\"\u2028\u2029 \u007f\"",
        ",{\"_placeholder\":true,\"num\":0}",
        ",\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\"",
      })
  void eventsAndAcksComeBackUnchanged(String args) {
    client.receive("2[\"message\"" + args + "]");
    assertThat(client.take()).containsExactly("42[\"message-back\"" + args + "]");
    client.receive("2456[\"message-with-ack\"" + args + "]");
    String answer = args.isEmpty() ? "" : args.substring(1);
    assertThat(client.take()).containsExactly("43456[" + answer + "]");
  }

  @Test
  void binaryEventsComeBackWithTheirAttachmentsInOrder() {
    client.receive(
        "52-[\"message\",{\"b\":{\"num\":1,\"_placeholder\":true}},{\"_placeholder\":true,\"num\":0}]");
    client.receive(new byte[] {1}).receive(new byte[] {2});
    assertThat(client.take())
        .containsExactly(
            "452-[\"message-back\",{\"b\":{\"_placeholder\":true,\"num\":0}},{\"_placeholder\":true,\"num\":1}]",
            "bAg==",
            "bAQ==");
  }

  /** A text-only answer to a binary event is a plain ACK; a binary one is a BINARY_ACK. */
  @Test
  void theTypeOfAnAckFollowsItsContent() {
    server
        .of("typed")
        .listen(
            new SocketListener() {
              @Override
              public void onEvent(SocketIoSocket socket, InboundEvent event) {
                boolean binary = event.args().stream().anyMatch(JsonText::hasBinary);
                event.ack(new TestJson().encode(binary ? "text" : new byte[] {9}));
                event.ack(JsonText.NULL);
              }
            });
    client.receive("0/typed,");
    client.take();
    client.receive("2/typed,1[\"x\"]");
    assertThat(client.take())
        .containsExactly("461-/typed,1[{\"_placeholder\":true,\"num\":0}]", "bCQ==");
    client.receive("51-/typed,2[\"x\",{\"_placeholder\":true,\"num\":0}]").receive(new byte[1]);
    assertThat(client.take()).containsExactly("43/typed,2[\"text\"]");
  }

  @Test
  void namespacesAnswerUnderTheirName() {
    client.receive("0/custom,{\"a\": 1}");
    List<String> sent = client.take();
    assertThat(sent.get(0)).matches("40/custom,\\{\"sid\":\"_[A-Za-z0-9_-]{19}\"}");
    assertThat(sent.get(1)).isEqualTo("42/custom,[\"auth\",{\"a\":1}]");
    client.receive("2/custom,0[\"message-with-ack\",1]");
    assertThat(client.take()).containsExactly("43/custom,0[1]");
  }

  @Test
  void ackIdsAreEchoedUpToTheLargestExactInteger() {
    client.receive("29007199254740991[\"message-with-ack\"]");
    assertThat(client.take()).containsExactly("439007199254740991[]");
    client.receive("29007199254740992[\"message-with-ack\"]");
    assertThat(client.closeReason()).isEqualTo(CloseReason.PARSE_ERROR);
  }

  @Test
  void randomPacketsComeBackUnchanged() {
    long seed = Long.getLong("tutti.test.seed", System.nanoTime());
    System.out.println("EchoTest seed: " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      List<byte[]> attachments = new ArrayList<>();
      StringBuilder args = new StringBuilder();
      for (int i = random.nextInt(4); i > 0; i--) {
        args.append(',').append(randomJson(random, 4, attachments));
      }
      String prefix = attachments.isEmpty() ? "2" : "5" + attachments.size() + "-";
      client.receive(prefix + "[\"message\"" + args + "]");
      attachments.forEach(client::receive);
      List<String> expected = new ArrayList<>();
      expected.add("4" + prefix + "[\"message-back\"" + args + "]");
      attachments.forEach(bytes -> expected.add("b" + Base64.getEncoder().encodeToString(bytes)));
      assertThat(client.take()).as("seed %s round %s", seed, round).isEqualTo(expected);
    }
  }

  /** Whatever arrives, the session lives or is closed as malformed; nothing is thrown. */
  @Test
  void randomDamageIsRefusedOrUnderstood() {
    long seed = Long.getLong("tutti.test.seed", System.nanoTime());
    System.out.println("EchoTest damage seed: " + seed);
    Random random = new Random(seed);
    String alphabet = "0123456/,-[]{}\":aun_ \\\u0000é.eE+";
    PacketDecoder decoder = new PacketDecoder(new JsonReader(8), 3);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder("52-[\"m\",{\"_placeholder\":true,\"num\":1},[1]]");
      for (int hits = 1 + random.nextInt(4); hits > 0 && text.length() > 0; hits--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.deleteCharAt(at);
        } else {
          text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
        }
      }
      try {
        assertThat(decoder.decode(text.toString(), (namespace, event) -> List.of())).isNotNull();
      } catch (MalformedPacketException e) {
        assertThat(e).as("seed %s", seed).hasMessageNotContaining("placeholder\":");
      }
    }
  }

  @Test
  void placeholdersAndAttachmentsMustAgree() {
    JsonText wrong = new JsonText("[]", List.of(new byte[1]));
    assertThatThrownBy(() -> server.root().sockets().iterator().next().emit("x", wrong))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String randomJson(Random random, int depth, List<byte[]> attachments) {
    return switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0 -> List.of("0", "-0", "1.0", "1e400", "12345678901234567890").get(random.nextInt(5));
      case 1 -> List.of("true", "false", "null").get(random.nextInt(3));
      case 2 -> randomString(random);
      case 3 -> EventNames.quote(randomString(random));
      case 4 -> placeholder(random, attachments);
      case 5 -> "[" + join(random, depth, attachments, false) + "]";
      default -> "{" + join(random, depth, attachments, true) + "}";
    };
  }

  private static String placeholder(Random random, List<byte[]> attachments) {
    if (attachments.size() == 10) {
      return "\"full\"";
    }
    byte[] bytes = new byte[random.nextInt(5)];
    random.nextBytes(bytes);
    attachments.add(bytes);
    return "{\"_placeholder\":true,\"num\":" + (attachments.size() - 1) + "}";
  }

  private static String join(Random random, int depth, List<byte[]> attachments, boolean keys) {
    StringBuilder joined = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      joined.append(joined.isEmpty() ? "" : ",");
      joined.append(keys ? randomString(random) + ":" : "");
      joined.append(randomJson(random, depth - 1, attachments));
    }
    return joined.toString();
  }

  private static String randomString(Random random) {
    String[] parts = {"a", " ", "\\n", "\\u12aB", "é", "😀", "\\\"", "\\\\", "[", "}", ":", ","};
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.append('"').toString();
  }
}

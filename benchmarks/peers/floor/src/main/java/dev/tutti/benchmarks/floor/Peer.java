package dev.tutti.benchmarks.floor;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** One WebSocket. */
final class Peer {
  private static final byte[] NOTHING = {};
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String OPEN =
      "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":60000,"
          + "\"maxPayload\":1000000}";

  private final SocketChannel channel;
  private byte[] rest = NOTHING;
  private String user;

  Peer(SocketChannel channel) {
    this.channel = channel;
  }

  String user() {
    return user;
  }

  /** The texts that have come. */
  List<String> read(ByteBuffer buffer) throws IOException {
    int got = channel.read(buffer.clear());
    if (got < 0) {
      throw new EOFException("the client left");
    }
    byte[] data = Arrays.copyOf(rest, rest.length + got);
    buffer.flip().get(data, rest.length, got);
    int at = user == null ? upgrade(data) : 0;
    List<String> texts = new ArrayList<>(1);
    while (data.length - at >= 6) {
      int length = data[at + 1] & 0x7F;
      int body = at + 6;
      if (length == 126) {
        length = ((data[at + 2] & 0xFF) << 8) | (data[at + 3] & 0xFF);
        body += 2;
      }
      if (data.length - body < length) {
        break;
      }
      // The load generator's mask is zero.
      texts.add(new String(data, body, length, StandardCharsets.UTF_8));
      at = body + length;
    }
    rest = at == data.length ? NOTHING : Arrays.copyOfRange(data, at, data.length);
    return texts;
  }

  private int upgrade(byte[] data) throws IOException {
    String head = new String(data, StandardCharsets.ISO_8859_1);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return 0;
    }
    user = between(head, "&user=", "&");
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(between(head, "Sec-WebSocket-Key: ", "\r\n"))
            + "\r\n\r\n";
    channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
    send(OPEN);
    return end + 4;
  }

  private static String between(String text, String before, String after) {
    int from = text.indexOf(before) + before.length();
    return text.substring(from, text.indexOf(after, from));
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  void send(String text) throws IOException {
    send(Floor.frame(text));
  }

  void send(ByteBuffer frame) throws IOException {
    channel.write(frame);
  }

  void close() throws IOException {
    channel.close();
  }
}

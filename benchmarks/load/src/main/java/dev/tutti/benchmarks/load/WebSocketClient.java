package dev.tutti.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client over WebSocket. */
final class WebSocketClient extends Client implements Link.Handler {
  private static final int CLOSE = 8;
  private static final int TEXT = 1;
  private static final int CONTINUATION = 0;

  private final URI url;
  private final Loop loop;
  private Link link;
  private boolean upgraded;
  private StringBuilder fragments;

  WebSocketClient(int index, String token, Crowd crowd, URI url, Loop loop) {
    super(index, token, crowd);
    this.url = url;
    this.loop = loop;
  }

  @Override
  void open() throws IOException {
    link = new Link(loop, url, this);
  }

  @Override
  public void opened() {
    String request =
        """
        GET %s?%s&transport=websocket HTTP/1.1
        Host: %s
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13

        """
            .formatted(url.getPath(), query(), url.getAuthority());
    byte[] bytes = request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    link.write(ByteBuffer.wrap(bytes));
  }

  @Override
  void send(String packet) {
    byte[] payload = packet.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) 0x81);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) 0xFE).putShort((short) payload.length);
    }
    // A zero mask leaves the payload as it is.
    frame.putInt(0).put(payload).flip();
    link.write(frame);
  }

  @Override
  void hangUp() {
    if (link != null) {
      link.close();
    }
  }

  @Override
  public void lost(String why) {
    fail(why);
  }

  @Override
  public int received(byte[] data) {
    int at = upgraded ? 0 : upgrade(data);
    if (!upgraded) {
      return 0;
    }
    int next = frame(data, at);
    while (next > 0) {
      at = next;
      next = frame(data, at);
    }
    return at;
  }

  private int upgrade(byte[] data) {
    String head = new String(data, StandardCharsets.ISO_8859_1);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return 0;
    }
    if (!head.startsWith("HTTP/1.1 101")) {
      fail("not upgraded: " + head.substring(0, Math.min(120, head.length())));
      return 0;
    }
    upgraded = true;
    return end + 4;
  }

  /**
   * @return where the next frame begins, or -1 when this one is not whole yet
   */
  private int frame(byte[] data, int at) {
    int available = data.length - at;
    if (isClosed() || available < 2) {
      return -1;
    }
    int length = data[at + 1] & 0x7F;
    int body = at + (length == 126 ? 4 : length == 127 ? 10 : 2);
    if (data.length < body) {
      return -1;
    }
    if (length == 126) {
      length = ByteBuffer.wrap(data, at + 2, 2).getShort() & 0xFFFF;
    } else if (length == 127) {
      length = (int) ByteBuffer.wrap(data, at + 2, 8).getLong();
    }
    if (data.length - body < length) {
      return -1;
    }
    String text = new String(data, body, length, StandardCharsets.UTF_8);
    deliver(data[at] & 0x0F, (data[at] & 0x80) != 0, text);
    return body + length;
  }

  private void deliver(int opcode, boolean last, String text) {
    switch (opcode) {
      case CONTINUATION, TEXT -> {
        if (last && fragments == null) {
          packet(text);
        } else {
          gather(last, text);
        }
      }
      case CLOSE -> fail("closed by the server");
      default -> {
        // No server of this comparison sends pings of WebSocket's own.
      }
    }
  }

  private void gather(boolean last, String text) {
    fragments = fragments == null ? new StringBuilder() : fragments;
    fragments.append(text);
    if (last) {
      String whole = fragments.toString();
      fragments = null;
      packet(whole);
    }
  }
}

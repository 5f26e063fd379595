package dev.tutti.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** A client over long polling: one connection for GETs, one for POSTs, both kept alive. */
final class PollingClient extends Client {
  private static final String SEPARATOR = "\u001e";

  private final URI url;
  private final Loop loop;
  private final ArrayDeque<String> outbox = new ArrayDeque<>();
  private String sid;
  private Link polls;
  private Link posts;
  private boolean posting;

  PollingClient(int index, String token, Crowd crowd, URI url, Loop loop) {
    super(index, token, crowd);
    this.url = url;
    this.loop = loop;
  }

  @Override
  void open() throws IOException {
    polls = new Link(loop, new Polls());
    posts = new Link(loop, new Posts());
  }

  @Override
  void send(String packet) {
    outbox.add(packet);
    post();
  }

  @Override
  void hangUp() {
    polls.close();
    posts.close();
  }

  private void poll() {
    request(polls, "GET", "");
  }

  private void post() {
    if (posting || outbox.isEmpty()) {
      return;
    }
    posting = true;
    String body = String.join(SEPARATOR, outbox);
    outbox.clear();
    request(posts, "POST", body);
  }

  private void request(Link link, String method, String body) {
    String target =
        url.getPath() + "?" + query() + "&transport=polling" + (sid == null ? "" : "&sid=" + sid);
    StringBuilder text = new StringBuilder(160 + body.length());
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ");
    text.append(url.getAuthority()).append("\r\n");
    if (method.equals("POST")) {
      text.append("Content-Type: text/plain;charset=UTF-8\r\nContent-Length: ");
      text.append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
    }
    text.append("\r\n").append(body);
    link.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Hears the answers of one connection. */
  private abstract class Exchange implements Link.Handler {
    abstract void answered(String body);

    @Override
    public final int received(byte[] data) {
      HttpResponse response = HttpResponse.parse(data);
      if (response == null) {
        return 0;
      }
      if (response.status() == 200) {
        answered(response.body());
      } else {
        fail("HTTP " + response.status() + " " + response.body());
      }
      return response.endBytes();
    }

    @Override
    public final void lost(String why) {
      fail(why);
    }
  }

  private final class Polls extends Exchange {
    @Override
    public void opened() {
      poll();
    }

    @Override
    void answered(String body) {
      if (sid == null) {
        int from = body.indexOf("\"sid\":\"") + 7;
        sid = body.substring(from, body.indexOf('"', from));
      }
      poll();
      for (String packet : body.split(SEPARATOR)) {
        if (!packet.isEmpty()) {
          packet(packet);
        }
      }
    }
  }

  private final class Posts extends Exchange {
    @Override
    public void opened() {
      // Nothing is sent before the first poll is answered.
    }

    @Override
    void answered(String body) {
      posting = false;
      post();
    }
  }
}

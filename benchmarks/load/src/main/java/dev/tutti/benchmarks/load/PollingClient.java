package dev.tutti.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * A client over long polling: one connection for GETs, one for POSTs, kept alive as long as the
 * server keeps them. A server that closes one in spite of its own {@code keep-alive} gets the
 * request again on a new one, as from every HTTP client.
 */
final class PollingClient extends Client {
  private static final String SEPARATOR = "\u001e";

  private final URI url;
  private final Loop loop;
  private final ArrayDeque<String> outbox = new ArrayDeque<>();
  private final Exchange polls = new Exchange(this::polled);
  private final Exchange posts = new Exchange(body -> post());
  private String sid = "";

  PollingClient(int index, String token, Crowd crowd, URI url, Loop loop) {
    super(index, token, crowd);
    this.url = url;
    this.loop = loop;
  }

  @Override
  void open() throws IOException {
    poll();
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
    polls.request(head("GET") + "\r\n");
  }

  private void polled(String body) {
    if (sid.isEmpty()) {
      int from = body.indexOf("\"sid\":\"") + 7;
      sid = "&sid=" + body.substring(from, body.indexOf('"', from));
    }
    poll();
    for (String packet : body.split(SEPARATOR)) {
      if (!packet.isEmpty()) {
        packet(packet);
      }
    }
  }

  private void post() {
    if (posts.busy() || outbox.isEmpty()) {
      return;
    }
    String body = String.join(SEPARATOR, outbox);
    outbox.clear();
    posts.request(
        head("POST")
            + "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  private String head(String method) {
    return method
        + " "
        + url.getPath()
        + "?"
        + query()
        + "&transport=polling"
        + sid
        + " HTTP/1.1\r\nHost: "
        + url.getAuthority()
        + "\r\n";
  }

  /** Requests and answers, one at a time. */
  private final class Exchange implements Link.Handler {
    private final Consumer<String> answered;
    private Link link;
    private boolean open;

    /** The request that waits for its answer, null when there is none. */
    private String request;

    Exchange(Consumer<String> answered) {
      this.answered = answered;
    }

    boolean busy() {
      return request != null;
    }

    void request(String text) {
      request = text;
      if (open) {
        write();
      } else {
        connect();
      }
    }

    private void connect() {
      try {
        link = new Link(loop, url, this);
      } catch (IOException e) {
        fail(e.toString());
      }
    }

    private void write() {
      link.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void opened() {
      open = true;
      write();
    }

    @Override
    public int received(byte[] data) {
      HttpResponse response = HttpResponse.parse(data);
      if (response == null) {
        return 0;
      }
      request = null;
      if (response.status() == 200) {
        answered.accept(response.body());
      } else {
        fail("HTTP " + response.status() + " " + response.body());
      }
      return response.endBytes();
    }

    @Override
    public void lost(String why) {
      boolean wasOpen = open;
      open = false;
      if (!wasOpen) {
        fail(why);
      } else if (busy() && !isClosed()) {
        connect();
      }
    }

    void close() {
      open = false;
      if (link != null) {
        link.close();
      }
    }
  }
}

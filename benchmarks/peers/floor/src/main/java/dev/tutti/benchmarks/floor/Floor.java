package dev.tutti.benchmarks.floor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The floor under every figure: one thread, one selector, one write a delivery, no token check, no
 * JSON. It answers the load generator's packets by matching strings.
 */
public final class Floor {
  private static final int BACKLOG = 4096;
  private static final int READ_BYTES = 1 << 17;

  /** The rest of a packet, of the same length as Tutti's. */
  private static final String TIME = "\",\"timestamp\":\"2026-01-01T00:00:00.000Z\",";

  private static final String ID = "\"id\":\"0123456789abcdefghijklmnop\"";

  private final Selector selector;
  private final ServerSocketChannel server;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
  private final Map<String, List<Peer>> rooms = new HashMap<>();
  private final Map<String, Peer> users = new HashMap<>();

  private Floor(int port) throws IOException {
    selector = Selector.open();
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress("127.0.0.1", port), BACKLOG).configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Argument: the port. */
  public static void main(String[] args) throws IOException {
    Floor floor = new Floor(Integer.parseInt(args[0]));
    System.out.println("ready");
    floor.serve();
  }

  private void serve() throws IOException {
    while (selector.isOpen()) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          accept();
        } else {
          read(key);
        }
      }
      selector.selectedKeys().clear();
    }
  }

  private void accept() throws IOException {
    for (SocketChannel one = server.accept(); one != null; one = server.accept()) {
      one.configureBlocking(false);
      one.setOption(StandardSocketOptions.TCP_NODELAY, true);
      one.register(selector, SelectionKey.OP_READ, new Peer(one));
    }
  }

  private void read(SelectionKey key) throws IOException {
    Peer peer = (Peer) key.attachment();
    try {
      for (String text : peer.read(buffer)) {
        packet(peer, text);
      }
    } catch (IOException e) {
      key.cancel();
      peer.close();
      rooms.values().forEach(members -> members.remove(peer));
      users.values().remove(peer);
    }
  }

  private void packet(Peer peer, String text) throws IOException {
    if (text.startsWith("40")) {
      connect(peer);
    } else if (text.startsWith("42[\"join-room\"")) {
      rooms.computeIfAbsent(field(text, "room"), room -> new ArrayList<>()).add(peer);
      peer.send("42[\"joined-room\",{}]");
    } else if (text.startsWith("42[\"music-sync\"")) {
      publish(peer, text);
    } else if (text.contains("[\"private-message\"")) {
      say(peer, text);
    } else if (text.contains("[\"echo\"")) {
      peer.send(ack(text) + ",\"text\":\"" + field(text, "text") + "\",\"number\":42}]");
    }
  }

  private void connect(Peer peer) throws IOException {
    users.put(peer.user(), peer);
    peer.send("40{\"sid\":\"y\"}");
    peer.send("42[\"connected\",{\"userId\":\"" + peer.user() + "\"}]");
  }

  private void publish(Peer sender, String text) throws IOException {
    ByteBuffer frame =
        frame(
            "42[\"music-sync\",{\"action\":\"seek\",\"songId\":\""
                + field(text, "songId")
                + "\",\"currentTime\":12.5,\"room\":\"room-0\",\"userId\":\""
                + sender.user()
                + TIME
                + "\"serverTime\":1767225600000}]");
    for (Peer member : rooms.getOrDefault(field(text, "room"), List.of())) {
      if (member != sender) {
        member.send(frame.duplicate());
      }
    }
  }

  private void say(Peer sender, String text) throws IOException {
    String target = field(text, "targetUserId");
    String rest = "\",\"message\":\"" + field(text, "message") + TIME + ID + "}]";
    Peer receiver = users.get(target);
    if (receiver == null) {
      // Both are about to leave: the scenario is over.
      return;
    }
    receiver.send(
        "42[\"private-message\",{\"senderId\":\""
            + sender.user()
            + "\",\"senderUsername\":\""
            + sender.user()
            + rest);
    sender.send("42[\"message-sent\",{\"targetUserId\":\"" + target + rest);
    sender.send(ack(text) + "," + ID + TIME.substring(1, TIME.length() - 1) + "}]");
  }

  private static String ack(String text) {
    return "43" + text.substring(2, text.indexOf('[')) + "[{\"success\":true";
  }

  private static String field(String text, String name) {
    int from = text.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return text.substring(from, text.indexOf('"', from));
  }

  static ByteBuffer frame(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocateDirect(bytes.length + 4).put((byte) 0x81);
    if (bytes.length < 126) {
      frame.put((byte) bytes.length);
    } else {
      frame.put((byte) 126).putShort((short) bytes.length);
    }
    return frame.put(bytes).flip();
  }
}

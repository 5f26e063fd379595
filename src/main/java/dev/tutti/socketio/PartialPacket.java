package dev.tutti.socketio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A BINARY_EVENT or BINARY_ACK whose attachments are still to come. Mailbox only. Socket.IO 5,
 * "Sending and receiving binary".
 */
final class PartialPacket implements Decoded {
  private final boolean isEvent;
  private final String namespace;
  private final @Nullable Long id;
  private final JsonItems items;
  private final int expected;
  private final List<byte[]> attachments = new ArrayList<>(2);

  PartialPacket(
      boolean isEvent, String namespace, @Nullable Long id, JsonItems items, int expected) {
    this.isEvent = isEvent;
    this.namespace = namespace;
    this.id = id;
    this.items = items;
    this.expected = expected;
  }

  /**
   * Takes the next attachment.
   *
   * @return the whole packet, once it is the last one
   */
  @Nullable Packet add(byte[] attachment) {
    attachments.add(attachment);
    return attachments.size() < expected ? null : complete();
  }

  private Packet complete() {
    if (isEvent) {
      String key = items.json() + '#' + digest();
      List<JsonText> args = items.args(1, attachments);
      return new Packet.Event(namespace, id, items.eventName(), args, key, null);
    }
    return id == null
        ? new Packet.Empty(namespace)
        : new Packet.Ack(namespace, id, items.args(0, attachments));
  }

  private String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] attachment : attachments) {
        sha.update(Integer.toString(attachment.length).getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) ':');
        sha.update(attachment);
      }
      return Base64.getEncoder().withoutPadding().encodeToString(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

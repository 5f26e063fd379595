package dev.tutti.app.notification;

/**
 * Limits of what back ends send.
 *
 * @param maxPayloadBytes one notification or broadcast as UTF-8, attachments included
 * @param maxRecipients users that one notification may name
 * @param chunkSize users that one publication names
 * @param maxBroadcastsPerMinute notifications and broadcasts to everybody in any minute
 */
public record NotificationConfig(
    int maxPayloadBytes, int maxRecipients, int chunkSize, int maxBroadcastsPerMinute) {
  private static final int MAX_BROADCASTS = 10_000;

  public NotificationConfig {
    positive("maxPayloadBytes", maxPayloadBytes);
    positive("maxRecipients", maxRecipients);
    positive("chunkSize", chunkSize);
    positive("maxBroadcastsPerMinute", maxBroadcastsPerMinute);
    if (maxBroadcastsPerMinute > MAX_BROADCASTS) {
      throw new IllegalArgumentException(
          "maxBroadcastsPerMinute must be "
              + MAX_BROADCASTS
              + " at most: "
              + maxBroadcastsPerMinute);
    }
  }

  /** The defaults of the README's table. */
  public static NotificationConfig defaults() {
    return new NotificationConfig(16_384, 10_000, 500, 60);
  }

  private static void positive(String component, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(component + " must be positive: " + value);
    }
  }
}

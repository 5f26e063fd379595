package dev.tutti.admin;

import dev.tutti.app.EventStamp;

/** The answer to a notification or a broadcast: what its receivers read as well. */
record Sent(String id, String timestamp) {
  static Sent of(EventStamp stamp) {
    return new Sent(stamp.id(), stamp.timestamp());
  }
}

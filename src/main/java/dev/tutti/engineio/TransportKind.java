package dev.tutti.engineio;

import java.util.Optional;

/** The two transports of Engine.IO 4 that a Jakarta EE server can carry. */
public enum TransportKind {
  POLLING("polling"),
  WEBSOCKET("websocket");

  private final String wireName;

  TransportKind(String wireName) {
    this.wireName = wireName;
  }

  /** The value of the query parameter {@code transport}. */
  public String wireName() {
    return wireName;
  }

  /** The transport of this name, if it is one of ours. */
  public static Optional<TransportKind> ofWireName(String name) {
    for (TransportKind kind : values()) {
      if (kind.wireName.equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}

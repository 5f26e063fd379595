package dev.tutti.socketio;

import org.jspecify.annotations.Nullable;

/**
 * A guard refuses a CONNECT for good: the client gets CONNECT_ERROR {@code {message, data?}} and
 * does not retry by itself. Socket.IO 5, "Connection to a namespace".
 */
public final class ConnectRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient @Nullable Object data;

  /**
   * @param message what the client reads
   * @param code a bounded snake_case word, for metrics
   * @param data goes to the client as {@code data}, if there
   */
  public ConnectRefusedException(String message, String code, @Nullable Object data) {
    super(message, null, false, false);
    this.code = code;
    this.data = data;
  }

  public String code() {
    return code;
  }

  public @Nullable Object data() {
    return data;
  }
}

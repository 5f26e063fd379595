package dev.tutti.engineio;

/** The sending side of one WebSocket; the edge implements it. The engine has one send in flight. */
public interface FrameSender {

  /**
   * Starts to send a frame. It never waits for the client.
   *
   * @param frame from {@link Frame#merged} only if this sender {@linkplain #merges() merges}
   * @param completion told once about the end of the send, inside this call or later
   */
  void send(Frame frame, Completion completion);

  /**
   * Whether this sender takes frames as encoded bytes, so that several which wait may leave as one.
   */
  default boolean merges() {
    return false;
  }

  /** Closes the WebSocket with this RFC 6455 status. May block: called on the overflow executor. */
  void close(int status);

  /** Hears how a send ended. */
  interface Completion {
    void sent();

    void failed(Throwable cause);
  }
}

package dev.tutti.engineio;

/** The sending side of one WebSocket; the edge implements it. The engine has one send in flight. */
public interface FrameSender {

  /**
   * Starts to send a text frame. It never waits for the client.
   *
   * @param completion told once about the end of the send, inside this call or later
   */
  void sendText(String text, Completion completion);

  /** As {@link #sendText} for a binary frame; the array must not be changed. */
  void sendBinary(byte[] data, Completion completion);

  /** Closes the WebSocket with this RFC 6455 status. May block: called on the overflow executor. */
  void close(int status);

  /** Hears how a send ended. */
  interface Completion {
    void sent();

    void failed(Throwable cause);
  }
}

package dev.tutti.engineio;

/** Takes what one WebSocket brings. The edge calls in the order of arrival, from any thread. */
public interface FrameReceiver {

  /** A text frame. */
  void onText(String text);

  /** A binary frame; the array belongs to the receiver. */
  void onBinary(byte[] data);

  /** The WebSocket is closed, whoever began it. */
  void onClose();

  /** The connection broke; {@link #onClose()} may follow. */
  void onError();
}

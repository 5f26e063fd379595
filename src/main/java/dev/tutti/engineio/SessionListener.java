package dev.tutti.engineio;

/**
 * The protocol above one session. Every method runs in the session's mailbox: one at a time, in
 * order, on whichever thread brings the packet; none may block.
 */
public interface SessionListener {

  /** A text message, without Engine.IO's type digit. */
  void onText(String data);

  /** A binary message; the array belongs to the listener. */
  void onBinary(byte[] data);

  /** The session ended. Called exactly once, last. */
  void onClose(CloseReason reason);
}

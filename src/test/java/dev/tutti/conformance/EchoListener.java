package dev.tutti.conformance;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.Frame;
import dev.tutti.engineio.Session;
import dev.tutti.engineio.SessionListener;

/** Sends every message back as it came. */
record EchoListener(Session session) implements SessionListener {

  @Override
  public void onText(String data) {
    session.send(Frame.text("4" + data));
  }

  @Override
  public void onBinary(byte[] data) {
    session.send(Frame.binary(data));
  }

  @Override
  public void onClose(CloseReason reason) {}
}

package dev.tutti.benchmarks.jmh;

import dev.tutti.engineio.FrameSender;

/** Takes every frame at once and keeps the last text. Confined to one thread. */
public final class NullTransport implements FrameSender {
  private String last = "";

  public String last() {
    return last;
  }

  @Override
  public void sendText(String text, Completion completion) {
    last = text;
    completion.sent();
  }

  @Override
  public void sendBinary(byte[] data, Completion completion) {
    completion.sent();
  }

  @Override
  public void close(int status) {
    // There is nothing behind it.
  }
}

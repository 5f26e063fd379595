package dev.tutti.benchmarks.jmh;

import dev.tutti.engineio.Frame;
import dev.tutti.engineio.FrameSender;

/** Takes every frame at once and keeps the last text. Confined to one thread. */
public final class NullTransport implements FrameSender {
  private String last = "";

  public String last() {
    return last;
  }

  @Override
  public void send(Frame frame, Completion completion) {
    if (!frame.isBinary()) {
      last = frame.text();
    }
    completion.sent();
  }

  @Override
  public void close(int status) {
    // There is nothing behind it.
  }
}

package dev.tutti.socketio;

import dev.tutti.engineio.Frame;
import dev.tutti.engineio.Session;
import java.util.List;

/** A packet as the frames that carry it; encoded once, sent to any number of sessions. */
record EncodedPacket(List<Frame> frames) {
  EncodedPacket {
    frames = List.copyOf(frames);
  }

  void sendTo(Session session) {
    if (frames.size() == 1) {
      session.send(frames.get(0));
    } else {
      session.send(frames);
    }
  }
}

package dev.tutti.socketio;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The acks that one socket's client owes. Any thread. */
final class PendingAcks {

  /** Waits for one answer; exactly one of the two methods is called, at most once. */
  interface Call {
    void answered(List<JsonText> args);

    void socketClosed();
  }

  /** What became of a new entry. */
  enum Admission {
    ADDED,
    TOO_MANY,
    SOCKET_CLOSED
  }

  private final int max;
  private final Map<Long, Call> calls = new HashMap<>(2);
  private boolean closed;

  PendingAcks(int max) {
    this.max = max;
  }

  synchronized Admission add(long id, Call call) {
    if (closed) {
      return Admission.SOCKET_CLOSED;
    }
    if (calls.size() >= max) {
      return Admission.TOO_MANY;
    }
    calls.put(id, call);
    return Admission.ADDED;
  }

  /**
   * Forgets an entry.
   *
   * @return whether it was there, that is, has had no answer
   */
  synchronized boolean remove(long id) {
    return calls.remove(id) != null;
  }

  /** Hands over an answer; one that nobody waits for is ignored. */
  void answer(long id, List<JsonText> args) {
    Call call;
    synchronized (this) {
      call = calls.remove(id);
    }
    if (call != null) {
      call.answered(args);
    }
  }

  /** Ends all that wait, and lets nothing wait any more. */
  void close() {
    List<Call> ended;
    synchronized (this) {
      closed = true;
      ended = List.copyOf(calls.values());
      calls.clear();
    }
    ended.forEach(Call::socketClosed);
  }
}

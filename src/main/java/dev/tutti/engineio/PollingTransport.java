package dev.tutti.engineio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends over HTTP long polling: at most one GET is pending and one POST is being taken. While a GET
 * is pending the queue is empty. Engine.IO 4, "HTTP long-polling".
 */
final class PollingTransport extends Transport {
  /**
   * How long to wait for what may be close on another connection: an UPGRADE packet while a GET is
   * here, a GET when the client has sent CLOSE.
   */
  private static final Duration PARKING_TIME = Duration.ofMillis(100);

  private static final Frame CLOSE = PacketType.CLOSE.frame();
  private static final Frame NOOP = PacketType.NOOP.frame();

  private enum State {
    OPEN,
    /** A WebSocket has been probed: every GET is to come back soon. */
    PROBING,
    /** The client has sent CLOSE: its POST waits for a GET that may be on its way. */
    LEAVING,
    /** The last packets and CLOSE wait for a GET, or for the WebSocket under way. */
    CLOSING,
    CLOSED,
    /** A WebSocket has taken over. */
    MOVED
  }

  private final EngineIoSession session;
  private final Environment environment;
  private final SendQueue queue;
  private State state = State.OPEN;
  private @Nullable Exchange poll;
  private @Nullable Exchange post;
  private Scheduler.@Nullable Timer parking;

  PollingTransport(EngineIoSession session, Environment environment) {
    this.session = session;
    this.environment = environment;
    this.queue = new SendQueue(environment);
  }

  @Override
  TransportKind kind() {
    return TransportKind.POLLING;
  }

  @Override
  Offer send(Frame frame) {
    Exchange ready;
    synchronized (this) {
      if (!sending()) {
        return ended();
      }
      if (poll == null) {
        return queue.offer(frame) ? Offer.TAKEN : Offer.FULL;
      }
      ready = takePoll();
    }
    reply(ready, HttpReply.payload(Payload.text(frame)));
    return Offer.TAKEN;
  }

  @Override
  Offer send(List<Frame> frames) {
    Exchange ready;
    synchronized (this) {
      if (!sending()) {
        return ended();
      }
      if (poll == null) {
        return queue.offer(frames) ? Offer.TAKEN : Offer.FULL;
      }
      ready = takePoll();
    }
    reply(ready, HttpReply.payload(Payload.join(frames)));
    return Offer.TAKEN;
  }

  @Override
  Offer sendVolatile(List<Frame> frames) {
    Exchange ready;
    synchronized (this) {
      if (!sending()) {
        return ended();
      }
      if (poll == null) {
        return Offer.BUSY;
      }
      ready = takePoll();
    }
    reply(ready, HttpReply.payload(Payload.join(frames)));
    return Offer.TAKEN;
  }

  /** Answers the GET at once if something is there for it, else keeps it. */
  void poll(Exchange next) {
    HttpReply answer;
    boolean last = false;
    synchronized (this) {
      if (state == State.CLOSED) {
        answer = Refusal.SESSION_UNKNOWN.reply();
      } else if (state == State.MOVED) {
        answer = Refusal.BAD_REQUEST.reply();
      } else if (state == State.LEAVING) {
        poll = next;
        answer = null;
        last = true;
      } else if (state == State.CLOSING) {
        answer = HttpReply.payload(Payload.join(farewell()));
        state = State.CLOSED;
        last = true;
      } else if (poll != null) {
        answer = null;
      } else if (!queue.isEmpty()) {
        answer = HttpReply.payload(Payload.join(queue.drain()));
      } else {
        keep(next);
        return;
      }
    }
    if (answer == null) {
      if (last) {
        end(NOOP, HttpReply.OK);
      } else {
        violated(next);
      }
      return;
    }
    next.reply(answer);
    if (last) {
      session.transportClosed(this);
    }
  }

  /**
   * Registers a POST whose body is still to come.
   *
   * @return whether it may go on; if not, it has been answered
   */
  boolean beginPost(Exchange next) {
    Refusal refusal = null;
    synchronized (this) {
      if (state == State.CLOSED || state == State.LEAVING) {
        refusal = Refusal.SESSION_UNKNOWN;
      } else if (state == State.MOVED) {
        refusal = Refusal.BAD_REQUEST;
      } else if (post == null) {
        post = next;
        return true;
      }
    }
    if (refusal == null) {
      violated(next);
    } else {
      next.reply(refusal.reply());
    }
    return false;
  }

  /** Answers the POST, unless the end of the session has done so. */
  void endPost(Exchange exchange, HttpReply answer) {
    synchronized (this) {
      if (post != exchange || state == State.LEAVING) {
        return;
      }
      post = null;
    }
    exchange.reply(answer);
  }

  /**
   * A WebSocket has been probed: the pending GET comes back soon, so that the client can switch.
   */
  synchronized void startProbing() {
    if (state == State.OPEN) {
      state = State.PROBING;
      if (poll != null) {
        park(poll);
      }
    }
  }

  /** The probed WebSocket is gone: polling goes on as before. */
  synchronized void stopProbing() {
    if (state == State.PROBING) {
      state = State.OPEN;
    }
  }

  /**
   * Hands over to a WebSocket: what is queued leaves through it, once and in order. A GET that is
   * still here came too late for the client to be waiting for it.
   *
   * @return false if the session has ended
   */
  boolean moveTo(WebSocketTransport next) {
    Exchange late;
    boolean closing;
    synchronized (this) {
      if (state == State.CLOSED || state == State.LEAVING || state == State.MOVED) {
        return false;
      }
      closing = state == State.CLOSING;
      state = State.MOVED;
      late = takePoll();
      next.append(queue);
      session.switchTo(next);
    }
    reply(late, Refusal.BAD_REQUEST.reply());
    next.flush();
    if (closing) {
      next.close();
    }
    return true;
  }

  @Override
  Offer close() {
    Exchange pending;
    synchronized (this) {
      if (!sending()) {
        return ended();
      }
      pending = takePoll();
      state = pending == null ? State.CLOSING : State.CLOSED;
    }
    if (pending != null) {
      pending.reply(HttpReply.payload(CLOSE.text()));
      session.transportClosed(this);
    }
    return Offer.TAKEN;
  }

  @Override
  Offer abort(CloseReason reason) {
    return end(CLOSE, HttpReply.VIOLATION);
  }

  /**
   * The client has sent CLOSE. Its GET is usually here; one that was sent at the same time may
   * still be on its way, and is to come back as the client expects.
   */
  Offer leave() {
    synchronized (this) {
      if (sending() && poll == null) {
        state = State.LEAVING;
        queue.drain();
        parking = environment.scheduler().schedule(PARKING_TIME, () -> end(NOOP, HttpReply.OK));
        return Offer.TAKEN;
      }
    }
    return end(NOOP, HttpReply.OK);
  }

  private Offer end(Frame lastForPoll, HttpReply lastForPost) {
    Exchange pending;
    Exchange posting;
    synchronized (this) {
      if (state == State.CLOSED || state == State.MOVED) {
        return ended();
      }
      state = State.CLOSED;
      queue.drain();
      pending = takePoll();
      posting = post;
      post = null;
    }
    reply(pending, HttpReply.payload(lastForPoll.text()));
    reply(posting, lastForPost);
    session.transportClosed(this);
    return Offer.TAKEN;
  }

  private void violated(Exchange second) {
    second.reply(HttpReply.VIOLATION);
    session.abort(CloseReason.TRANSPORT_ERROR);
  }

  private boolean sending() {
    return state == State.OPEN || state == State.PROBING;
  }

  private Offer ended() {
    return state == State.MOVED ? Offer.MOVED : Offer.CLOSED;
  }

  private void keep(Exchange next) {
    poll = next;
    if (state == State.PROBING) {
      park(next);
    }
  }

  private void park(Exchange waiting) {
    parking = environment.scheduler().schedule(PARKING_TIME, () -> release(waiting));
  }

  private void release(Exchange parked) {
    synchronized (this) {
      if (poll != parked) {
        return;
      }
      takePoll();
    }
    parked.reply(HttpReply.payload(NOOP.text()));
  }

  private @Nullable Exchange takePoll() {
    Exchange taken = poll;
    poll = null;
    if (parking != null) {
      parking.cancel();
      parking = null;
    }
    return taken;
  }

  /** What the GET after the close gets; never CLOSE alone, which a client may take for its own. */
  private Collection<Frame> farewell() {
    List<Frame> last = new ArrayList<>(queue.drain());
    if (last.isEmpty()) {
      last.add(NOOP);
    }
    last.add(CLOSE);
    return last;
  }

  private static void reply(@Nullable Exchange exchange, HttpReply answer) {
    if (exchange != null) {
      exchange.reply(answer);
    }
  }
}

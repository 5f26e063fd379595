package dev.tutti.engineio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends over one WebSocket, one frame in flight, the others queued. A send that completes inside
 * its own call is followed by the next one in a loop, never by recursion: some containers always
 * complete there. Where the sender merges, what waits leaves in one write, and what a thread sends
 * while it handles something waits for the end of that.
 *
 * <p>Who moves {@link #writing} away from IDLE writes. Frames are queued, and the next ones begun,
 * under the lock; a frame that meets an idle transport and an empty queue takes no lock at all:
 * whoever queues one meanwhile sees that somebody writes, or the writer sees what was queued.
 */
final class WebSocketTransport extends Transport implements FrameSender.Completion {
  private static final int NORMAL_CLOSURE = 1000;
  private static final int MESSAGE_TOO_BIG = 1009;

  /** What leaves in one write unless a single frame is larger; more is not held back either. */
  private static final int MAX_MERGED_BYTES = 64 * 1024;

  private enum State {
    OPEN,
    /** Closes when the queue is empty. */
    CLOSING,
    CLOSED
  }

  private enum Writing {
    IDLE,
    /** A thread is inside the sender's call. */
    CALLING,
    /** Another thread has seen the frame sent, the call has yet to return. */
    SENT_IN_CALL,
    /** The call returned, the completion is awaited. */
    PENDING
  }

  private static final VarHandle WRITING = writingHandle();

  private final EngineIoSession session;
  private final Environment environment;
  private final FrameSender sender;
  private final boolean merges;
  private final boolean base64;
  private final SendQueue queue;
  private volatile State state = State.OPEN;
  private volatile Writing writing = Writing.IDLE;

  /**
   * The thread that is inside the sender's call, and whether the frame was sent on it meanwhile.
   */
  private @Nullable Thread caller;

  private boolean sentByCaller;

  /** Holds what is queued while nothing is written; guarded by the lock. */
  private @Nullable Cork cork;

  /**
   * @param base64 whether the client wants binary as text
   */
  WebSocketTransport(
      EngineIoSession session, Environment environment, FrameSender sender, boolean base64) {
    this.session = session;
    this.environment = environment;
    this.sender = sender;
    this.merges = sender.merges() && !base64;
    this.base64 = base64;
    this.queue = new SendQueue(environment);
  }

  @Override
  TransportKind kind() {
    return TransportKind.WEBSOCKET;
  }

  @Override
  Offer send(Frame frame) {
    Cork current = currentCork();
    if (current == null && queue.isEmpty() && beginWriting()) {
      return sendAtOnce(frame);
    }
    Frame first;
    synchronized (this) {
      if (state != State.OPEN) {
        return Offer.CLOSED;
      }
      if (!queue.offer(frame)) {
        return Offer.FULL;
      }
      first = beginUnlessHeld(current);
    }
    write(first);
    flushWhenFull(current);
    return Offer.TAKEN;
  }

  /** Nothing closes or is aborted under a frame that was taken: the state is read as the writer. */
  private Offer sendAtOnce(Frame frame) {
    boolean open = state == State.OPEN;
    if (open) {
      call(frame);
    }
    write(open ? afterCall() : afterNothing());
    return open ? Offer.TAKEN : Offer.CLOSED;
  }

  @Override
  Offer send(List<Frame> frames) {
    Cork current = currentCork();
    Frame first;
    synchronized (this) {
      if (state != State.OPEN) {
        return Offer.CLOSED;
      }
      if (!queue.offer(frames)) {
        return Offer.FULL;
      }
      first = beginUnlessHeld(current);
    }
    write(first);
    flushWhenFull(current);
    return Offer.TAKEN;
  }

  @Override
  Offer sendVolatile(List<Frame> frames) {
    Cork current = currentCork();
    Frame first;
    synchronized (this) {
      if (state != State.OPEN) {
        return Offer.CLOSED;
      }
      // What a cork holds leaves at once when it goes: the client is not behind.
      if (writing != Writing.IDLE || !queue.offer(frames)) {
        return Offer.BUSY;
      }
      first = beginUnlessHeld(current);
    }
    write(first);
    flushWhenFull(current);
    return Offer.TAKEN;
  }

  /** Takes over what waits for the transport before this one; {@link #flush()} sends it. */
  synchronized void append(SendQueue earlier) {
    queue.append(earlier);
  }

  /** Sends what is queued, whether or not a cork holds it. */
  void flush() {
    Frame first;
    synchronized (this) {
      cork = null;
      first = begin();
    }
    write(first);
  }

  @Override
  Offer close() {
    synchronized (this) {
      if (state != State.OPEN) {
        return Offer.CLOSED;
      }
      state = State.CLOSING;
    }
    closeIfDrained();
    return Offer.TAKEN;
  }

  @Override
  Offer abort(CloseReason reason) {
    synchronized (this) {
      if (state == State.CLOSED) {
        return Offer.CLOSED;
      }
      state = State.CLOSED;
      queue.drain();
    }
    hangUp(reason == CloseReason.PAYLOAD_TOO_LARGE ? MESSAGE_TOO_BIG : NORMAL_CLOSURE);
    return Offer.TAKEN;
  }

  @Override
  public void sent() {
    // Most sends complete in their own call. Only that thread can find itself here.
    if (caller == Thread.currentThread()) {
      sentByCaller = true;
      return;
    }
    Frame next;
    synchronized (this) {
      if (writing == Writing.CALLING) {
        writing = Writing.SENT_IN_CALL;
        return;
      }
      writing = Writing.IDLE;
      next = begin();
    }
    write(next);
  }

  @Override
  public void failed(Throwable cause) {
    session.sendFailed(this);
  }

  private static void flushWhenFull(@Nullable Cork current) {
    if (current != null && current.full()) {
      current.flush();
    }
  }

  private @Nullable Cork currentCork() {
    return merges ? Cork.current() : null;
  }

  /** As {@link #begin()} unless a cork, perhaps the given one, will see to it; guarded likewise. */
  private @Nullable Frame beginUnlessHeld(@Nullable Cork current) {
    if (current == null || writing != Writing.IDLE || queue.bytes() >= MAX_MERGED_BYTES) {
      return begin();
    }
    if (cork == null || !cork.covers(current)) {
      cork = current;
      current.hold(this);
    }
    return null;
  }

  /** The next frame if no other is on its way; guarded by the lock. */
  private @Nullable Frame begin() {
    if (queue.isEmpty() || !beginWriting()) {
      return null;
    }
    return merges ? queue.pollMerged(MAX_MERGED_BYTES) : queue.poll();
  }

  /** Whether the calling thread is the one that writes now. */
  private boolean beginWriting() {
    return writing == Writing.IDLE && WRITING.compareAndSet(this, Writing.IDLE, Writing.CALLING);
  }

  private void write(@Nullable Frame first) {
    Frame frame = first;
    while (frame != null) {
      call(frame);
      frame = afterCall();
    }
    if (state == State.CLOSING) {
      closeIfDrained();
    }
  }

  private void call(Frame frame) {
    sentByCaller = false;
    caller = Thread.currentThread();
    try {
      sender.send(base64 && frame.isBinary() ? Frame.text(Payload.text(frame)) : frame, this);
    } catch (RuntimeException e) {
      // Containers throw where the connection is closed already.
      failed(e);
    } finally {
      caller = null;
    }
  }

  private @Nullable Frame afterCall() {
    if (sentByCaller) {
      return afterNothing();
    }
    synchronized (this) {
      if (writing == Writing.CALLING) {
        writing = Writing.PENDING;
        return null;
      }
      writing = Writing.IDLE;
      return begin();
    }
  }

  /** Lets others write, or goes on with what they have queued since. */
  private @Nullable Frame afterNothing() {
    writing = Writing.IDLE;
    if (queue.isEmpty()) {
      return null;
    }
    synchronized (this) {
      return begin();
    }
  }

  private void closeIfDrained() {
    synchronized (this) {
      if (state != State.CLOSING || writing != Writing.IDLE || !queue.isEmpty()) {
        return;
      }
      state = State.CLOSED;
    }
    hangUp(NORMAL_CLOSURE);
  }

  private void hangUp(int status) {
    environment.aside(() -> sender.close(status));
    session.transportClosed(this);
  }

  private static VarHandle writingHandle() {
    try {
      return MethodHandles.lookup()
          .findVarHandle(WebSocketTransport.class, "writing", Writing.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

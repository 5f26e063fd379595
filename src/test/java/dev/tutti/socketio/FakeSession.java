package dev.tutti.socketio;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.Frame;
import dev.tutti.engineio.Handshake;
import dev.tutti.engineio.Session;
import dev.tutti.engineio.SessionAcceptor;
import dev.tutti.engineio.SessionListener;
import dev.tutti.engineio.TransportKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** A session without a transport: has a mailbox, keeps what is sent to it. Any thread. */
public final class FakeSession implements Session {
  private static final AtomicInteger IDS = new AtomicInteger();

  private final String id = "engine-secret-" + IDS.incrementAndGet();
  private final Handshake handshake =
      new Handshake(
          "/socket.io/?EIO=4",
          Map.of(),
          Map.of(),
          "127.0.0.1",
          false,
          Instant.parse("2030-01-01T00:00:00Z"),
          null);
  private final List<Frame> frames = new ArrayList<>();
  private final Queue<Runnable> mailbox = new ArrayDeque<>();
  private boolean draining;
  private boolean writable = true;
  private CloseReason closeReason;
  private SessionListener listener;

  private FakeSession() {}

  /** A new client of a server. */
  public static FakeSession open(SessionAcceptor server) {
    FakeSession session = new FakeSession();
    session.execute(() -> session.listener = server.accept(session));
    return session;
  }

  /** The client sends text messages, one after the other. */
  public FakeSession receive(String... messages) {
    for (String message : messages) {
      execute(
          () -> {
            if (closeReason() == null) {
              listener.onText(message);
            }
          });
    }
    return this;
  }

  /** The client sends a binary message. */
  public FakeSession receive(byte[] message) {
    execute(
        () -> {
          if (closeReason() == null) {
            listener.onBinary(message);
          }
        });
    return this;
  }

  /** What was sent since the last call: texts as they are, binary as {@code b} and base64. */
  public synchronized List<String> take() {
    List<String> sent =
        frames.stream()
            .map(
                frame ->
                    frame.isBinary()
                        ? "b" + Base64.getEncoder().encodeToString(frame.binary())
                        : frame.text())
            .toList();
    frames.clear();
    return sent;
  }

  /** The frames themselves, since the last {@link #take}. */
  public synchronized List<Frame> frames() {
    return List.copyOf(frames);
  }

  public synchronized void writable(boolean now) {
    writable = now;
  }

  /** Why the session was closed, null while it is open. */
  public synchronized CloseReason closeReason() {
    return closeReason;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public TransportKind transport() {
    return TransportKind.WEBSOCKET;
  }

  @Override
  public synchronized void send(List<Frame> packet) {
    if (closeReason == null) {
      frames.addAll(packet);
    }
  }

  @Override
  public void send(Frame frame) {
    send(List.of(frame));
  }

  @Override
  public synchronized boolean sendVolatile(List<Frame> packet) {
    if (writable) {
      send(packet);
    }
    return writable;
  }

  @Override
  public void close(CloseReason reason) {
    synchronized (this) {
      if (closeReason != null) {
        return;
      }
      closeReason = reason;
    }
    execute(() -> listener.onClose(reason));
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      mailbox.add(task);
      if (draining) {
        return;
      }
      draining = true;
    }
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private synchronized Runnable next() {
    Runnable next = mailbox.poll();
    draining = next != null;
    return next;
  }
}

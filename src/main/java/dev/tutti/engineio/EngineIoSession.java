package dev.tutti.engineio;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. What comes in runs in the mailbox; what goes out is queued by any thread
 * in the transport, which is replaced at an upgrade.
 */
final class EngineIoSession implements Session {
  private static final System.Logger LOG = System.getLogger(EngineIoSession.class.getName());
  private static final Frame PING = PacketType.PING.frame();

  private enum Life {
    OPEN,
    /** The listener is told; the transport still has packets to deliver. */
    CLOSING,
    GONE
  }

  private final EngineIoServer server;
  private final Environment environment;
  private final String id;
  private final Handshake handshake;
  private final Mailbox mailbox;
  private final Heartbeat heartbeat;
  private final Inbox inbox;
  private volatile Transport transport;

  /** Written under the lock of this session. */
  private volatile Life life = Life.OPEN;

  private Scheduler.@Nullable Timer grace;

  /** Confined to the mailbox. */
  private @Nullable Upgrade upgrade;

  /**
   * @param sender the WebSocket that opened the session, null for polling
   */
  EngineIoSession(
      EngineIoServer server,
      Environment environment,
      String id,
      Handshake handshake,
      @Nullable FrameSender sender) {
    this.server = server;
    this.environment = environment;
    this.id = id;
    this.handshake = handshake;
    this.mailbox = new Mailbox(environment.overflow());
    this.heartbeat = new Heartbeat(this, environment);
    this.inbox = new Inbox(this, heartbeat);
    this.transport =
        sender == null
            ? new PollingTransport(this, environment)
            : new WebSocketTransport(this, environment, sender, base64(handshake));
  }

  /** Starts the timers; pingInterval counts from the arrival of the request. */
  void start() {
    environment.observer().sessionOpened(transport.kind());
    Duration spent = Duration.between(handshake.issued(), environment.scheduler().now());
    Duration interval = environment.config().pingInterval();
    Duration left = interval.minus(spent);
    boolean sound = !spent.isNegative() && !left.isNegative();
    heartbeat.start(sound ? left : interval);
  }

  /**
   * Asks the protocol above; the first task of the mailbox.
   *
   * @return whether the session was taken
   */
  boolean accept(SessionAcceptor acceptor) {
    try {
      inbox.deliverTo(acceptor.accept(this));
      return true;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "session was not accepted", e);
      abort(CloseReason.TRANSPORT_ERROR);
      return false;
    }
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
    return transport.kind();
  }

  @Override
  public void send(Frame frame) {
    Transport.Offer offer;
    do {
      offer = transport.send(frame);
    } while (offer == Transport.Offer.MOVED);
    if (offer == Transport.Offer.TAKEN) {
      environment.observer().frameSent(frame.sizeBytes());
    } else if (offer == Transport.Offer.FULL) {
      abort(CloseReason.SLOW_CONSUMER);
    }
  }

  @Override
  public void send(List<Frame> frames) {
    if (frames.isEmpty()) {
      return;
    }
    Transport.Offer offer;
    do {
      offer = transport.send(frames);
    } while (offer == Transport.Offer.MOVED);
    if (offer == Transport.Offer.TAKEN) {
      countSent(frames);
    } else if (offer == Transport.Offer.FULL) {
      abort(CloseReason.SLOW_CONSUMER);
    }
  }

  @Override
  public boolean sendVolatile(List<Frame> frames) {
    if (frames.isEmpty()) {
      return true;
    }
    Transport.Offer offer;
    do {
      offer = transport.sendVolatile(frames);
    } while (offer == Transport.Offer.MOVED);
    if (offer == Transport.Offer.TAKEN) {
      countSent(frames);
      return true;
    }
    environment.observer().volatileDropped();
    return false;
  }

  private void countSent(List<Frame> frames) {
    for (Frame frame : frames) {
      environment.observer().frameSent(frame.sizeBytes());
    }
  }

  @Override
  public void execute(Runnable task) {
    mailbox.execute(task);
  }

  @Override
  public void close(CloseReason reason) {
    if (!claim()) {
      if (server.closing()) {
        // Whatever its last packets wait for will not come any more.
        abort(reason);
      }
      return;
    }
    Transport.Offer offer;
    do {
      offer = transport.close();
    } while (offer == Transport.Offer.MOVED);
    waitForDelivery(reason);
    ended(reason);
  }

  /** Closes at once; what is queued is lost. Any thread may call, again and again. */
  void abort(CloseReason reason) {
    boolean first = claim();
    Transport.Offer offer;
    do {
      offer = transport.abort(reason);
    } while (offer == Transport.Offer.MOVED);
    if (first) {
      ended(reason);
    }
  }

  /** The client has sent CLOSE. */
  void leave() {
    boolean first = claim();
    Transport.Offer offer;
    do {
      Transport current = transport;
      offer =
          current instanceof PollingTransport polling
              ? polling.leave()
              : current.abort(CloseReason.TRANSPORT_CLOSE);
    } while (offer == Transport.Offer.MOVED);
    if (first) {
      ended(CloseReason.TRANSPORT_CLOSE);
    }
  }

  private synchronized boolean claim() {
    if (life != Life.OPEN) {
      return false;
    }
    life = Life.CLOSING;
    return true;
  }

  private void waitForDelivery(CloseReason reason) {
    if (server.closing() && transport.kind() == TransportKind.POLLING) {
      // No GET can come any more to fetch what waits.
      abort(reason);
      return;
    }
    synchronized (this) {
      if (life != Life.GONE) {
        Duration patience = environment.config().closeGrace();
        Runnable giveUp = () -> environment.aside(() -> abort(reason));
        grace = environment.scheduler().schedule(patience, giveUp);
      }
    }
  }

  private void ended(CloseReason reason) {
    heartbeat.stop();
    TransportKind kind = transport.kind();
    mailbox.execute(
        () -> {
          environment.observer().sessionClosed(kind, reason);
          inbox.close(reason);
        });
  }

  /** A transport has sent and answered its last; for ours it is the end of every trace. */
  void transportClosed(Transport closed) {
    if (closed != transport) {
      return;
    }
    synchronized (this) {
      life = Life.GONE;
      if (grace != null) {
        grace.cancel();
        grace = null;
      }
    }
    server.remove(this);
    mailbox.execute(() -> endUpgrade(CloseReason.TRANSPORT_CLOSE));
  }

  /** A frame could not be written. */
  void sendFailed(WebSocketTransport broken) {
    if (broken == transport) {
      abort(CloseReason.TRANSPORT_ERROR);
    } else {
      mailbox.execute(() -> upgradeFailed(broken, CloseReason.TRANSPORT_ERROR));
    }
  }

  /** The client did not wait for the answer, or did not get it. */
  void exchangeBroken() {
    if (transport.kind() == TransportKind.POLLING) {
      abort(CloseReason.TRANSPORT_ERROR);
    }
  }

  void ping() {
    send(PING);
  }

  /** Whether a PONG is missing for too long. */
  boolean overdue() {
    return heartbeat.overdue();
  }

  /** The transport as seen by HTTP requests; null after the move to WebSocket. */
  @Nullable PollingTransport polling() {
    return transport instanceof PollingTransport polling ? polling : null;
  }

  /** Whether nothing has begun to end it. */
  boolean open() {
    return life == Life.OPEN;
  }

  /** What takes the client's packets; only in the mailbox. */
  Inbox inbox() {
    return inbox;
  }

  /** A WebSocket came with this session's id: it may try to take over. */
  FrameReceiver candidate(FrameSender sender, boolean base64) {
    WebSocketTransport webSocket = new WebSocketTransport(this, environment, sender, base64);
    mailbox.execute(() -> beginUpgrade(webSocket));
    return WebSocketConnection.candidate(this, webSocket, environment.config().maxPayloadBytes());
  }

  /** The WebSocket that opened the session. */
  FrameReceiver opener() {
    return WebSocketConnection.live(
        this, (WebSocketTransport) transport, environment.config().maxPayloadBytes());
  }

  private void beginUpgrade(WebSocketTransport webSocket) {
    PollingTransport polling = polling();
    if (polling == null || upgrade != null || life != Life.OPEN || !server.upgrades()) {
      webSocket.abort(CloseReason.TRANSPORT_ERROR);
      return;
    }
    upgrade =
        new Upgrade(
            environment,
            polling,
            webSocket,
            () -> mailbox.execute(() -> upgradeFailed(webSocket, CloseReason.TRANSPORT_ERROR)));
  }

  /** A packet of a candidate; runs in the mailbox. */
  Upgrade.Progress upgradePacket(WebSocketTransport webSocket, String packet) {
    if (upgrade == null || upgrade.webSocket() != webSocket) {
      return Upgrade.Progress.FAILED;
    }
    Upgrade.Progress progress = upgrade.receive(packet);
    switch (progress) {
      case UNDER_WAY -> {
        // The client's next packet decides.
      }
      case DONE -> {
        upgrade = null;
        environment.observer().sessionUpgraded();
      }
      case FAILED -> endUpgrade(CloseReason.TRANSPORT_ERROR);
    }
    return progress;
  }

  /** A candidate is gone or has failed; runs in the mailbox. */
  void upgradeFailed(WebSocketTransport webSocket, CloseReason reason) {
    if (upgrade != null && upgrade.webSocket() == webSocket) {
      endUpgrade(reason);
    }
  }

  private void endUpgrade(CloseReason reason) {
    if (upgrade != null) {
      upgrade.fail(reason);
      upgrade = null;
    }
  }

  /** Called by the old transport under its lock: nobody sees both or none. */
  void switchTo(WebSocketTransport next) {
    transport = next;
  }

  static boolean base64(Handshake handshake) {
    return handshake.queryParameter("b64").filter(value -> !value.isEmpty()).isPresent();
  }
}

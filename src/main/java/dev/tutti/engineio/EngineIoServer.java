package dev.tutti.engineio;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of this node: handshakes, look-up by id, limits, shutdown. Owns the map of sessions;
 * any thread may call.
 */
public final class EngineIoServer {
  /** 120 random bits: the id is all that a request must know to be the client. */
  private static final int ID_BYTES = 15;

  private final Environment environment;
  private final SessionAcceptor acceptor;
  private final Admission admission;
  private final SecureRandom random = new SecureRandom();
  private final ConcurrentHashMap<String, EngineIoSession> sessions = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile Phase phase = Phase.OPEN;

  private enum Phase {
    OPEN,
    /** Takes no handshake; the sessions go one by one. */
    DRAINING,
    CLOSING
  }

  /**
   * @param overflow runs mailboxes that have been drained for long, and blocking closes
   */
  public EngineIoServer(
      EngineIoConfig config,
      Scheduler scheduler,
      Executor overflow,
      SessionAcceptor acceptor,
      EngineIoObserver observer) {
    this.environment = new Environment(config, scheduler, overflow, observer);
    this.acceptor = acceptor;
    this.admission = new Admission(config, scheduler);
  }

  public EngineIoConfig config() {
    return environment.config();
  }

  /** The clock that a {@link Handshake} is to be stamped by. */
  public Scheduler scheduler() {
    return environment.scheduler();
  }

  /**
   * Runs what may wait for a client, or must leave the caller's thread, on the overflow executor.
   */
  public void aside(Runnable task) {
    environment.aside(task);
  }

  /** Open sessions on this node. */
  public int sessionCount() {
    return sessions.size();
  }

  /** Whether new sessions are taken: until {@link #drain} or {@link #close()}. */
  public boolean accepting() {
    return phase == Phase.OPEN;
  }

  /** Whether {@link #close()} was called: no request is served any more. */
  boolean closing() {
    return phase == Phase.CLOSING;
  }

  /**
   * Why a request is not for the engine, null if it may go on; to be asked before anything else,
   * and before the answer to a WebSocket upgrade. Counts handshakes.
   */
  public @Nullable Refusal check(EngineIoRequest request) {
    Refusal refusal = refusal(request);
    if (refusal != null) {
      environment.observer().requestRefused(refusal.word());
    }
    return refusal;
  }

  private @Nullable Refusal refusal(EngineIoRequest request) {
    if (closing()) {
      return Refusal.UNAVAILABLE;
    }
    TransportKind transport = request.transport();
    if (transport == null || !config().transports().contains(transport)) {
      return Refusal.TRANSPORT_UNKNOWN;
    }
    if (!request.originLegal()) {
      return Refusal.BAD_REQUEST;
    }
    String sid = request.sid();
    return sid == null
        ? handshakeRefusal(request, transport)
        : sessionRefusal(request, transport, sid);
  }

  private @Nullable Refusal handshakeRefusal(EngineIoRequest request, TransportKind transport) {
    if (!accepting()) {
      return Refusal.UNAVAILABLE;
    }
    if (!request.get()) {
      return Refusal.BAD_HANDSHAKE_METHOD;
    }
    if (request.upgrade() != (transport == TransportKind.WEBSOCKET)) {
      return Refusal.BAD_REQUEST;
    }
    if (!request.originAllowed()) {
      return Refusal.FORBIDDEN;
    }
    Refusal limit = admission.attempt(request.address());
    if (limit != null) {
      return limit;
    }
    return request.currentProtocol() ? null : Refusal.UNSUPPORTED_PROTOCOL;
  }

  private @Nullable Refusal sessionRefusal(
      EngineIoRequest request, TransportKind transport, String sid) {
    EngineIoSession session = sessions.get(sid);
    if (session == null) {
      return Refusal.SESSION_UNKNOWN;
    }
    if (request.upgrade()) {
      if (transport != TransportKind.WEBSOCKET) {
        return Refusal.BAD_REQUEST;
      }
      return request.originAllowed() ? null : Refusal.FORBIDDEN;
    }
    boolean polls = transport == TransportKind.POLLING && session.polling() != null;
    return polls ? null : Refusal.BAD_REQUEST;
  }

  /** Opens a session over polling: the answer is the OPEN packet. */
  public void handshake(Handshake handshake, Exchange exchange) {
    Refusal refusal = admission.reserve(handshake.address());
    if (refusal != null) {
      refuse(exchange, refusal);
      return;
    }
    EngineIoSession session = register(handshake, null);
    HttpReply open = HttpReply.payload(openPacket(session, upgrades()).text());
    session.execute(
        () -> exchange.reply(session.accept(acceptor) ? open : Refusal.BAD_REQUEST.reply()));
    endIfClosing(session);
  }

  /** A GET of a session: answered when there are packets for it. */
  public void poll(String sid, Exchange exchange) {
    EngineIoSession session = sessions.get(sid);
    PollingTransport polling = session == null ? null : session.polling();
    if (session == null || polling == null) {
      refuse(exchange, session == null ? Refusal.SESSION_UNKNOWN : Refusal.BAD_REQUEST);
    } else if (session.overdue()) {
      session.abort(CloseReason.PING_TIMEOUT);
      refuse(exchange, Refusal.SESSION_UNKNOWN);
    } else {
      polling.poll(exchange);
    }
  }

  /**
   * A POST of a session, before its body is read.
   *
   * @return takes the body; null if the exchange has been answered
   */
  public @Nullable BodyReceiver post(String sid, Exchange exchange) {
    EngineIoSession session = sessions.get(sid);
    PollingTransport polling = session == null ? null : session.polling();
    if (session == null || polling == null) {
      refuse(exchange, session == null ? Refusal.SESSION_UNKNOWN : Refusal.BAD_REQUEST);
      return null;
    }
    return polling.beginPost(exchange) ? new PollingPost(session, polling, exchange) : null;
  }

  /** The client of a session went away before the answer to a GET reached it. */
  public void pollBroken(String sid) {
    EngineIoSession session = sessions.get(sid);
    if (session != null) {
      session.exchangeBroken();
    }
  }

  /**
   * A WebSocket is open: a new session, or with {@code sid} in the query the upgrade of one. What
   * cannot be served is closed at once.
   *
   * @param handshake of the WebSocket's own request
   */
  public FrameReceiver connect(Handshake handshake, FrameSender sender) {
    String sid = handshake.queryParameter("sid").orElse("");
    if (!sid.isEmpty()) {
      EngineIoSession session = sessions.get(sid);
      return session == null
          ? turnAway(sender, Refusal.SESSION_UNKNOWN)
          : session.candidate(sender, EngineIoSession.base64(handshake));
    }
    Refusal refusal = admission.reserve(handshake.address());
    if (refusal != null) {
      return turnAway(sender, refusal);
    }
    EngineIoSession session = register(handshake, sender);
    session.send(openPacket(session, false));
    session.execute(() -> session.accept(acceptor));
    endIfClosing(session);
    return session.opener();
  }

  /** How many addresses have open sessions. */
  int addressesWithSessions() {
    return admission.addresses();
  }

  private EngineIoSession register(Handshake handshake, @Nullable FrameSender sender) {
    EngineIoSession session = new EngineIoSession(this, environment, newId(), handshake, sender);
    sessions.put(session.id(), session);
    session.start();
    return session;
  }

  /** A handshake that overlaps with {@link #drain} or {@link #close()} must not survive it. */
  private void endIfClosing(EngineIoSession session) {
    if (!accepting()) {
      session.close(CloseReason.SERVER_SHUTTING_DOWN);
    }
  }

  private void refuse(Exchange exchange, Refusal refusal) {
    environment.observer().requestRefused(refusal.word());
    exchange.reply(refusal.reply());
  }

  private FrameReceiver turnAway(FrameSender sender, Refusal refusal) {
    environment.observer().requestRefused(refusal.word());
    int tryAgainLater = 1013;
    environment.aside(() -> sender.close(tryAgainLater));
    return DEAF;
  }

  boolean upgrades() {
    return config().allowUpgrades() && config().transports().contains(TransportKind.WEBSOCKET);
  }

  void remove(EngineIoSession session) {
    if (sessions.remove(session.id(), session)) {
      admission.release(session.handshake().address());
      completeWhenDrained();
    }
  }

  private String newId() {
    byte[] bits = new byte[ID_BYTES];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  private Frame openPacket(EngineIoSession session, boolean upgrades) {
    EngineIoConfig config = config();
    String json =
        "{\"sid\":\"%s\",\"upgrades\":[%s],\"pingInterval\":%d,\"pingTimeout\":%d,\"maxPayload\":%d}"
            .formatted(
                session.id(),
                upgrades ? "\"websocket\"" : "",
                config.pingInterval().toMillis(),
                config.pingTimeout().toMillis(),
                config.maxPayloadBytes());
    return PacketType.OPEN.frame(json);
  }

  /**
   * Refuses new handshakes and closes the sessions with {@link CloseReason#SERVER_SHUTTING_DOWN},
   * at random moments of a period, so that not all of their clients come back elsewhere at once.
   * What is left after it is for {@link #close()}.
   *
   * @return completes when the last session has gone or the period is over
   */
  public CompletionStage<Void> drain(Duration period) {
    phase = Phase.DRAINING;
    closeAll(period, CloseReason.SERVER_SHUTTING_DOWN);
    Scheduler.Timer limit = scheduler().schedule(period, () -> drained.complete(null));
    CompletionStage<Void> over = drained.whenComplete((done, never) -> limit.cancel());
    completeWhenDrained();
    return over;
  }

  /**
   * Closes the sessions that are there now with {@link CloseReason#FORCED_SERVER_CLOSE}, at random
   * moments of a period. Their clients may come back at once, here too.
   */
  public void closeSessions(Duration period) {
    closeAll(period, CloseReason.FORCED_SERVER_CLOSE);
  }

  private void closeAll(Duration period, CloseReason reason) {
    for (EngineIoSession session : sessions.values()) {
      Duration moment = period.multipliedBy(random.nextInt(10, 90)).dividedBy(100);
      scheduler().schedule(moment, () -> environment.aside(() -> session.close(reason)));
    }
  }

  private void completeWhenDrained() {
    if (!accepting() && sessions.isEmpty()) {
      drained.complete(null);
    }
  }

  /**
   * Refuses all requests and closes every session with {@link CloseReason#SERVER_SHUTTING_DOWN}.
   */
  public void close() {
    phase = Phase.CLOSING;
    for (EngineIoSession session : List.copyOf(sessions.values())) {
      session.close(CloseReason.SERVER_SHUTTING_DOWN);
    }
  }

  /** For WebSockets that are closed as soon as they are open. */
  private static final FrameReceiver DEAF =
      new FrameReceiver() {
        @Override
        public void onText(String text) {}

        @Override
        public void onBinary(byte[] data) {}

        @Override
        public void onClose() {}

        @Override
        public void onError() {}
      };
}

package dev.tutti.engineio;

/**
 * One WebSocket's attempt to take over a polling session: it probes, then sends UPGRADE. Whatever
 * else it does ends the attempt and leaves polling unharmed. Confined to the session's mailbox.
 * Engine.IO 4, "Upgrade".
 */
final class Upgrade {
  private static final String PROBE = "2probe";
  private static final Frame PROBE_ANSWER = PacketType.PONG.frame("probe");

  private final PollingTransport polling;
  private final WebSocketTransport webSocket;
  private final Scheduler.Timer timeout;

  /**
   * @param expired runs on the timer's thread after upgradeTimeout
   */
  Upgrade(
      Environment environment,
      PollingTransport polling,
      WebSocketTransport webSocket,
      Runnable expired) {
    this.polling = polling;
    this.webSocket = webSocket;
    this.timeout =
        environment
            .scheduler()
            .schedule(environment.config().upgradeTimeout(), () -> environment.aside(expired));
  }

  WebSocketTransport webSocket() {
    return webSocket;
  }

  /** What a packet makes of the attempt. */
  enum Progress {
    UNDER_WAY,
    DONE,
    FAILED
  }

  Progress receive(String packet) {
    if (packet.equals(PROBE)) {
      webSocket.send(PROBE_ANSWER);
      polling.startProbing();
      return Progress.UNDER_WAY;
    }
    boolean upgrade =
        !packet.isEmpty() && PacketType.ofDigit(packet.charAt(0)) == PacketType.UPGRADE;
    if (upgrade && polling.moveTo(webSocket)) {
      timeout.cancel();
      return Progress.DONE;
    }
    return Progress.FAILED;
  }

  void fail(CloseReason reason) {
    timeout.cancel();
    polling.stopProbing();
    webSocket.abort(reason);
  }
}

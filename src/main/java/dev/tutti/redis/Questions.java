package dev.tutti.redis;

import dev.tutti.engineio.Scheduler;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The questions to other nodes that are open. Each ends at its deadline, incomplete, when a node
 * does not answer or Redis is away. Any thread.
 */
final class Questions {
  private final Peers peers;
  private final Scheduler scheduler;
  private final String node;
  private final Duration timeout;
  private final AtomicLong ids = new AtomicLong();
  private final Map<String, Gathering<SocketSnapshot>> forSockets = new ConcurrentHashMap<>();
  private final Map<String, Gathering<JsonText>> forValues = new ConcurrentHashMap<>();

  Questions(Peers peers, Scheduler scheduler, String node, Duration timeout) {
    this.peers = peers;
    this.scheduler = scheduler;
    this.node = node;
    this.timeout = timeout;
  }

  CompletionStage<Gathered<SocketSnapshot>> askForSockets(Function<String, Publication> question) {
    return ask(forSockets, timeout, question);
  }

  /** Asks each node's application. */
  CompletionStage<Gathered<JsonText>> askApplications(
      Duration limit, Function<String, Publication> question) {
    return ask(forValues, limit, question);
  }

  /** Asks sockets of all nodes. */
  CompletionStage<Gathered<JsonText>> askSockets(
      Duration limit, Function<String, Publication> question) {
    return ask(forValues, limit, question);
  }

  private <T> CompletionStage<Gathered<T>> ask(
      Map<String, Gathering<T>> open, Duration limit, Function<String, Publication> question) {
    String id = node + "." + Long.toString(ids.getAndIncrement(), Character.MAX_RADIX);
    Gathering<T> gathering = new Gathering<>();
    open.put(id, gathering);
    gathering.limit(scheduler.schedule(limit, gathering::giveUp));
    // In the order of the calls among what is published; that nobody hears it is known afterwards.
    peers.send(question.apply(id));
    peers
        .count()
        .whenComplete(
            (nodes, failure) -> {
              if (failure == null) {
                gathering.expectNodes(Math.max(0, nodes - 1));
              } else {
                gathering.giveUp();
              }
            });
    return gathering.result().whenComplete((gathered, never) -> open.remove(id));
  }

  /** Takes an answer; one that nobody waits for, or of the wrong kind, is ignored. */
  void answered(PeerMessage.Answer answer) {
    String id = answer.questionId();
    if (answer instanceof PeerMessage.Sockets sockets) {
      Gathering<SocketSnapshot> gathering = forSockets.get(id);
      if (gathering != null) {
        gathering.answered(sockets.sockets());
      }
      return;
    }
    Gathering<JsonText> gathering = forValues.get(id);
    if (gathering == null) {
      return;
    }
    if (answer instanceof PeerMessage.ServerSideAnswer value) {
      gathering.answered(List.of(value.value()));
    } else if (answer instanceof PeerMessage.Asked asked) {
      gathering.announced(asked.sockets());
    } else if (answer instanceof PeerMessage.Acked acked) {
      gathering.followed(acked.value());
    }
  }

  /** Ends all that is open. */
  void close() {
    forSockets.values().forEach(Gathering::giveUp);
    forValues.values().forEach(Gathering::giveUp);
  }
}

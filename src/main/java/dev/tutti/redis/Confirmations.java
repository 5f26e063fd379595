package dev.tutti.redis;

import dev.tutti.engineio.Scheduler;
import dev.tutti.socketio.Broadcast;
import dev.tutti.socketio.Delivery;
import dev.tutti.socketio.LocalAdapter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts that nodes confirm. The first publication is one like any other, so that Node.js
 * servers take it too, once; a node of ours that is waited for and does not confirm gets it again
 * on its own channel. Nodes know an id that they have had, confirm it again and give it to no
 * socket twice. Any thread.
 */
final class Confirmations {
  /** Far above any deadline; a client's answers are kept longer. */
  private static final Duration MEMORY = Duration.ofMinutes(1);

  private final Peers peers;
  private final LocalAdapter local;
  private final Scheduler scheduler;
  private final String node;
  private final Duration repeatInterval;
  private final Duration longest;

  /** What this node's sockets were given. */
  private final RecentIds recent;

  /** What this node has published for all. */
  private final RecentIds published;

  private final Map<String, Call> open = new ConcurrentHashMap<>();

  Confirmations(
      Peers peers,
      LocalAdapter local,
      Scheduler scheduler,
      String node,
      RedisAdapterConfig config) {
    this.peers = peers;
    this.local = local;
    this.scheduler = scheduler;
    this.node = node;
    this.repeatInterval = config.repeatInterval();
    this.longest = repeatInterval.multipliedBy(4);
    this.recent = new RecentIds(config.maxRemembered(), MEMORY, scheduler::nanoTime);
    this.published = new RecentIds(config.maxRemembered(), MEMORY, scheduler::nanoTime);
  }

  CompletionStage<Delivery> broadcast(
      Broadcast broadcast, String id, Set<String> nodes, Duration timeout) {
    int own = Math.max(0, take(broadcast, id));
    Set<String> others = new HashSet<>(nodes);
    others.remove(node);
    Call call = new Call(broadcast, new Ticket(id, node, Set.copyOf(others)), others, own);
    Call same = open.putIfAbsent(id, call);
    if (same != null) {
      return same.result;
    }
    CompletionStage<Delivery> result =
        call.result.whenComplete((delivery, never) -> open.remove(id));
    call.start(published.claim(id) == null, timeout);
    return result;
  }

  /** Another node's broadcast, for the first time or again. */
  void received(Broadcast broadcast, Ticket ticket) {
    int sockets = take(broadcast, ticket.id());
    if (sockets != RecentIds.UNDER_WAY && ticket.awaits(node)) {
      peers.send(peers.dialect().confirmation(ticket, sockets));
    }
  }

  /** Gives a broadcast to this node's sockets unless they have had it; how many have it. */
  private int take(Broadcast broadcast, String id) {
    Integer before = recent.claim(id);
    if (before != null) {
      return before;
    }
    int sockets = local.deliver(broadcast);
    recent.done(id, sockets);
    return sockets;
  }

  void confirmed(PeerMessage.Confirmation confirmation) {
    Call call = open.get(confirmation.id());
    if (call != null) {
      call.confirmed(confirmation.node(), confirmation.sockets());
    }
  }

  /** Ends all that is open. */
  void close() {
    open.values().forEach(Call::end);
  }

  /** One broadcast that waits for its confirmations. */
  private final class Call {
    final CompletableFuture<Delivery> result = new CompletableFuture<>();
    private final Broadcast broadcast;
    private final Ticket ticket;
    private final Set<String> missing;
    private int sockets;
    private boolean ended;
    private Scheduler.@Nullable Timer repetition;
    private Scheduler.@Nullable Timer deadline;

    Call(Broadcast broadcast, Ticket ticket, Set<String> missing, int sockets) {
      this.broadcast = broadcast;
      this.ticket = ticket;
      this.missing = missing;
      this.sockets = sockets;
    }

    /**
     * @param first whether it goes to the rooms' channel: what Node.js servers have had, or may
     *     have had, does not go there again
     */
    void start(boolean first, Duration timeout) {
      if (first) {
        peers.send(peers.dialect().event(broadcast, ticket));
      }
      synchronized (this) {
        if (!missing.isEmpty() && !ended) {
          deadline = scheduler.schedule(timeout, this::end);
          repetition =
              scheduler.schedule(
                  first ? repeatInterval : Duration.ZERO, () -> repeat(repeatInterval));
          return;
        }
      }
      end();
    }

    void confirmed(String by, int count) {
      synchronized (this) {
        if (!missing.remove(by)) {
          return;
        }
        sockets += count;
        if (!missing.isEmpty()) {
          return;
        }
      }
      end();
    }

    private void repeat(Duration waited) {
      Set<String> silent;
      synchronized (this) {
        silent = Set.copyOf(missing);
        if (ended) {
          return;
        }
        Duration next = longest.compareTo(waited) > 0 ? waited.multipliedBy(2) : longest;
        repetition = scheduler.schedule(next, () -> repeat(next));
      }
      for (String other : silent) {
        peers.send(peers.dialect().repeat(broadcast, ticket, other));
      }
    }

    void end() {
      Delivery delivery;
      synchronized (this) {
        ended = true;
        cancel(deadline);
        cancel(repetition);
        delivery = new Delivery(sockets, missing);
      }
      result.complete(delivery);
    }

    private void cancel(Scheduler.@Nullable Timer timer) {
      if (timer != null) {
        timer.cancel();
      }
    }
  }
}

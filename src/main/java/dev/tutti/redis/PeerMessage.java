package dev.tutti.redis;

import dev.tutti.socketio.Broadcast;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Selection;
import dev.tutti.socketio.SocketSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message of another node, whatever its format was. */
sealed interface PeerMessage {

  /** Hands the message to the receiver's method for its kind. */
  void deliverTo(Receiver receiver);

  /** One method for each kind of message. */
  interface Receiver {
    void onEvent(Event message);

    void onAskingEvent(AskingEvent message);

    void onMembership(Membership message);

    void onDisconnect(Disconnect message);

    void onFetch(Fetch message);

    void onListing(Listing message);

    void onServerSideEvent(ServerSideEvent message);

    void onAnswer(Answer message);

    void onConfirmation(Confirmation message);
  }

  /**
   * A broadcast.
   *
   * @param ticket absent when nobody waits for a confirmation
   */
  record Event(Broadcast broadcast, @Nullable Ticket ticket) implements PeerMessage {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onEvent(this);
    }
  }

  /** A broadcast whose sockets are to answer. */
  record AskingEvent(Broadcast broadcast, Duration timeout, Question question)
      implements PeerMessage {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onAskingEvent(this);
    }
  }

  /**
   * Sockets join rooms or leave them.
   *
   * @param joins whether they join
   */
  record Membership(Selection selection, Set<String> rooms, boolean joins) implements PeerMessage {
    public Membership {
      rooms = Set.copyOf(rooms);
    }

    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onMembership(this);
    }
  }

  /** Sockets are disconnected, with their transports or without. */
  record Disconnect(Selection selection, boolean close) implements PeerMessage {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onDisconnect(this);
    }
  }

  /** A node wants sockets described. */
  record Fetch(Selection selection, Question question) implements PeerMessage {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onFetch(this);
    }
  }

  /**
   * A node wants names.
   *
   * @param selection whose sockets' ids are wanted; absent for all rooms
   */
  record Listing(@Nullable Selection selection, Question question) implements PeerMessage {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onListing(this);
    }
  }

  /**
   * An event for the application.
   *
   * @param args the event name as JSON first
   * @param question absent when no answer is wanted
   */
  record ServerSideEvent(List<JsonText> args, @Nullable Question question) implements PeerMessage {
    public ServerSideEvent {
      args = List.copyOf(args);
    }

    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onServerSideEvent(this);
    }
  }

  /** An answer to a question, which knows what to do with it. */
  sealed interface Answer extends PeerMessage {
    String questionId();

    @Override
    default void deliverTo(Receiver receiver) {
      receiver.onAnswer(this);
    }
  }

  /** The sockets of one node. */
  record Sockets(String questionId, List<SocketSnapshot> sockets) implements Answer {
    public Sockets {
      sockets = List.copyOf(sockets);
    }
  }

  /** What one node's application answers to a server-side event. */
  record ServerSideAnswer(String questionId, JsonText value) implements Answer {}

  /** How many sockets of one node have been asked. */
  record Asked(String questionId, int sockets) implements Answer {}

  /** What one socket answered. */
  record Acked(String questionId, JsonText value) implements Answer {}

  /**
   * A node has taken a broadcast.
   *
   * @param sockets how many of its sockets were given it
   */
  record Confirmation(String id, String node, int sockets) implements PeerMessage {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onConfirmation(this);
    }
  }
}

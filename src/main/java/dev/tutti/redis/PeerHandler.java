package dev.tutti.redis;

import dev.tutti.socketio.AckListener;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.LocalAdapter;
import dev.tutti.socketio.Namespace;
import dev.tutti.socketio.Selection;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Does to this node's sockets what other nodes ask for, and answers them, also when there is
 * nothing to say: they count the answers. Runs on the thread that hears.
 */
final class PeerHandler implements PeerMessage.Receiver {
  private final Namespace namespace;
  private final LocalAdapter local;
  private final Peers peers;
  private final Questions questions;
  private final Confirmations confirmations;

  PeerHandler(
      Namespace namespace,
      LocalAdapter local,
      Peers peers,
      Questions questions,
      Confirmations confirmations) {
    this.namespace = namespace;
    this.local = local;
    this.peers = peers;
    this.questions = questions;
    this.confirmations = confirmations;
  }

  @Override
  public void onEvent(PeerMessage.Event message) {
    Ticket ticket = message.ticket();
    if (ticket == null) {
      local.deliver(message.broadcast());
    } else {
      confirmations.received(message.broadcast(), ticket);
    }
  }

  @Override
  public void onAskingEvent(PeerMessage.AskingEvent message) {
    Question question = message.question();
    local.broadcastWithAcks(
        message.broadcast(),
        message.timeout(),
        new AckListener() {
          @Override
          public void asked(int sockets) {
            peers.send(peers.dialect().asked(question, sockets));
          }

          @Override
          public void answered(JsonText answer) {
            peers.send(peers.dialect().acked(question, answer));
          }
        });
  }

  @Override
  public void onMembership(PeerMessage.Membership message) {
    if (message.joins()) {
      local.socketsJoin(message.selection(), message.rooms());
    } else {
      local.socketsLeave(message.selection(), message.rooms());
    }
  }

  @Override
  public void onDisconnect(PeerMessage.Disconnect message) {
    local.disconnectSockets(message.selection(), message.close());
  }

  @Override
  public void onFetch(PeerMessage.Fetch message) {
    peers.send(peers.dialect().sockets(message.question(), local.snapshots(message.selection())));
  }

  @Override
  public void onListing(PeerMessage.Listing message) {
    Selection selection = message.selection();
    Collection<String> names =
        selection == null
            ? local.rooms()
            : local.snapshots(selection).stream().map(socket -> socket.id()).toList();
    peers.send(peers.dialect().names(message.question(), selection == null, names));
  }

  @Override
  public void onServerSideEvent(PeerMessage.ServerSideEvent message) {
    Question question = message.question();
    if (question == null) {
      namespace.serverSideEvent(message.args(), answer -> {});
      return;
    }
    AtomicBoolean answered = new AtomicBoolean();
    Consumer<JsonText> once =
        answer -> {
          if (!answered.getAndSet(true)) {
            peers.send(peers.dialect().serverSideAnswer(question, answer));
          }
        };
    if (!namespace.serverSideEvent(message.args(), once)) {
      once.accept(JsonText.NULL);
    }
  }

  @Override
  public void onAnswer(PeerMessage.Answer message) {
    questions.answered(message);
  }

  @Override
  public void onConfirmation(PeerMessage.Confirmation message) {
    confirmations.confirmed(message);
  }
}

package dev.tutti.redis;

import dev.tutti.socketio.Broadcast;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes one message down in words. */
final class PeerLog implements PeerMessage.Receiver {
  private String line = "";

  static String of(@Nullable PeerMessage message) {
    if (message == null) {
      return "nothing";
    }
    PeerLog log = new PeerLog();
    message.deliverTo(log);
    return log.line;
  }

  private static String values(List<JsonText> values) {
    StringBuilder text = new StringBuilder("[");
    for (JsonText value : values) {
      text.append(text.length() > 1 ? "," : "").append(value(value));
    }
    return text.append("]").toString();
  }

  private static String value(JsonText value) {
    StringBuilder text = new StringBuilder(value.text());
    value.attachments().forEach(bytes -> text.append(Arrays.toString(bytes)));
    return text.toString();
  }

  private static String selection(Selection selection) {
    return sorted(selection.rooms()) + "-" + sorted(selection.except());
  }

  private static Set<String> sorted(Set<String> names) {
    return new TreeSet<>(names);
  }

  private static String broadcast(Broadcast broadcast) {
    return selection(broadcast.selection())
        + (broadcast.isVolatile() ? " volatile " : " ")
        + values(broadcast.args());
  }

  private static String question(@Nullable Question question) {
    return question == null ? "" : " ?" + question.asker() + "/" + question.id();
  }

  @Override
  public void onEvent(PeerMessage.Event message) {
    Ticket ticket = message.ticket();
    line = "event " + broadcast(message.broadcast()) + (ticket == null ? "" : ticket(ticket));
  }

  private static String ticket(Ticket ticket) {
    String awaited = ticket.awaited() == null ? "" : " by " + ticket.awaited();
    return " !" + ticket.node() + "/" + ticket.id() + awaited;
  }

  @Override
  public void onAskingEvent(PeerMessage.AskingEvent message) {
    line =
        "ask "
            + broadcast(message.broadcast())
            + " "
            + message.timeout().toMillis()
            + question(message.question());
  }

  @Override
  public void onMembership(PeerMessage.Membership message) {
    line =
        (message.joins() ? "join " : "leave ")
            + selection(message.selection())
            + " "
            + sorted(message.rooms());
  }

  @Override
  public void onDisconnect(PeerMessage.Disconnect message) {
    line = "disconnect " + selection(message.selection()) + (message.close() ? " close" : "");
  }

  @Override
  public void onFetch(PeerMessage.Fetch message) {
    line = "fetch " + selection(message.selection()) + question(message.question());
  }

  @Override
  public void onListing(PeerMessage.Listing message) {
    Selection selection = message.selection();
    line =
        (selection == null ? "rooms" : "ids " + selection(selection))
            + question(message.question());
  }

  @Override
  public void onServerSideEvent(PeerMessage.ServerSideEvent message) {
    line = "server " + values(message.args()) + question(message.question());
  }

  @Override
  public void onAnswer(PeerMessage.Answer message) {
    if (message instanceof PeerMessage.Sockets found) {
      line = "sockets";
      found.sockets().forEach(socket -> line += " " + socket.id() + sorted(socket.rooms()));
    } else if (message instanceof PeerMessage.ServerSideAnswer answer) {
      line = "answer " + value(answer.value());
    } else if (message instanceof PeerMessage.Asked asked) {
      line = "asked " + asked.sockets();
    } else if (message instanceof PeerMessage.Acked acked) {
      line = "acked " + value(acked.value());
    }
    line += " /" + message.questionId();
  }

  @Override
  public void onConfirmation(PeerMessage.Confirmation message) {
    line = "confirmed " + message.node() + "/" + message.id() + " " + message.sockets();
  }
}

package dev.tutti.socketio;

import java.util.List;

/**
 * What the other nodes answered to a server-side event.
 *
 * @param answers one of each node that answered, {@code null} from one where nobody listens
 * @param complete whether every other node answered in time
 */
public record ServerSideAnswers(List<JsonText> answers, boolean complete) {
  public ServerSideAnswers {
    answers = List.copyOf(answers);
  }
}

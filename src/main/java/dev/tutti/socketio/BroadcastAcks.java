package dev.tutti.socketio;

import java.util.List;

/**
 * The answers to a broadcast with acks.
 *
 * @param answers the first argument of each answer
 * @param expected how many sockets were asked
 * @param complete whether all answered in time
 */
public record BroadcastAcks(List<JsonText> answers, int expected, boolean complete) {
  public BroadcastAcks {
    answers = List.copyOf(answers);
  }
}

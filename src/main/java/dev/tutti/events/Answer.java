package dev.tutti.events;

import dev.tutti.socketio.JsonText;

/**
 * What an event is answered.
 *
 * @param success whether its handler took it
 * @param code {@code ok} or the refusal's code
 * @param message the refusal's text, empty for a success
 * @param retryable whether the same event may succeed later, so that this answer is not final
 * @param body the ack's object, {@code {"success":…}}
 */
public record Answer(
    boolean success, String code, String message, boolean retryable, JsonText body) {}

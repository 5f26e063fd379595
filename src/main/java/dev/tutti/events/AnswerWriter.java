package dev.tutti.events;

import dev.tutti.socketio.JsonCodec;
import dev.tutti.socketio.JsonText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes what events are answered. */
final class AnswerWriter {
  private static final String SUCCESS = "{\"success\":true";

  /** The body of a refusal; absent components are left out. */
  private record Refusal(
      boolean success,
      String error,
      String code,
      @Nullable String field,
      @Nullable Long retryAfterMs,
      boolean retryable) {}

  private final JsonCodec json;
  private final AckStyle style;

  AnswerWriter(JsonCodec json, AckStyle style) {
    this.json = json;
    this.style = style;
  }

  /**
   * The answer with a handler's result: an object's fields beside {@code success}, any other value
   * as {@code result}.
   *
   * @throws IllegalArgumentException when the result cannot be written
   */
  Answer success(@Nullable Object result) {
    return new Answer(true, "ok", "", false, body(json.encode(result)));
  }

  Answer refusal(EventRejectedException refusal) {
    Duration retryAfter = refusal.retryAfter();
    String message = String.valueOf(refusal.getMessage());
    JsonText body =
        json.encode(
            new Refusal(
                false,
                message,
                refusal.code(),
                refusal.field(),
                retryAfter == null ? null : retryAfter.toMillis(),
                refusal.retryable()));
    return new Answer(false, refusal.code(), message, refusal.retryable(), body);
  }

  /** The arguments of an ACK. */
  JsonText[] ack(Answer answer, boolean duplicate) {
    JsonText body = duplicate ? marked(answer.body()) : answer.body();
    return style == AckStyle.ERROR_FIRST
        ? new JsonText[] {JsonText.NULL, body}
        : new JsonText[] {body};
  }

  private static JsonText body(JsonText result) {
    String text = result.text();
    if (text.equals("null") || text.equals("{}")) {
      return new JsonText(SUCCESS + "}");
    }
    boolean fields = text.charAt(0) == '{' && !(result.hasBinary() && isPlaceholder(text));
    String rest = fields ? text.substring(1) : "\"result\":" + text + "}";
    return new JsonText(SUCCESS + "," + rest, result.attachments());
  }

  private static boolean isPlaceholder(String text) {
    return text.equals("{\"_placeholder\":true,\"num\":0}");
  }

  private static JsonText marked(JsonText body) {
    String open = body.text().substring(0, body.text().length() - 1);
    return new JsonText(open + ",\"duplicate\":true}", body.attachments());
  }
}

package dev.tutti.redis;

import dev.tutti.events.Answer;
import dev.tutti.socketio.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An answer as text: lines of success, code, the message in base64, whether it may be repeated, the
 * attachments in base64 with commas between, and the body as the rest.
 */
final class AnswerText {
  private static final int LINES = 6;

  private AnswerText() {}

  static String of(Answer answer) {
    List<String> attachments =
        answer.body().attachments().stream().map(AnswerText::base64).toList();
    return String.join(
        "\n",
        Boolean.toString(answer.success()),
        answer.code(),
        base64(answer.message().getBytes(StandardCharsets.UTF_8)),
        Boolean.toString(answer.retryable()),
        String.join(",", attachments),
        answer.body().text());
  }

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException when the text is none
   */
  static Answer read(String text) {
    String[] lines = text.split("\n", LINES);
    if (lines.length < LINES) {
      throw new IllegalArgumentException("no answer");
    }
    List<byte[]> attachments = new ArrayList<>();
    for (String each : lines[4].isEmpty() ? new String[0] : lines[4].split(",", -1)) {
      attachments.add(Base64.getDecoder().decode(each));
    }
    return new Answer(
        Boolean.parseBoolean(lines[0]),
        lines[1],
        new String(Base64.getDecoder().decode(lines[2]), StandardCharsets.UTF_8),
        Boolean.parseBoolean(lines[3]),
        new JsonText(lines[5], attachments));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

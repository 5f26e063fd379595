package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AckStyleTest {
  private final AnswerWriter writer =
      new AnswerWriter(new JacksonJsonCodec(), AckStyle.ERROR_FIRST);

  /** F31: null as the first argument ends the client's repetition at the source. */
  @Test
  void errorFirstAnswersNullAndTheSameObject() {
    assertThat(writer.ack(writer.success(1), false))
        .extracting(text -> text.text())
        .containsExactly("null", "{\"success\":true,\"result\":1}");
  }

  @Test
  void errorFirstDoesNotMakeARefusalAnErrorThatIsRepeated() {
    assertThat(writer.ack(writer.refusal(Refusals.forbidden()), true))
        .extracting(text -> text.text())
        .containsExactly(
            "null",
            "{\"success\":false,\"error\":\"Not allowed\",\"code\":\"forbidden\","
                + "\"retryable\":false,\"duplicate\":true}");
  }
}

package dev.tutti;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.security.TokenError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventsDocumentTest {

  /** Changing a code or its text is a change of the contract, and shows here. */
  @ParameterizedTest
  @EnumSource(TokenError.class)
  void everyTokenErrorIsDocumented(TokenError error) throws IOException {
    assertThat(Files.readString(Path.of("docs", "events.md")))
        .containsPattern(
            "\\| `%s` \\| connect[^|]*\\| %s \\|".formatted(error.code(), error.message()));
  }
}

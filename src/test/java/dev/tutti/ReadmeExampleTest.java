package dev.tutti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows compiles. */
class ReadmeExampleTest {

  @Test
  void theOwnEventOfTheReadmeIsTheOneThatIsCompiled() throws IOException {
    String source =
        Files.readString(Path.of("src", "test", "java", "dev", "tutti", "WelcomeEvents.java"));
    String example = source.substring(source.indexOf("@EventController"));

    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "```");
  }
}

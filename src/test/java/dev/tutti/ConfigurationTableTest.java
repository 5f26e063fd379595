package dev.tutti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's table and the code tell the same keys, defaults, limits and meanings. */
class ConfigurationTableTest {
  private static final String HEAD = "| key | default | limit | meaning |";

  @Test
  void theTableOfTheReadmeIsThatOfTheCode() throws IOException {
    assertThat(documented())
        .isEqualTo(Configuration.keys().stream().map(ConfigurationTableTest::row).toList());
  }

  @Test
  void noKeyIsThereTwice() {
    assertThat(Configuration.keys().stream().map(ConfigKey::name)).doesNotHaveDuplicates();
  }

  private static String row(ConfigKey<?> key) {
    String fallback = key.defaultText().isEmpty() ? "–" : "`" + key.defaultText() + "`";
    return "| `%s` | %s | %s | %s |"
        .formatted(key.name(), fallback, escaped(key.limits()), escaped(key.meaning()));
  }

  /** A star would begin emphasis. */
  private static String escaped(String text) {
    return text.replace("*", "\\*").replace("<", "\\<");
  }

  private static List<String> documented() throws IOException {
    return Files.readAllLines(Path.of("README.md")).stream()
        .dropWhile(line -> !line.equals(HEAD))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }
}

package dev.tutti;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.security.TokenError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changing a code or its text is a change of the contract, and shows here. */
class EventsDocumentTest {
  private static final Pattern LITERAL =
      Pattern.compile("(?:EventRejectedException|ConnectRefusedException)\\(\\s*\"([a-z_]+)\"");
  private static final Pattern CONSTANT =
      Pattern.compile("static final String [A-Z_]+ = \"([a-z]+_[a-z_]+)\"");

  @ParameterizedTest
  @EnumSource(TokenError.class)
  void everyTokenErrorIsDocumentedWithItsText(TokenError error) throws IOException {
    assertThat(document())
        .containsPattern(
            "\\| `%s` \\| connect[^|]*\\| %s \\|".formatted(error.code(), error.message()));
  }

  @Test
  void everyCodeOfARefusalIsDocumented() throws IOException {
    assertThat(codes()).isNotEmpty().allSatisfy(code -> assertThat(rows()).contains(code));
  }

  private static Set<String> codes() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(source);
        for (Pattern pattern : Set.of(LITERAL, CONSTANT)) {
          pattern.matcher(text).results().forEach(match -> codes.add(match.group(1)));
        }
      }
    }
    return codes;
  }

  /** The first cells of the table of codes. */
  private static Set<String> rows() throws IOException {
    return document()
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .flatMap(cell -> Pattern.compile("`([a-z_]+)`").matcher(cell).results())
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("docs", "events.md"));
  }
}

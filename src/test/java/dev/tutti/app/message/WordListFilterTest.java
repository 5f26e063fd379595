package dev.tutti.app.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordListFilterTest {
  private final WordListFilter filter = new WordListFilter(List.of("spam", "abuse"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spam",
        "this is Spam, really",
        "SPAM!!!",
        "no \"abuse\" here",
        "sp\u0430m",
        "\u0455\u0440\u0430\u043C",
        "\u03B1buse",
        "ＳＰＡＭ",
        "𝐬𝐩𝐚𝐦",
        "ⓢⓟⓐⓜ",
        "späm",
        "s\u0336p\u0336a\u0336m\u0336",
        "5p4m",
        "$p@m",
        "$pam$",
        "abu5e",
        "s\u200Bp\u200Ba\u200Bm",
        "s\u00ADpam",
        "s\uFE0Fpam",
        "s p a m",
        "s  p\ta\nm",
        "s.p.a.m",
        "s-p-a-m",
        "s..p..a..m",
        "s***p***a***m",
        "sp.am",
        "s_p_a_m",
        "_spam_",
        "spam123",
        "spaaaam",
        "ssspam",
        "a b u s e"
      })
  void disguisesAreSeenThrough_F46(String message) {
    assertThat(filter.accepts(message)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "disabuse",
        "spammer",
        "abuser",
        "abusive",
        "antispam",
        "is pam here",
        "is pam here? yes, pam",
        "spa mall",
        "the spa.May I come?",
        "spa manager",
        "maps",
        "a bus error",
        "a b u s",
        "spaam",
        "sp am",
        "Привет, как дела",
        "今天天气很好",
        "",
        "👩‍👩‍👧 ❤️"
      })
  void ordinaryTextPasses_F46(String message) {
    assertThat(filter.accepts(message)).isTrue();
  }

  @Test
  void aDoubledLetterIsAnotherWord() {
    WordListFilter list = new WordListFilter(List.of("ass", "lose"));

    assertThat(list.accepts("as loose as it gets")).isTrue();
    assertThat(list.accepts("assss")).isFalse();
    assertThat(list.accepts("looooose")).isFalse();
    assertThat(list.accepts("class")).isTrue();
  }

  @Test
  void wordsWithoutSpacesBetweenThemAreFoundAnywhere() {
    WordListFilter list = new WordListFilter(List.of("垃圾"));

    assertThat(list.accepts("这是垃圾信息")).isFalse();
    assertThat(list.accepts("这是信息")).isTrue();
  }

  @Test
  void anEmptyListRefusesNothing() {
    assertThat(new WordListFilter(List.of()).accepts("spam")).isTrue();
  }

  @Test
  void aHostileMessageIsJudgedQuickly() {
    String hostile =
        "s.".repeat(500) + "s".repeat(1_000) + " s p a".repeat(200) + "!".repeat(1_000);

    assertThat(filter.accepts(hostile)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "sp4m", "x!"})
  void aWordIsMadeOfLetters(String word) {
    assertThatThrownBy(() -> new MessageConfig(1_000, List.of(word)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bannedWords");
  }
}

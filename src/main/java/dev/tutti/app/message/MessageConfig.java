package dev.tutti.app.message;

import java.util.List;

/**
 * Settings of private messages.
 *
 * @param maxCodePoints the longest message
 * @param bannedWords what {@link WordListFilter} refuses; none switches it off
 */
public record MessageConfig(int maxCodePoints, List<String> bannedWords) {
  private static final int MAX_CODE_POINTS = 100_000;
  private static final int MAX_WORDS = 500;

  public MessageConfig {
    if (maxCodePoints < 1 || maxCodePoints > MAX_CODE_POINTS) {
      throw new IllegalArgumentException(
          "maxCodePoints must be from 1 to " + MAX_CODE_POINTS + ": " + maxCodePoints);
    }
    bannedWords = List.copyOf(bannedWords);
    if (bannedWords.size() > MAX_WORDS) {
      throw new IllegalArgumentException(
          "bannedWords must be " + MAX_WORDS + " at most: " + bannedWords.size());
    }
    bannedWords.forEach(BannedWord::check);
  }

  /** The defaults of the README's table. */
  public static MessageConfig defaults() {
    return new MessageConfig(1_000, List.of("spam", "abuse"));
  }
}

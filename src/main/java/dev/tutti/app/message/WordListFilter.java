package dev.tutti.app.message;

import dev.tutti.security.User;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Refuses messages in which a listed word stands as a whole word. It sees through case, accents,
 * letters that look alike in other scripts, digits and symbols in the place of letters, invisible
 * characters, letters spelled with spaces or punctuation between them, and letters drawn out. A
 * word of a script that puts no spaces between words is found anywhere.
 *
 * <p>Meant for short lists: each word is looked for by itself. Thread-safe.
 */
public final class WordListFilter implements ContentFilter {
  private final List<BannedWord> words;

  /**
   * @param words letters only, in any script
   */
  public WordListFilter(List<String> words) {
    this.words = words.stream().map(BannedWord::new).toList();
  }

  @Override
  public CompletionStage<Boolean> accepts(User sender, String message) {
    return CompletableFuture.completedStage(accepts(message));
  }

  boolean accepts(String message) {
    String plain = Lookalikes.plain(message);
    CharacterSet occurring = CharacterSet.of(plain);
    for (BannedWord word : words) {
      if (word.isIn(plain, occurring)) {
        return false;
      }
    }
    return true;
  }
}

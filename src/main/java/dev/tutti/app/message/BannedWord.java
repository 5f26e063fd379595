package dev.tutti.app.message;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** One word of a list, and the disguises in which it is recognised. */
final class BannedWord {
  /** Scripts that put no spaces between words. */
  private static final Set<Character.UnicodeScript> UNSPACED =
      Set.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.THAI,
          Character.UnicodeScript.LAO,
          Character.UnicodeScript.KHMER,
          Character.UnicodeScript.MYANMAR);

  private static final String NO_LETTER_BEHIND = "(?!\\p{L})";

  /** Punctuation inside a word that is otherwise written in one piece. */
  private static final String PUNCTUATION = "[\\p{P}\\p{S}]*";

  /** Whatever separates letters that are spelled one by one. */
  private static final String SEPARATION = "[^\\p{L}\\p{N}]+";

  private final Pattern written;
  private final Pattern spelled;

  /** One of each must occur in a text that has the word. */
  private final List<CharacterSet> needed;

  BannedWord(String word) {
    check(word);
    int[] letters = Lookalikes.plain(word).codePoints().toArray();
    String before = spaced(letters[0]) ? noLetterBefore(letters[0]) : "";
    String behind = spaced(letters[letters.length - 1]) ? NO_LETTER_BEHIND : "";
    this.written = Pattern.compile(before + written(letters) + behind);
    this.spelled = Pattern.compile(before + spelled(letters) + behind);
    this.needed =
        Arrays.stream(letters)
            .distinct()
            .mapToObj(letter -> CharacterSet.of(Lookalikes.disguises(letter)))
            .toList();
  }

  /**
   * Checks a word of a configuration.
   *
   * @throws IllegalArgumentException when it is not made of letters
   */
  static void check(String word) {
    String plain = Lookalikes.plain(word);
    if (plain.isEmpty() || !plain.codePoints().allMatch(Character::isLetter)) {
      throw new IllegalArgumentException("bannedWords must be made of letters: \"" + word + "\"");
    }
  }

  /**
   * @param plain a text as {@link Lookalikes#plain} gives it
   * @param occurring its characters, which rule most words out
   */
  boolean isIn(String plain, CharacterSet occurring) {
    for (CharacterSet letter : needed) {
      if (!letter.mayShare(occurring)) {
        return false;
      }
    }
    return written.matcher(plain).find() || spelled.matcher(plain).find();
  }

  /** Looks at the first letter before it looks behind: few places of a text pass that. */
  private static String noLetterBefore(int first) {
    String letter = Lookalikes.expression(first);
    return "(?=" + letter + ")(?<!\\p{L})";
  }

  /**
   * The letters in one piece. A single letter may be drawn out to three and more ("spaaam"), not to
   * two, since many words differ in just that ("lose", "loose").
   */
  private static String written(int[] letters) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < letters.length; ) {
      int end = i + 1;
      while (end < letters.length && letters[end] == letters[i]) {
        end++;
      }
      String letter = Lookalikes.expression(letters[i]);
      int times = end - i;
      expression.append(i == 0 ? "" : PUNCTUATION);
      expression.append(
          times == 1 ? letter + "(?:" + letter + "{2,})?" : letter + "{" + times + ",}");
      i = end;
    }
    return expression.toString();
  }

  private static String spelled(int[] letters) {
    StringBuilder expression = new StringBuilder();
    for (int letter : letters) {
      expression.append(expression.isEmpty() ? "" : SEPARATION);
      expression.append(Lookalikes.expression(letter));
    }
    return expression.toString();
  }

  private static boolean spaced(int letter) {
    return !UNSPACED.contains(Character.UnicodeScript.of(letter));
  }
}

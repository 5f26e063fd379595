package dev.tutti.app.message;

import dev.tutti.app.Characters;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Characters that readers take for Latin letters. Modelled on the idea of a skeleton in Unicode
 * Technical Standard 39, with the few hundred pairs that disguised words use.
 */
final class Lookalikes {
  /** Letters of other scripts and shapes, for one Latin letter each. Lower case. */
  private static final Map<Integer, Integer> LETTERS = new HashMap<>();

  /** Digits and symbols that can stand for a letter, but as well for themselves. */
  private static final Map<Integer, String> STAND_INS =
      Map.ofEntries(
          Map.entry((int) 'a', "4@"),
          Map.entry((int) 'b', "8"),
          Map.entry((int) 'c', "("),
          Map.entry((int) 'e', "3€"),
          Map.entry((int) 'g', "9"),
          Map.entry((int) 'i', "1!|l"),
          Map.entry((int) 'l', "1|i"),
          Map.entry((int) 'o', "0"),
          Map.entry((int) 's', "5$"),
          Map.entry((int) 't', "7+"),
          Map.entry((int) 'z', "2"));

  static {
    letter('a', "аαɑᴀ");
    letter('b', "вьβʙɓ");
    letter('c', "сϲᴄƈ¢");
    letter('d', "ԁɗđᴅ");
    letter('e', "еєεҽᴇ");
    letter('f', "ғƒꜰ");
    letter('g', "ɡɢԍ");
    letter('h', "һнʜ");
    letter('i', "іιıɪ");
    letter('j', "јϳʝᴊ");
    letter('k', "кκᴋ");
    letter('l', "ӏʟł");
    letter('m', "мᴍɱ");
    letter('n', "пηոɴ");
    letter('o', "оοσօөᴏø");
    letter('p', "рρᴘþ");
    letter('q', "ԛ");
    letter('r', "гʀᴦɾ");
    letter('s', "ѕꜱʂ");
    letter('t', "тτᴛŧ");
    letter('u', "υսᴜʋ");
    letter('v', "νѵᴠ");
    letter('w', "ԝωᴡш");
    letter('x', "хχ×");
    letter('y', "уγʏү");
    letter('z', "ᴢƶ");
  }

  private Lookalikes() {}

  /**
   * The text as a reader sees it: lower case, without accents and invisible characters, and with
   * Latin letters for those that look like them. Digits and symbols stay.
   */
  static String plain(String text) {
    if (Characters.plainAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String shown =
        Normalizer.normalize(without(text), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder plain = new StringBuilder(shown.length());
    // Lower case can bring accents of its own.
    Normalizer.normalize(shown, Normalizer.Form.NFKD)
        .codePoints()
        .filter(codePoint -> !accent(codePoint))
        .map(codePoint -> LETTERS.getOrDefault(codePoint, codePoint))
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** A regular expression for one letter of a plain text and what may stand in for it. */
  static String expression(int letter) {
    return "[" + Pattern.quote(disguises(letter)) + "]";
  }

  /** A letter of a plain text and what may stand in for it. */
  static String disguises(int letter) {
    return Character.toString(letter) + STAND_INS.getOrDefault(letter, "");
  }

  private static String without(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .filter(codePoint -> !Characters.invisible(codePoint))
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean accent(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static void letter(int latin, String alike) {
    alike.codePoints().forEach(codePoint -> LETTERS.put(codePoint, latin));
  }
}

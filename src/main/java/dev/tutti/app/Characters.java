package dev.tutti.app;

/** Which code points may stand in names and texts of users. */
public final class Characters {

  private Characters() {}

  /** A control, such as NUL, a line feed or a C1 control. */
  public static boolean control(int codePoint) {
    return Character.getType(codePoint) == Character.CONTROL;
  }

  /** Half of a surrogate pair, which no valid text contains. */
  public static boolean loneSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  /** Embeds, overrides or isolates a direction, and so can show a text in another order. */
  public static boolean directionOverride(int codePoint) {
    return (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  /**
   * Shows nothing by itself: format characters such as zero-width ones, fillers and variation
   * selectors. Some join letters or emoji and are legitimate inside a text. White space is not
   * among them.
   */
  public static boolean invisible(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || codePoint == 0x034F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x17B4
        || codePoint == 0x17B5
        || (codePoint >= 0x180B && codePoint <= 0x180F)
        || codePoint == 0x2800
        || codePoint == 0x3164
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || codePoint == 0xFFA0
        || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
  }

  /** Zero-width characters that neither join letters nor emoji: no text needs them to be read. */
  public static boolean needlessInvisible(int codePoint) {
    return codePoint == 0x200B
        || codePoint == 0xFEFF
        || (codePoint >= 0x2060 && codePoint <= 0x2064)
        || (codePoint >= 0x206A && codePoint <= 0x206F)
        || (codePoint >= 0xFFF9 && codePoint <= 0xFFFB);
  }

  /** White space of any script, a line or paragraph separator included. */
  public static boolean space(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /** Whether a reader sees anything of the text. */
  public static boolean blank(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!(control(c) || invisible(c) || space(c))) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  /** Whether the text could fool a reader or a log: controls, overrides, halves of characters. */
  public static boolean unsafe(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (control(c) || directionOverride(c) || loneSurrogate(c)) {
        return true;
      }
      i += Character.charCount(c);
    }
    return false;
  }

  /** Whether every character is ASCII and can be printed, or is a line feed or tab. */
  public static boolean plainAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\n' && c != '\t') || c > '~') {
        return false;
      }
    }
    return true;
  }
}

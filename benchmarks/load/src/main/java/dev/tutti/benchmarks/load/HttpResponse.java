package dev.tutti.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 response at the beginning of what was received.
 *
 * @param body the text, out of its chunks
 * @param endBytes where the next response begins
 */
record HttpResponse(int status, String body, int endBytes) {
  private static final String END_OF_LINE = "\r\n";
  private static final int HEXADECIMAL = 16;

  /** The response, null when it is not whole yet. */
  static HttpResponse parse(byte[] data) {
    // A character is a byte, so that offsets hold; bodies become UTF-8 at the end.
    String text = new String(data, StandardCharsets.ISO_8859_1);
    int head = text.indexOf("\r\n\r\n");
    if (head < 0) {
      return null;
    }
    int status = Integer.parseInt(text.substring(9, 12));
    String headers = text.substring(0, head).toLowerCase(Locale.ROOT);
    int start = head + 4;
    if (headers.contains("transfer-encoding: chunked")) {
      return chunked(status, text, start);
    }
    int at = headers.indexOf("content-length:");
    int length = at < 0 ? 0 : Integer.parseInt(line(headers, at + 15).trim());
    return text.length() < start + length
        ? null
        : new HttpResponse(status, utf8(text.substring(start, start + length)), start + length);
  }

  private static HttpResponse chunked(int status, String text, int start) {
    StringBuilder body = new StringBuilder();
    int at = start;
    while (text.indexOf(END_OF_LINE, at) >= 0) {
      String size = line(text, at);
      int length = Integer.parseInt(size.trim(), HEXADECIMAL);
      int chunk = at + size.length() + 2;
      if (text.length() < chunk + length + 2) {
        return null;
      }
      body.append(text, chunk, chunk + length);
      at = chunk + length + 2;
      if (length == 0) {
        return new HttpResponse(status, utf8(body.toString()), at);
      }
    }
    return null;
  }

  private static String line(String text, int from) {
    int end = text.indexOf(END_OF_LINE, from);
    return text.substring(from, end < 0 ? text.length() : end);
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}

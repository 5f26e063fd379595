package dev.tutti.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** What Redis' answers mean. */
final class Answers {
  /** Errors after which the same request may succeed, here or elsewhere. */
  private static final Set<String> AWAY =
      Set.of(
          "LOADING",
          "READONLY",
          "OOM",
          "MOVED",
          "ASK",
          "TRYAGAIN",
          "CLUSTERDOWN",
          "MASTERDOWN",
          "NOREPLICAS",
          "MISCONF",
          "BUSY",
          "NOAUTH",
          "NOPERM",
          "NOSCRIPT",
          "WRONGPASS");

  /** Errors which say that this server is not, or no longer, the one for writing. */
  private static final Set<String> ELSEWHERE = Set.of("READONLY", "MOVED", "CLUSTERDOWN");

  private Answers() {}

  /** Bytes as text, lists in depth; errors within lists stay. */
  static @Nullable Object decoded(@Nullable Object answer) {
    if (answer instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (answer instanceof List<?> list) {
      List<@Nullable Object> decoded = new ArrayList<>(list.size());
      list.forEach(item -> decoded.add(decoded(item)));
      return decoded;
    }
    return answer;
  }

  /** Of PUBSUB NUMSUB for one channel, which repeats it before its number. */
  static int subscribers(@Nullable Object answer) {
    if (answer instanceof List<?> list && list.size() == 2 && list.get(1) instanceof Long count) {
      return Math.toIntExact(count);
    }
    throw new IllegalStateException("not the answer to PUBSUB: " + answer);
  }

  static RuntimeException failure(JedisDataException error) {
    return code(error, AWAY) == null
        ? new IllegalStateException("Redis refuses: " + error.getMessage(), error)
        : new RedisUnavailableException(text(error), error);
  }

  /** Whether the connection should be given up for one to another server. */
  static boolean elsewhere(JedisDataException error) {
    return code(error, ELSEWHERE) != null;
  }

  /**
   * The code of an error among some: at its start, or, of a command within a script before Redis 7,
   * behind a hyphen somewhere in it.
   */
  private static @Nullable String code(JedisDataException error, Set<String> codes) {
    String text = text(error);
    for (String code : codes) {
      if (text.startsWith(code + " ") || text.equals(code) || text.contains(" -" + code + " ")) {
        return code;
      }
    }
    return null;
  }

  private static String text(JedisDataException error) {
    String text = error.getMessage();
    return text == null ? "an error without a text" : text;
  }
}

package dev.tutti.redis;

/**
 * What happens to the answer of one event. Key: {@code R}, node and number while somebody finds it;
 * {@code A} and the answer when it is final; {@code N} and the answer, for those who wait only,
 * when it is not.
 */
final class AnswerScripts {

  private AnswerScripts() {}

  /**
   * Arguments: the claim, as the key holds it; what those of this node begin with; milliseconds;
   * whether the caller waits already. Answers: nothing when the claim is the caller's, else what is
   * there. A node's own claim is none that it would know nothing of.
   */
  static final Script CLAIM =
      Script.of(
          """
          local there = redis.call('GET', KEYS[1])
          if not there
              or string.sub(there, 1, #ARGV[2]) == ARGV[2]
              or (ARGV[4] == '0' and string.sub(there, 1, 1) == 'N') then
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
            return false
          end
          return there
          """);

  /** Makes a claim last. Arguments: the claim, milliseconds. */
  static final Script PROLONG =
      Script.of(
          """
          if redis.call('GET', KEYS[1]) == ARGV[1] then
            return redis.call('PEXPIRE', KEYS[1], ARGV[2])
          end
          return 0
          """);

  /** Arguments: the final answer, milliseconds. The first one stays. */
  static final Script KEEP =
      Script.of(
          """
          local there = redis.call('GET', KEYS[1])
          if there and string.sub(there, 1, 1) == 'A' then
            return 0
          end
          redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
          return 1
          """);

  /** Arguments: the claim, an answer that is not final, milliseconds. */
  static final Script RELEASE =
      Script.of(
          """
          if redis.call('GET', KEYS[1]) == ARGV[1] then
            redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            return 1
          end
          return 0
          """);
}

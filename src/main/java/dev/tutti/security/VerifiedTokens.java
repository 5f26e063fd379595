package dev.tutti.security;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that passed lately, by the SHA-256 of all their bytes, so that their signatures need
 * no second check. When there are too many, the one not shown for longest is forgotten. Only tokens
 * with a good signature get in: a stranger can neither fill it nor drive others out. Thread-safe.
 */
final class VerifiedTokens {
  private final int maxTokens;
  private final Map<Hash, VerifiedToken> leastRecentFirst = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Remembers nothing yet.
   *
   * @param maxTokens how many at most; with 0 it stays empty
   */
  VerifiedTokens(int maxTokens) {
    this.maxTokens = maxTokens;
  }

  synchronized @Nullable VerifiedToken get(Hash hash) {
    return leastRecentFirst.get(hash);
  }

  synchronized void put(Hash hash, VerifiedToken token) {
    leastRecentFirst.put(hash, token);
    if (leastRecentFirst.size() > maxTokens) {
      leastRecentFirst.remove(leastRecentFirst.keySet().iterator().next());
    }
  }

  synchronized void remove(Hash hash) {
    leastRecentFirst.remove(hash);
  }

  synchronized int size() {
    return leastRecentFirst.size();
  }

  /**
   * A token's SHA-256.
   *
   * @param bytes 32 of them, never written to
   */
  record Hash(ByteBuffer bytes) {

    static Hash of(byte[] token) {
      try {
        return new Hash(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}

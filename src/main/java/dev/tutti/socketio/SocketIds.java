package dev.tutti.socketio;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes the public ids of sockets: {@code _} and 19 random characters, no public room's name. */
final class SocketIds {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 15;
  private static final int LENGTH = 20;

  private SocketIds() {}

  /** An id that cannot be guessed and is not the session's secret one. */
  static String next(String sessionId) {
    byte[] bytes = new byte[RANDOM_BYTES];
    String id;
    do {
      RANDOM.nextBytes(bytes);
      String random = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      id = "_" + random.substring(0, LENGTH - 1);
    } while (id.equals(sessionId));
    return id;
  }
}

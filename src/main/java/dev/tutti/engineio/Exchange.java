package dev.tutti.engineio;

/** One HTTP request of the polling transport that waits for its answer; the edge implements it. */
@FunctionalInterface
public interface Exchange {

  /**
   * Answers and ends the request. The engine calls it once, from any thread; it must not block on
   * the client and must not throw when the client is gone.
   */
  void reply(HttpReply reply);
}

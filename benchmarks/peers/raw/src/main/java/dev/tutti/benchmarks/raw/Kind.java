package dev.tutti.benchmarks.raw;

/** What the load generator sends. */
enum Kind {
  PONG,
  CONNECT,
  JOIN,
  PUBLISH,
  PRIVATE,
  ECHO
}

package dev.tutti.events;

import dev.tutti.benchmarks.jmh.Payloads.Echo;

/** The event of the benchmarks. */
@EventController
class EchoEvents {
  @OnEvent("echo")
  Echo echo(Echo echo) {
    return echo;
  }
}

package dev.tutti.benchmarks.echo;

import dev.tutti.events.EventController;
import dev.tutti.events.OnEvent;

/** The shortest acked event that still binds and writes a record. */
@EventController
class EchoEvents {
  record Echo(String text, int number) {}

  @OnEvent("echo")
  Echo echo(Echo echo) {
    return echo;
  }
}

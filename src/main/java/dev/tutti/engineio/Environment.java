package dev.tutti.engineio;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** What all sessions of one server share. */
record Environment(
    EngineIoConfig config, Scheduler scheduler, Executor overflow, EngineIoObserver observer) {

  /** Runs what may take long or call applications away from the timer's and senders' threads. */
  void aside(Runnable task) {
    try {
      overflow.execute(task);
    } catch (RejectedExecutionException e) {
      // The executor is full or shut down; losing a close would leave a trace of its session.
      task.run();
    }
  }
}

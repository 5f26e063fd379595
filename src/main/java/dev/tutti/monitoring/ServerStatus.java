package dev.tutti.monitoring;

import java.util.Map;

/** What health checks and consoles ask of the running server. Any thread; must not block. */
public interface ServerStatus {

  /** Whether the server has been built and takes connections, or did so before it was stopped. */
  boolean started();

  /** Whether new connections are welcome: started, not stopping, nothing it needs is missing. */
  boolean ready();

  /** Bounded, public facts for the health response, such as the number of connections. */
  Map<String, String> details();

  /**
   * The path the application is deployed at, {@code ""} for the root; tells several apart. Asked
   * once, after all observers of the application's start that have no priority of their own.
   */
  String contextPath();
}

package dev.tutti.monitoring;

import java.util.Map;

/**
 * What health checks and consoles ask of the running server. Any thread; must not block. Fired as a
 * CDI event once, when the server runs and knows its context path.
 */
public interface ServerStatus {

  /** Whether the server has been built and takes connections, or did so before it was stopped. */
  boolean started();

  /** Whether new connections are welcome: started, not stopping, nothing it needs is missing. */
  boolean ready();

  /** Bounded, public facts for the health response, such as the number of connections. */
  Map<String, String> details();

  /** The path the application is deployed at, {@code ""} for the root; tells several apart. */
  String contextPath();
}

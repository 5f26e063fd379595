package dev.tutti.engineio.web;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Threads from the server. */
public final class ServerThreads {
  private static final String NAME = "java:comp/DefaultManagedThreadFactory";

  private ServerThreads() {}

  /**
   * The server's default factory of managed threads. Looked up rather than injected: Payara does
   * not bind resources that classes of a jar in WEB-INF/lib ask for by annotation.
   */
  @SuppressWarnings("BanJNDI") // a constant of the platform, no name from outside
  public static ThreadFactory factory() {
    try {
      ManagedThreadFactory factory = InitialContext.doLookup(NAME);
      return factory;
    } catch (NamingException e) {
      throw new IllegalStateException("every Jakarta EE server has " + NAME, e);
    }
  }
}

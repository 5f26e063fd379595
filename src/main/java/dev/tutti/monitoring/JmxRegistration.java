package dev.tutti.monitoring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The stay of one {@link ServerMXBean} in an MBean server. */
final class JmxRegistration implements AutoCloseable {
  private static final Logger LOG = System.getLogger(JmxRegistration.class.getName());

  private final MBeanServer server;
  private final ObjectName name;

  private JmxRegistration(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /**
   * Registers the bean, in place of one that an earlier deployment at the same path left behind.
   *
   * @throws JMException when the server does not take it
   */
  static JmxRegistration open(MBeanServer server, String contextPath, ServerMXBean bean)
      throws JMException {
    ObjectName name = name(contextPath);
    unregister(server, name);
    server.registerMBean(bean, name);
    return new JmxRegistration(server, name);
  }

  /** {@code dev.tutti:type=Server,context="/chat"}, with {@code "/"} for the root. */
  static ObjectName name(String contextPath) throws MalformedObjectNameException {
    String path = contextPath.isEmpty() ? "/" : contextPath;
    return new ObjectName("dev.tutti:type=Server,context=" + ObjectName.quote(path));
  }

  @Override
  public void close() {
    try {
      unregister(server, name);
    } catch (JMException e) {
      LOG.log(Level.WARNING, "the MBean " + name + " stays registered", e);
    }
  }

  private static void unregister(MBeanServer server, ObjectName name) throws JMException {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.log(Level.TRACE, "no MBean {0} to unregister", name);
    }
  }
}

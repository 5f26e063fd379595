package dev.tutti.monitoring;

import java.util.List;
import java.util.Map;

/**
 * The figures of one deployed server for JMX consoles, and its tracing switches. Counts are those
 * since the deployment, of this node alone.
 */
public interface ServerMXBean {

  boolean isStarted();

  boolean isReady();

  /** Open Engine.IO sessions by transport. */
  Map<String, Long> getConnections();

  /** Engine.IO sessions opened by the transport they began with. */
  Map<String, Long> getConnectionsOpened();

  /** Sessions that moved from polling to WebSocket. */
  long getConnectionsUpgraded();

  /** Engine.IO sessions closed by reason. */
  Map<String, Long> getConnectionsClosed();

  /** Connected sockets by namespace. */
  Map<String, Long> getSockets();

  /** Sockets that joined by namespace. */
  Map<String, Long> getConnects();

  /** Sockets that left by reason. */
  Map<String, Long> getDisconnects();

  /** Tokens whose signature was known (hit) or had to be checked (miss). */
  Map<String, Long> getTokenVerifications();

  /** Refusals by layer (request, connect, event) and code. */
  Map<String, Map<String, Long>> getRefusals();

  /** Events by name and outcome. */
  Map<String, Map<String, Long>> getEvents();

  /** Mean time to an event's answer, in milliseconds, by name. */
  Map<String, Double> getMeanEventMillis();

  /** Longest time to an event's answer, in milliseconds, by name. */
  Map<String, Double> getMaxEventMillis();

  /** Sockets reached by broadcasts. */
  long getDeliveries();

  long getFramesSent();

  long getBytesSent();

  /** Bytes that wait for slow clients. */
  long getSendQueueBytes();

  /** Volatile packets dropped. */
  long getVolatileDrops();

  /** Connections closed since their client read too slowly. */
  long getSlowConsumers();

  /** Events refused for rate by event and scope. */
  Map<String, Map<String, Long>> getRateLimits();

  /** Users silenced or disconnected by penalty. */
  Map<String, Long> getPenalties();

  /** Rooms of the Socket.IO layer, those of single sockets and users included. */
  long getRooms();

  /** Rooms that clients named. */
  long getPublicRooms();

  /** Sockets in public rooms, once a room. */
  long getRoomMemberships();

  long getUsersOnline();

  /** Connections to Redis by what they are for. */
  Map<String, Long> getRedisConnections();

  /** Connections to Redis that were lost. */
  Map<String, Long> getRedisLosses();

  /** Commands and publications that Redis has answered. */
  Map<String, Long> getRedisRequests();

  /** Commands and publications refused, lost or answered with an error. */
  Map<String, Long> getRedisFailedRequests();

  /** Bytes that wait for Redis. */
  Map<String, Long> getRedisWaitingBytes();

  /** Messages received from Redis. */
  long getRedisMessages();

  /** Bugs and outages; each was logged. */
  long getFailures();

  /** The users and rooms that are traced now. */
  List<String> getTraced();

  /**
   * Logs a redacted line for each event of a user's sockets.
   *
   * @param minutes until it ends by itself; 0 for the configured duration
   */
  void traceUser(String userId, int minutes);

  /**
   * Logs a redacted line for each event of a room's members and each broadcast to it.
   *
   * @param minutes until it ends by itself; 0 for the configured duration
   */
  void traceRoom(String room, int minutes);

  /** Traces nobody. */
  void stopTracing();
}

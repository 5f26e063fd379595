package dev.tutti.monitoring;

import java.util.List;

/** Every metric there is; {@code docs/monitoring.md} lists the same. */
enum Meter {
  CONNECTIONS(Type.GAUGE, "tutti_connections", "Open Engine.IO sessions", "transport"),
  CONNECTIONS_OPENED(
      Type.COUNTER, "tutti_connections_opened", "Engine.IO sessions opened", "transport"),
  CONNECTIONS_UPGRADED(
      Type.COUNTER, "tutti_connections_upgraded", "Sessions that moved from polling to WebSocket"),
  CONNECTIONS_CLOSED(
      Type.COUNTER, "tutti_connections_closed", "Engine.IO sessions closed", "reason"),
  SOCKETS(Type.GAUGE, "tutti_sockets", "Connected Socket.IO sockets", "namespace"),
  CONNECTS(Type.COUNTER, "tutti_connects", "Sockets that joined a namespace", "namespace"),
  DISCONNECTS(Type.COUNTER, "tutti_disconnects", "Sockets that left a namespace", "reason"),
  TOKEN_VERIFICATIONS(
      Type.COUNTER,
      "tutti_token_verifications",
      "Tokens whose signature was known or had to be checked",
      "cache"),
  REFUSALS(
      Type.COUNTER, "tutti_refusals", "Refused requests, connects and events", "layer", "code"),
  EVENTS(Type.COUNTER, "tutti_events", "Events received", "event", "outcome"),
  DURATION_BUCKET(
      Type.GAUGE,
      "tutti_event_duration_seconds_bucket",
      "Events answered within le seconds of their arrival at the dispatcher",
      "event",
      "le"),
  DURATION_COUNT(Type.GAUGE, "tutti_event_duration_seconds_count", "Events answered", "event"),
  DURATION_SUM(Type.GAUGE, "tutti_event_duration_seconds_sum", "Seconds to all answers", "event"),
  DELIVERIES(Type.COUNTER, "tutti_deliveries", "Sockets of this node reached by broadcasts"),
  FRAMES_SENT(Type.COUNTER, "tutti_frames_sent", "Frames handed to transports and their queues"),
  BYTES_SENT(Type.COUNTER, "tutti_sent_bytes", "Bytes of the frames sent"),
  SEND_QUEUE(Type.GAUGE, "tutti_send_queue_bytes", "Bytes that wait for slow clients"),
  DROPS(Type.COUNTER, "tutti_drops", "Packets and clients given up for slow reading", "kind"),
  RATE_LIMITS(Type.COUNTER, "tutti_rate_limits", "Events refused for rate", "event", "scope"),
  PENALTIES(Type.COUNTER, "tutti_penalties", "Users silenced or disconnected", "penalty"),
  ROOMS(Type.GAUGE, "tutti_rooms", "Rooms with a member on this node, users' own included"),
  PUBLIC_ROOMS(Type.GAUGE, "tutti_public_rooms", "Rooms that clients named"),
  MEMBERSHIPS(Type.GAUGE, "tutti_room_memberships", "Sockets in public rooms, once a room"),
  USERS_ONLINE(Type.GAUGE, "tutti_users_online", "Users with at least one socket"),
  REDIS_CONNECTIONS(Type.GAUGE, "tutti_redis_connections", "Connections to Redis", "line"),
  REDIS_LOSSES(Type.COUNTER, "tutti_redis_losses", "Connections to Redis that were lost", "line"),
  REDIS_REQUESTS(
      Type.COUNTER, "tutti_redis_requests", "Commands or publications answered by Redis", "line"),
  REDIS_FAILED(
      Type.COUNTER,
      "tutti_redis_failed_requests",
      "Commands or publications refused, lost or answered with an error",
      "line"),
  REDIS_BATCHES(Type.COUNTER, "tutti_redis_batches", "Round trips to Redis", "line"),
  REDIS_SECONDS(
      Type.GAUGE, "tutti_redis_batch_seconds_sum", "Seconds that these took in all", "line"),
  REDIS_WAITING(Type.GAUGE, "tutti_redis_waiting_bytes", "Bytes that wait for Redis", "line"),
  REDIS_MESSAGES(Type.COUNTER, "tutti_redis_messages", "Messages received from Redis"),
  REDIS_MESSAGE_BYTES(Type.COUNTER, "tutti_redis_message_bytes", "Bytes of these messages"),
  FAILURES(Type.COUNTER, "tutti_failures", "Bugs and outages, each logged");

  /** How MicroProfile Metrics calls it. */
  enum Type {
    GAUGE,
    COUNTER
  }

  private final Type type;
  private final String metricName;
  private final String description;

  // Made by List.of, which the checker cannot see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> tags;

  Meter(Type type, String metricName, String description, String... tags) {
    this.type = type;
    this.metricName = metricName;
    this.description = description;
    this.tags = List.of(tags);
  }

  Type type() {
    return type;
  }

  String metricName() {
    return metricName;
  }

  String description() {
    return description;
  }

  List<String> tags() {
    return tags;
  }
}

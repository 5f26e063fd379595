package dev.tutti.monitoring;

import dev.tutti.monitoring.Figures.Layer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Reads the figures for JMX. */
final class ServerView implements ServerMXBean {
  private final Figures figures;
  private final ServerStatus status;
  private final Tracing tracing;
  private final Duration traceDuration;

  ServerView(Figures figures, ServerStatus status, Tracing tracing, Duration traceDuration) {
    this.figures = figures;
    this.status = status;
    this.tracing = tracing;
    this.traceDuration = traceDuration;
  }

  @Override
  public boolean isStarted() {
    return status.started();
  }

  @Override
  public boolean isReady() {
    return status.ready();
  }

  @Override
  public Map<String, Long> getConnections() {
    return read(figures.connections, transport -> transport.wireName(), LongAdder::sum);
  }

  @Override
  public Map<String, Long> getConnectionsOpened() {
    return read(figures.opened, transport -> transport.wireName(), Tally::sum);
  }

  @Override
  public long getConnectionsUpgraded() {
    return figures.upgraded.sum();
  }

  @Override
  public Map<String, Long> getConnectionsClosed() {
    return read(figures.closed, reason -> reason.text(), Tally::sum);
  }

  @Override
  public Map<String, Long> getSockets() {
    return figures.sockets.read(LongAdder::sum);
  }

  @Override
  public Map<String, Long> getConnects() {
    return figures.connects.read(Tally::sum);
  }

  @Override
  public Map<String, Long> getDisconnects() {
    return read(figures.disconnects, reason -> reason.text(), Tally::sum);
  }

  @Override
  public Map<String, Long> getTokenVerifications() {
    return Map.of("hit", figures.knownTokens.sum(), "miss", figures.checkedTokens.sum());
  }

  @Override
  public Map<String, Map<String, Long>> getRefusals() {
    return read(figures.refusals, Layer::tagValue, codes -> codes.read(Tally::sum));
  }

  @Override
  public Map<String, Map<String, Long>> getEvents() {
    return figures.events.read(EventFigures::outcomes);
  }

  @Override
  public Map<String, Double> getMeanEventMillis() {
    return figures.events.read(EventFigures::meanMillis);
  }

  @Override
  public Map<String, Double> getMaxEventMillis() {
    return figures.events.read(EventFigures::maxMillis);
  }

  @Override
  public long getDeliveries() {
    return figures.deliveries.sum();
  }

  @Override
  public long getFramesSent() {
    return figures.frames.sum();
  }

  @Override
  public long getBytesSent() {
    return figures.bytes.sum();
  }

  @Override
  public long getSendQueueBytes() {
    return figures.queuedBytes.sum();
  }

  @Override
  public long getVolatileDrops() {
    return figures.volatileDrops.sum();
  }

  @Override
  public long getSlowConsumers() {
    return figures.slowConsumers.sum();
  }

  @Override
  public Map<String, Map<String, Long>> getRateLimits() {
    return figures.events.read(EventFigures::limits);
  }

  @Override
  public Map<String, Long> getPenalties() {
    return figures.penalties.read(Tally::sum);
  }

  @Override
  public long getRooms() {
    return figures.rooms.sum();
  }

  @Override
  public long getPublicRooms() {
    return figures.publicRooms.sum();
  }

  @Override
  public long getRoomMemberships() {
    return figures.memberships.sum();
  }

  @Override
  public long getUsersOnline() {
    return figures.usersOnline.sum();
  }

  @Override
  public Map<String, Long> getRedisConnections() {
    return read(figures.redis.connections, RedisFigures::tagValue, LongAdder::sum);
  }

  @Override
  public Map<String, Long> getRedisLosses() {
    return read(figures.redis.losses, RedisFigures::tagValue, Tally::sum);
  }

  @Override
  public Map<String, Long> getRedisRequests() {
    return read(figures.redis.requests, RedisFigures::tagValue, Tally::sum);
  }

  @Override
  public Map<String, Long> getRedisFailedRequests() {
    return read(figures.redis.failed, RedisFigures::tagValue, Tally::sum);
  }

  @Override
  public Map<String, Long> getRedisWaitingBytes() {
    return read(figures.redis.waitingBytes, RedisFigures::tagValue, LongAdder::sum);
  }

  @Override
  public long getRedisMessages() {
    return figures.redis.messages.sum();
  }

  @Override
  public long getFailures() {
    return figures.failures.sum();
  }

  @Override
  public List<String> getTraced() {
    return tracing.followed();
  }

  @Override
  public void traceUser(String userId, int minutes) {
    tracing.user(userId, duration(minutes));
  }

  @Override
  public void traceRoom(String room, int minutes) {
    tracing.room(room, duration(minutes));
  }

  @Override
  public void stopTracing() {
    tracing.stop();
  }

  private Duration duration(int minutes) {
    return minutes == 0 ? traceDuration : Duration.ofMinutes(minutes);
  }

  private static <K, V, R> Map<String, R> read(
      Map<K, V> figures, Function<K, String> name, Function<V, R> reading) {
    Map<String, R> readings = new TreeMap<>();
    figures.forEach((key, figure) -> readings.put(name.apply(key), reading.apply(figure)));
    return readings;
  }
}

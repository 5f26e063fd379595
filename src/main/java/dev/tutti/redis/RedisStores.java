package dev.tutti.redis;

import dev.tutti.app.SharedTime;
import dev.tutti.app.presence.PresenceConfig;
import dev.tutti.app.presence.PresenceStore;
import dev.tutti.app.room.RoomStore;
import dev.tutti.engineio.Scheduler;
import dev.tutti.events.AnswerStore;
import dev.tutti.events.EventConfig;
import dev.tutti.events.MemoryAnswerStore;
import dev.tutti.events.MemoryRateLimitStore;
import dev.tutti.events.RateLimitStore;
import dev.tutti.security.MemoryRevocations;
import dev.tutti.security.Revocations;
import dev.tutti.security.TokenConfig;
import java.time.Duration;

/**
 * What all nodes share beside the messages: presence, rooms, answers, rate limits and revocations.
 * Built whole, then {@link #start started}, before the first connection.
 */
public final class RedisStores implements AutoCloseable {
  /** The version of the formats: nodes of two versions that differ share nothing. */
  private static final String VERSION = ":1";

  /** Beyond the longest life of a token, so that a revocation outlives what it stops. */
  private static final Duration REVOCATIONS_MARGIN = Duration.ofHours(1);

  private final NodeLease lease;
  private final RedisPresence presence;
  private final RedisRooms rooms;
  private final RedisAnswers answers;
  private final RedisRateLimits rateLimits;
  private final RedisRevocations revocations;

  /**
   * @param node unique, of one run of one process
   * @param prefix of all keys and channels, without the version
   */
  RedisStores(
      RedisCommands redis,
      Bus bus,
      String node,
      String prefix,
      Scheduler scheduler,
      Settings settings) {
    String base = prefix + VERSION;
    EventConfig events = settings.events();
    PresenceConfig users = settings.presence();
    lease = new NodeLease(node, redis, base, scheduler, LeaseTimes.defaults());
    presence = new RedisPresence(redis, lease, base, users.grace(), users.maxInGrace());
    rooms = new RedisRooms(redis, lease, base);
    answers =
        new RedisAnswers(
            redis,
            new MemoryAnswerStore(scheduler, events.answerTtl(), events.maxAnswers()),
            base,
            node,
            scheduler,
            events.answerTtl());
    rateLimits =
        new RedisRateLimits(
            redis,
            new MemoryRateLimitStore(scheduler, events.maxRateLimitKeys()),
            base,
            node,
            scheduler,
            lease::nodes);
    TokenConfig tokens = settings.tokens();
    revocations =
        new RedisRevocations(
            redis,
            bus,
            new MemoryRevocations(tokens, scheduler::now),
            base,
            node,
            scheduler,
            tokens.maxLifetime().plus(REVOCATIONS_MARGIN));
  }

  /** Stores over a link's Redis. */
  public static RedisStores over(
      RedisLink link, String node, Scheduler scheduler, Settings settings) {
    return new RedisStores(link, link.bus(), node, link.config().keyPrefix(), scheduler, settings);
  }

  /** The settings of what the stores keep. */
  public record Settings(PresenceConfig presence, EventConfig events, TokenConfig tokens) {}

  /**
   * Has something run when others had taken this node for dead and it may have missed what they
   * sent meanwhile, so that no connection must go on as if nothing had happened. Any thread; must
   * not block.
   */
  public void onMissed(Runnable listener) {
    lease.onMissed(listener);
  }

  /** Begins to live among the nodes. */
  public void start() {
    var unusedTriedAgain = lease.start();
    var unusedReadAgain = revocations.start();
  }

  /** Stops, and lets the other nodes take over at once what is here. */
  @Override
  public void close() {
    rateLimits.close();
    answers.close();
    revocations.close();
    lease.close();
  }

  /** The time that the nodes agree on: Redis'. */
  public SharedTime time() {
    return lease.time();
  }

  public PresenceStore presence() {
    return presence;
  }

  public RoomStore rooms() {
    return rooms;
  }

  public AnswerStore answers() {
    return answers;
  }

  public RateLimitStore rateLimits() {
    return rateLimits;
  }

  public Revocations revocations() {
    return revocations;
  }
}

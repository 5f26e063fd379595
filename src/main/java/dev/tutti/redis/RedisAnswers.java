package dev.tutti.redis;

import dev.tutti.engineio.Scheduler;
import dev.tutti.events.Answer;
import dev.tutti.events.AnswerKey;
import dev.tutti.events.AnswerStore;
import dev.tutti.events.EventRejectedException;
import dev.tutti.socketio.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers of all nodes. What this node knows is answered at once, even without Redis; else Redis
 * decides who is the first. His claim lasts as long as his node prolongs it: after the death of a
 * node the same event begins anew.
 */
final class RedisAnswers implements AnswerStore, AutoCloseable {
  static final Duration CLAIM = Duration.ofSeconds(10);
  private static final Duration FIRST_LOOK = Duration.ofMillis(50);
  private static final Duration LAST_LOOK = Duration.ofSeconds(1);

  /** How long an answer that is not final is there for those who wait on other nodes. */
  private static final Duration PASSING = LAST_LOOK.multipliedBy(3);

  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** What those are answered who wait on this node when Redis cannot be asked. */
  private static final Answer AWAY =
      new Answer(
          false,
          EventRejectedException.UNAVAILABLE,
          "Not possible at the moment",
          true,
          new JsonText(
              "{\"success\":false,\"error\":\"Not possible at the moment\","
                  + "\"code\":\"unavailable\",\"retryable\":true}"));

  private final RedisCommands redis;
  private final AnswerStore local;
  private final String prefix;
  private final String own;
  private final Scheduler scheduler;
  private final Duration ttl;
  private final Map<AnswerKey, Claim> claims = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param local what this node knows by itself
   * @param node unique, of one run of one process
   * @param ttl how long an answer is kept
   */
  RedisAnswers(
      RedisCommands redis,
      AnswerStore local,
      String prefix,
      String node,
      Scheduler scheduler,
      Duration ttl) {
    this.redis = redis;
    this.local = local;
    this.prefix = prefix + ":a:";
    this.own = "R " + node + " ";
    this.scheduler = scheduler;
    this.ttl = ttl;
  }

  @Override
  public CompletionStage<Optional<Answer>> claim(AnswerKey key) {
    return local
        .claim(key)
        .thenCompose(
            known ->
                known.isPresent()
                    ? CompletableFuture.completedStage(known)
                    : ask(new Claim(key), FIRST_LOOK, false));
  }

  @Override
  public void keep(AnswerKey key, Answer answer) {
    Claim claim = claims.remove(key);
    if (claim != null) {
      claim.end();
      store(claim, "A" + AnswerText.of(answer), scheduler.nanoTime());
    }
    local.keep(key, answer);
  }

  @Override
  public void release(AnswerKey key, Answer answer) {
    Claim claim = claims.remove(key);
    if (claim != null) {
      claim.end();
      // In front of the next claim; if it is lost, so is the claim before long.
      var unusedReleased =
          redis.run(
              AnswerScripts.RELEASE,
              claim.keys,
              List.of(claim.value, "N" + AnswerText.of(answer), millis(PASSING)));
    }
    local.release(key, answer);
  }

  @Override
  public void close() {
    closed = true;
    claims.values().forEach(Claim::end);
    claims.clear();
  }

  private CompletionStage<Optional<Answer>> ask(Claim claim, Duration pause, boolean waiting) {
    List<String> arguments = List.of(claim.value, own, millis(CLAIM), waiting ? "1" : "0");
    CompletableFuture<Optional<Answer>> result = new CompletableFuture<>();
    var unusedAsked =
        Reply.read(redis.run(AnswerScripts.CLAIM, claim.keys, arguments), Optional::ofNullable)
            .whenComplete(
                (there, failure) -> {
                  if (failure != null) {
                    local.release(claim.key, AWAY);
                    result.completeExceptionally(failure);
                  } else {
                    found(claim, there.map(Reply::text).orElse(null), pause, result);
                  }
                });
    return result;
  }

  private void found(
      Claim claim,
      @Nullable String there,
      Duration pause,
      CompletableFuture<Optional<Answer>> result) {
    if (there == null) {
      claims.put(claim.key, claim);
      claim.prolongLater();
      result.complete(Optional.empty());
      return;
    }
    if (there.startsWith("R")) {
      lookAgain(claim, pause, result);
      return;
    }
    Answer answer = AnswerText.read(there.substring(1));
    if (there.startsWith("A")) {
      local.keep(claim.key, answer);
    } else {
      local.release(claim.key, answer);
    }
    result.complete(Optional.of(answer));
  }

  /** Another node is at it. */
  private void lookAgain(Claim claim, Duration pause, CompletableFuture<Optional<Answer>> result) {
    Duration twice = pause.multipliedBy(2);
    Duration next = twice.compareTo(LAST_LOOK) > 0 ? LAST_LOOK : twice;
    scheduler.schedule(
        pause,
        () -> {
          var unusedDone =
              ask(claim, next, true)
                  .whenComplete(
                      (answer, failure) -> {
                        if (failure == null) {
                          result.complete(answer);
                        } else {
                          result.completeExceptionally(failure);
                        }
                      });
        });
  }

  /** A final answer is stored again and again, until it would be forgotten anyway. */
  private void store(Claim claim, String value, long since) {
    long left = ttl.toNanos() - (scheduler.nanoTime() - since);
    if (left <= 0 || closed) {
      return;
    }
    List<String> arguments = List.of(value, millis(Duration.ofNanos(left)));
    var unusedStored =
        redis
            .run(AnswerScripts.KEEP, claim.keys, arguments)
            .whenComplete(
                (stored, failure) -> {
                  if (failure != null) {
                    scheduler.schedule(AGAIN, () -> store(claim, value, since));
                  }
                });
  }

  private static String millis(Duration duration) {
    return Long.toString(Math.max(1, duration.toMillis()));
  }

  private String redisKey(AnswerKey key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : List.of(key.user(), key.namespace(), key.event(), key.clientMessageId())) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) ':');
        digest.update(bytes);
      }
      return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** This node's word to find an answer. */
  private final class Claim {
    private final AnswerKey key;
    private final List<String> keys;
    private final String value = own + numbers.incrementAndGet();
    private boolean ended;
    private Scheduler.@Nullable Timer timer;

    Claim(AnswerKey key) {
      this.key = key;
      this.keys = List.of(redisKey(key));
    }

    synchronized void prolongLater() {
      if (!ended) {
        timer = scheduler.schedule(CLAIM.dividedBy(3), this::prolong);
      }
    }

    synchronized void end() {
      ended = true;
      if (timer != null) {
        timer.cancel();
      }
    }

    private void prolong() {
      // If it is lost, the next one may still come in time.
      var unusedProlonged = redis.run(AnswerScripts.PROLONG, keys, List.of(value, millis(CLAIM)));
      prolongLater();
    }
  }
}

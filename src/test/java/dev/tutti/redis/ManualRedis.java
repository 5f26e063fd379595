package dev.tutti.redis;

import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A real Redis whose clock is a test's: scripts that ask for the time are told the scheduler's, and
 * the lives of keys shorten as it goes on. Every script has run when its call returns, so that
 * nothing happens but when a test says so.
 */
final class ManualRedis implements AutoCloseable {
  private static final String CLOCK = "test-clock";
  private static final Script SET_CLOCK =
      Script.of(
          """
          redis.call('DEL', KEYS[1])
          return redis.call('RPUSH', KEYS[1], ARGV[1], ARGV[2])
          """);

  /** Lets time pass for the lives of keys; answers with the keys that live for ever. */
  private static final Script AGE =
      Script.of(
          """
          local eternal = {}
          for _, key in ipairs(redis.call('KEYS', '*')) do
            local left = redis.call('PTTL', key)
            if key == KEYS[1] then
              left = nil
            elseif left < 0 then
              eternal[#eternal + 1] = key
            elseif left <= tonumber(ARGV[1]) then
              redis.call('DEL', key)
            else
              redis.call('PEXPIRE', key, left - ARGV[1])
            end
          end
          return eternal
          """);

  private static final int MAX_STEPS = 600;

  /** Ends with the tests. */
  private static final TestRedis SERVER = TestRedis.start();

  private final RedisLink link =
      RedisLink.open(SERVER.config(), false, Thread::new, RedisObserver.none());
  private final ManualScheduler time;
  private Instant told = Instant.EPOCH;
  private boolean away;
  private Instant back = Instant.EPOCH;

  ManualRedis(ManualScheduler time) {
    this.time = time;
    flush();
  }

  /** What one node has of it. */
  final class Line implements RedisCommands {
    private boolean cut;
    private boolean losing;
    private Script lastOne;
    private int calls;
    private int interruptions;

    /** Fails what is asked from now on, or does so no more. */
    void cut(boolean now) {
      cut = now;
    }

    /** Does what is asked from now on and fails all the same, or does so no more. */
    void loseAnswers(boolean now) {
      losing = now;
    }

    /** Lets one kind of script pass, and fails every other; null lets all pass. */
    void failAfter(Script passing) {
      lastOne = passing;
    }

    /** How many scripts have been asked for. */
    int calls() {
      return calls;
    }

    /** Its subscriptions have been cut. */
    void interrupted() {
      interruptions++;
    }

    @Override
    public int interruptions() {
      return interruptions;
    }

    @Override
    public Instant backSince() {
      return cut || away ? time.now() : back;
    }

    @Override
    public CompletionStage<Object> run(Script script, List<String> keys, List<String> args) {
      calls++;
      boolean other = lastOne != null && !lastOne.equals(script);
      if (cut || other || away) {
        return CompletableFuture.failedStage(new RedisUnavailableException("cut", null));
      }
      CompletionStage<Object> answer = runNow(script, keys, args);
      return losing
          ? CompletableFuture.failedStage(new RedisUnavailableException("lost", null))
          : answer;
    }
  }

  Line line() {
    return new Line();
  }

  /** Is away for all, or is back. */
  void away(boolean now) {
    away = now;
    back = time.now();
  }

  /** Lets time pass in small steps. */
  void advance(Duration step) {
    long left = step.toMillis();
    long most = Math.max(500, left / MAX_STEPS);
    while (left > 0) {
      Duration each = Duration.ofMillis(Math.min(most, left));
      time.advance(each);
      age(each);
      left -= each.toMillis();
    }
  }

  /** The keys that nothing would ever end. */
  List<String> eternal() {
    return age(Duration.ZERO);
  }

  /** All keys. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    ((List<?>) SERVER.run("KEYS", "*")).forEach(key -> keys.add((String) key));
    keys.remove(CLOCK);
    return keys;
  }

  /** Makes it forget everything. */
  void flush() {
    SERVER.run("FLUSHALL");
    told = Instant.EPOCH;
  }

  @Override
  public void close() {
    link.close();
  }

  private synchronized CompletionStage<Object> runNow(
      Script script, List<String> keys, List<String> args) {
    Instant now = time.now();
    if (!now.equals(told)) {
      told = now;
      String micros = Long.toString(now.getNano() / 1_000);
      await(
          link.run(
              SET_CLOCK, List.of(CLOCK), List.of(Long.toString(now.getEpochSecond()), micros)));
    }
    String text =
        script.text().replace("redis.call('TIME')", "redis.call('LRANGE', '" + CLOCK + "', 0, 1)");
    return CompletableFuture.completedStage(await(link.run(Script.of(text), keys, args)));
  }

  private List<String> age(Duration step) {
    Object eternal = await(link.run(AGE, List.of(CLOCK), List.of(Long.toString(step.toMillis()))));
    return Reply.texts(eternal);
  }

  private static Object await(CompletionStage<Object> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}

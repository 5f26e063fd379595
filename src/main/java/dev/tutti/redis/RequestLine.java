package dev.tutti.redis;

import dev.tutti.engineio.SendBatch;
import dev.tutti.redis.RedisObserver.Line;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Requests on one connection that is kept up. A thread of its own takes what waits, sends it as one
 * batch and completes the answers in order; meanwhile the next batch gathers. Without a connection
 * requests are refused at once, except before the first attempt to connect has ended. Any thread
 * may send.
 */
final class RequestLine implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RequestLine.class.getName());

  private static final int MAX_BATCH = 1024;
  private static final int MAX_BATCH_BYTES = 1 << 20;

  private enum State {
    FIRST_ATTEMPT,
    UP,
    DOWN,
    CLOSED
  }

  private final Line line;
  private final Dialer dialer;
  private final RedisConfig.Timing timing;
  private final int maxBytes;
  private final RedisObserver observer;
  private final Predicate<JedisDataException> leaves;
  private final Runnable stateChanged;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private State state = State.FIRST_ATTEMPT;

  private final BackOff backOff;
  private final Stopwatch stopwatch = new Stopwatch();

  /** Of the thread alone: scripts that this connection's server is known to have. */
  private final Set<String> known = new HashSet<>();

  private volatile @Nullable Wire wire;

  /**
   * @param leaves asked, on the line's thread, of each error: whether it is a reason to give the
   *     connection up
   */
  RequestLine(
      Line line,
      Dialer dialer,
      int maxBytes,
      LineSetup setup,
      Predicate<JedisDataException> leaves) {
    this.line = line;
    this.dialer = dialer;
    this.maxBytes = maxBytes;
    this.leaves = leaves;
    timing = setup.timing();
    observer = setup.observer();
    stateChanged = setup.changed();
    backOff = new BackOff(timing.maxBackOff());
    setup.threads().newThread(this::work).start();
  }

  /** Queues a request or fails its answer. */
  void send(Request request) {
    String refusal;
    lock.lock();
    try {
      refusal = refusal(request);
      if (refusal == null) {
        waiting.add(request);
        waitingBytes += request.bytes();
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    if (refusal == null) {
      observer.waiting(line, request.bytes());
    } else {
      observer.failed(line, 1);
      request.answer().completeExceptionally(new RedisUnavailableException(refusal, null));
    }
  }

  private @Nullable String refusal(Request request) {
    if (state == State.DOWN || state == State.CLOSED) {
      return "no connection to Redis";
    }
    return waitingBytes + request.bytes() > maxBytes ? "too much waits for Redis" : null;
  }

  /** Whether there is a connection. */
  boolean up() {
    lock.lock();
    try {
      return state == State.UP;
    } finally {
      lock.unlock();
    }
  }

  /** Cuts a connection whose server has taken too long; to be called now and then. */
  void cutWhenStuck() {
    Wire current = wire;
    if (current != null && stopwatch.runsFor(timing.answer().multipliedBy(2))) {
      current.close();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      state = State.CLOSED;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    Wire current = wire;
    if (current != null) {
      current.close();
    }
  }

  private void work() {
    while (pause(backOff.next())) {
      RuntimeException reason = null;
      try (Wire connection = dialer.dial()) {
        if (connected(connection)) {
          serve(connection);
        }
      } catch (JedisException e) {
        LOG.log(worthTelling() ? Level.WARNING : Level.DEBUG, "redis {0}: {1}", line, e.toString());
        reason = e;
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "redis " + line + " failed", e);
        reason = e;
      }
      disconnected(reason);
    }
    disconnected(null);
  }

  /** A loss, and the first attempt that fails; not each further one, nor the end. */
  private boolean worthTelling() {
    lock.lock();
    try {
      return state != State.CLOSED && backOff.isFirst();
    } finally {
      lock.unlock();
    }
  }

  private boolean connected(Wire connection) {
    known.clear();
    if (!enter(State.UP)) {
      return false;
    }
    wire = connection;
    backOff.reset();
    LOG.log(Level.INFO, "redis {0}: connected", line);
    stateChanged.run();
    observer.connected(line);
    return true;
  }

  private void disconnected(@Nullable RuntimeException reason) {
    boolean wasUp = wire != null;
    wire = null;
    stopwatch.stop();
    enter(State.DOWN);
    List<Request> lost = drain(Integer.MAX_VALUE, Long.MAX_VALUE);
    fail(lost, new RedisUnavailableException("no connection to Redis", reason));
    if (wasUp) {
      stateChanged.run();
      observer.lost(line);
    }
  }

  /** Changes the state unless the line is closed. */
  private boolean enter(State next) {
    lock.lock();
    try {
      if (state == State.CLOSED) {
        return false;
      }
      state = next;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits between two attempts; false when the line is closed. */
  private boolean pause(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (state != State.CLOSED && left > 0) {
        left = changed.awaitNanos(left);
      }
      return state != State.CLOSED;
    } catch (InterruptedException e) {
      // Only the server's end interrupts its threads.
      state = State.CLOSED;
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** What answers that come together make this node send leaves together. */
  private void serve(Wire connection) {
    try (SendBatch sends = SendBatch.open()) {
      while (awaitRequests()) {
        List<Request> batch = drain(MAX_BATCH, MAX_BATCH_BYTES);
        if (batch.isEmpty()) {
          batch = List.of(Request.of(Command.PING));
        }
        exchange(connection, batch);
        sends.flush();
      }
    }
  }

  /** Waits until something waits or the connection has been silent for long. */
  private boolean awaitRequests() {
    lock.lock();
    try {
      long left = timing.ping().toNanos();
      while (state == State.UP && waiting.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return state == State.UP;
    } catch (InterruptedException e) {
      state = State.CLOSED;
      return false;
    } finally {
      lock.unlock();
    }
  }

  private List<Request> drain(int count, long maxBatchBytes) {
    List<Request> batch = new ArrayList<>();
    long bytes = 0;
    lock.lock();
    try {
      while (!waiting.isEmpty() && batch.size() < count && bytes < maxBatchBytes) {
        Request request = waiting.remove();
        bytes += request.bytes();
        batch.add(request);
      }
      waitingBytes -= bytes;
    } finally {
      lock.unlock();
    }
    if (bytes > 0) {
      observer.waiting(line, -bytes);
    }
    return batch;
  }

  private void exchange(Wire connection, List<Request> batch) {
    long begin = System.nanoTime();
    stopwatch.start();
    List<Object> answers;
    try {
      answers = answers(connection, batch);
    } catch (JedisException e) {
      fail(batch, new RedisUnavailableException("the connection to Redis was lost", e));
      throw e;
    }
    stopwatch.stop();
    observer.exchanged(line, batch.size(), System.nanoTime() - begin);
    complete(batch, answers);
    leaveWhenElsewhere(answers);
  }

  private List<Object> answers(Wire connection, List<Request> batch) {
    List<Object> answers = ask(connection, batch);
    List<Request> again = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      if (answers.get(i) instanceof JedisNoScriptException) {
        again.add(batch.get(i));
      }
    }
    if (again.isEmpty()) {
      return answers;
    }
    known.clear();
    List<Object> second = ask(connection, again);
    int next = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (answers.get(i) instanceof JedisNoScriptException) {
        answers.set(i, second.get(next++));
      }
    }
    return answers;
  }

  private List<Object> ask(Wire connection, List<Request> batch) {
    for (Request request : batch) {
      Script script = request.script();
      boolean byName = script != null && !known.add(script.sha1());
      connection.sendCommand(request.written(byName));
    }
    return connection.getMany(batch.size());
  }

  private void complete(List<Request> batch, List<Object> answers) {
    for (int i = 0; i < batch.size(); i++) {
      Object answer = answers.get(i);
      if (answer instanceof JedisDataException error) {
        observer.failed(line, 1);
        batch.get(i).answer().completeExceptionally(Answers.failure(error));
      } else {
        batch.get(i).answer().complete(Answers.decoded(answer));
      }
    }
  }

  private void leaveWhenElsewhere(List<Object> answers) {
    for (Object answer : answers) {
      if (answer instanceof JedisDataException error && leaves.test(error)) {
        throw error;
      }
    }
  }

  private void fail(List<Request> requests, RedisUnavailableException reason) {
    if (!requests.isEmpty()) {
      observer.failed(line, requests.size());
      requests.forEach(request -> request.answer().completeExceptionally(reason));
    }
  }
}

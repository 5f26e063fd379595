package dev.tutti.redis;

import dev.tutti.engineio.SendBatch;
import dev.tutti.redis.Bus.Receiver;
import dev.tutti.redis.Bus.Subscription;
import dev.tutti.redis.Heard.Listener;
import dev.tutti.redis.Heard.Topic;
import dev.tutti.redis.RedisObserver.Line;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Subscriptions on one connection that is kept up. One thread connects and reads, another writes
 * what has to change: whatever differs between what is wanted and what has been asked for, all of
 * it after a loss, and a ping when there is nothing. A server that owes a pong for too long ends
 * the reading. Any thread may subscribe and close.
 */
final class SubscriptionLine implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SubscriptionLine.class.getName());

  /** Messages behind which what they send leaves even if there are more. */
  private static final int MAX_TOGETHER = 32;

  private final Dialer dialer;
  private final RedisConfig.Timing timing;
  private final RedisObserver observer;
  private final AtomicInteger interruptions;
  private final Runnable lost;
  private final Runnable stateChanged;
  private final BackOff backOff;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Topic, Heard> heard = new ConcurrentHashMap<>();
  private final Set<Heard> toWrite = new LinkedHashSet<>();
  private @Nullable Wire wire;
  private boolean closed;

  /**
   * @param lost runs, on the line's thread, after a connection could not be had or kept
   */
  SubscriptionLine(Dialer dialer, LineSetup setup, Runnable lost) {
    this.dialer = dialer;
    this.lost = lost;
    timing = setup.timing();
    observer = setup.observer();
    interruptions = setup.interruptions();
    stateChanged = setup.changed();
    backOff = new BackOff(timing.maxBackOff());
    setup.threads().newThread(this::read).start();
    setup.threads().newThread(this::write).start();
  }

  /** Kinds of subscriptions: how they are asked for and what announces their messages. */
  enum Kind {
    CHANNEL(Command.SUBSCRIBE, Command.UNSUBSCRIBE),
    PATTERN(Command.PSUBSCRIBE, Command.PUNSUBSCRIBE),
    SHARDED(Command.SSUBSCRIBE, Command.SUNSUBSCRIBE);

    private final Command begin;
    private final Command end;

    Kind(Command begin, Command end) {
      this.begin = begin;
      this.end = end;
    }
  }

  Subscription subscribe(Kind kind, String name, Receiver receiver) {
    Listener listener = new Listener(new Topic(kind, name), receiver, this::remove);
    boolean established;
    lock.lock();
    try {
      Heard topic = heard.computeIfAbsent(listener.topic(), Heard::new);
      topic.add(listener);
      established = topic.established();
      toWrite(topic);
    } finally {
      lock.unlock();
    }
    if (established) {
      listener.confirmed();
    }
    return listener;
  }

  private void remove(Listener listener) {
    lock.lock();
    try {
      Heard topic = heard.get(listener.topic());
      if (topic != null) {
        topic.remove(listener);
        toWrite(topic);
        forgetIdle(topic);
      }
    } finally {
      lock.unlock();
    }
  }

  private void toWrite(Heard topic) {
    if (topic.asked == topic.listeners().isEmpty() && toWrite.add(topic)) {
      changed.signal();
    }
  }

  private void forgetIdle(Heard topic) {
    if (topic.idle()) {
      heard.remove(topic.topic());
      toWrite.remove(topic);
    }
  }

  boolean up() {
    lock.lock();
    try {
      return wire != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Wire current;
    lock.lock();
    try {
      closed = true;
      current = wire;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (current != null) {
      current.close();
    }
  }

  private void read() {
    while (pause(backOff.next())) {
      try (Wire connection = dialer.dial()) {
        connection.setSoTimeout(Math.toIntExact(timing.ping().plus(timing.answer()).toMillis()));
        if (connected(connection)) {
          receiveAll(connection);
        }
      } catch (JedisException e) {
        Level level = worthTelling() ? Level.WARNING : Level.DEBUG;
        LOG.log(level, "redis SUBSCRIPTIONS: {0}", e.toString());
        lost.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "redis subscriptions failed", e);
      }
      disconnected();
    }
  }

  /** A loss, and the first attempt that fails; not each further one, nor the end. */
  private boolean worthTelling() {
    lock.lock();
    try {
      return !closed && backOff.isFirst();
    } finally {
      lock.unlock();
    }
  }

  private boolean pause(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      // Only the server's end interrupts its threads.
      closed = true;
      changed.signalAll();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean connected(Wire connection) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      heard.values().forEach(this::toWrite);
      wire = connection;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    backOff.reset();
    LOG.log(Level.INFO, "redis SUBSCRIPTIONS: connected");
    stateChanged.run();
    observer.connected(Line.SUBSCRIPTIONS);
    return true;
  }

  private void disconnected() {
    boolean wasUp;
    lock.lock();
    try {
      wasUp = wire != null;
      wire = null;
      toWrite.clear();
      changed.signalAll();
      for (Heard topic : List.copyOf(heard.values())) {
        topic.asked = false;
        topic.unconfirmed = 0;
        forgetIdle(topic);
      }
    } finally {
      lock.unlock();
    }
    if (wasUp) {
      interruptions.incrementAndGet();
      stateChanged.run();
      observer.lost(Line.SUBSCRIPTIONS);
    }
  }

  private void receiveAll(Wire connection) {
    while (true) {
      Object message = connection.getUnflushedObject();
      if (connection.hasMore()) {
        receiveTogether(connection, message);
      } else {
        receive(message);
      }
    }
  }

  /** What messages that are there together make this node send leaves together. */
  private void receiveTogether(Wire connection, Object first) {
    try (SendBatch sends = SendBatch.open()) {
      connection.beforeWaiting(sends::flush);
      receive(first);
      for (int i = 1; i < MAX_TOGETHER && connection.hasMore(); i++) {
        receive(connection.getUnflushedObject());
      }
    }
  }

  private void receive(Object message) {
    if (message instanceof List<?> parts && parts.size() >= 3) {
      receive(parts);
    }
  }

  private void receive(List<?> message) {
    String type = text(message.get(0));
    String name = text(message.get(1));
    switch (type) {
      case "message" -> deliver(Kind.CHANNEL, name, name, message.get(2));
      case "smessage" -> deliver(Kind.SHARDED, name, name, message.get(2));
      case "pmessage" -> deliver(Kind.PATTERN, name, text(message.get(2)), message.get(3));
      case "subscribe", "unsubscribe" -> confirmed(Kind.CHANNEL, name);
      case "psubscribe", "punsubscribe" -> confirmed(Kind.PATTERN, name);
      case "ssubscribe", "sunsubscribe" -> confirmed(Kind.SHARDED, name);
      default -> {
        // A kind of message that later servers may have.
      }
    }
  }

  private void deliver(Kind kind, String name, String channel, Object content) {
    Heard topic = heard.get(new Topic(kind, name));
    if (topic == null || !(content instanceof byte[] bytes)) {
      return;
    }
    observer.received(bytes.length);
    for (Listener listener : topic.listeners()) {
      try {
        listener.receiver().received(channel, bytes);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a message on " + channel + " could not be handled", e);
      }
    }
  }

  private void confirmed(Kind kind, String name) {
    List<Listener> established = List.of();
    lock.lock();
    try {
      Heard topic = heard.get(new Topic(kind, name));
      if (topic == null) {
        return;
      }
      if (topic.unconfirmed > 0) {
        topic.unconfirmed--;
      } else {
        // The server has ended it by itself: its slot has gone to another server.
        interruptions.incrementAndGet();
        topic.asked = false;
        toWrite(topic);
      }
      if (topic.established()) {
        established = topic.listeners();
      }
      forgetIdle(topic);
    } finally {
      lock.unlock();
    }
    established.forEach(Listener::confirmed);
  }

  private void write() {
    while (true) {
      List<Heard> batch = new ArrayList<>();
      Wire connection = awaitWork(batch);
      if (connection == null) {
        return;
      }
      try {
        for (Heard topic : batch) {
          writeChange(connection, topic);
        }
        if (batch.isEmpty()) {
          connection.sendCommand(Command.PING);
        }
        connection.push();
      } catch (JedisException e) {
        connection.close();
        awaitOther(connection);
      }
    }
  }

  private void writeChange(Wire connection, Heard topic) {
    boolean begin;
    lock.lock();
    try {
      begin = !topic.listeners().isEmpty();
      if (wire != connection || begin == topic.asked) {
        return;
      }
      topic.asked = begin;
      topic.unconfirmed++;
    } finally {
      lock.unlock();
    }
    Kind kind = topic.topic().kind();
    connection.sendCommand(begin ? kind.begin : kind.end, Request.utf8(topic.topic().name()));
  }

  /** The connection, when topics have to be written or it has been silent; null when closed. */
  private @Nullable Wire awaitWork(List<Heard> batch) {
    lock.lock();
    try {
      long left = timing.ping().toNanos();
      while (!closed && (wire == null || (toWrite.isEmpty() && left > 0))) {
        if (wire == null) {
          changed.await();
          left = timing.ping().toNanos();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      batch.addAll(toWrite);
      toWrite.clear();
      return closed ? null : wire;
    } catch (InterruptedException e) {
      closed = true;
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the reader has noticed that the connection is gone. */
  private void awaitOther(Wire gone) {
    lock.lock();
    try {
      while (!closed && wire == gone) {
        changed.awaitNanos(timing.ping().toNanos());
      }
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private static String text(Object bytes) {
    return bytes instanceof byte[] array ? new String(array, StandardCharsets.UTF_8) : "";
  }
}

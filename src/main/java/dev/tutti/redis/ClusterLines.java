package dev.tutti.redis;

import dev.tutti.redis.Bus.Receiver;
import dev.tutti.redis.Bus.Subscription;
import dev.tutti.redis.RedisConfig.Address;
import dev.tutti.redis.RedisObserver.Line;
import dev.tutti.redis.SubscriptionLine.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Lines to every master of a cluster. Commands, sharded publications and sharded subscriptions go
 * to the master in charge of the slot and follow it; classic ones go to any master, which passes
 * them on to all.
 */
final class ClusterLines implements Lines {
  private final RedisConfig config;
  private final Switchboard switchboard;
  private final boolean sharded;
  private final LineSetup setup;
  private final ClusterScout scout;

  /** Null when channels are sharded. */
  private final @Nullable RequestLine classicPublications;

  private final @Nullable SubscriptionLine classicSubscriptions;

  private final Map<Address, Member> members = new ConcurrentHashMap<>();
  private volatile Slots slots = Slots.UNKNOWN;

  /** Guarded by itself: so are the places of its subscriptions and changes of members. */
  private final Set<Followed> followed = new LinkedHashSet<>();

  private boolean closed;

  ClusterLines(RedisConfig config, Switchboard switchboard, boolean sharded, LineSetup setup) {
    this.config = config;
    this.switchboard = switchboard;
    this.sharded = sharded;
    this.setup = setup;
    scout = new ClusterScout(switchboard, config.servers(), setup, this::found);
    int bytes = config.bounds().publicationBytes();
    classicPublications =
        sharded
            ? null
            : new RequestLine(Line.PUBLICATIONS, this::any, bytes, setup, Answers::elsewhere);
    classicSubscriptions = sharded ? null : new SubscriptionLine(this::any, setup, () -> {});
    scout.start();
  }

  /** What there is for one master. */
  private final class Member {
    final RequestLine commands;
    final @Nullable RequestLine publications;
    final @Nullable SubscriptionLine subscriptions;

    Member(Address address) {
      Dialer dialer = () -> dial(address);
      RedisConfig.Bounds bounds = config.bounds();
      commands =
          new RequestLine(
              Line.COMMANDS, dialer, bounds.commandBytes(), setup, ClusterLines.this::misfit);
      publications =
          sharded
              ? new RequestLine(
                  Line.PUBLICATIONS,
                  dialer,
                  bounds.publicationBytes(),
                  setup,
                  ClusterLines.this::misfit)
              : null;
      subscriptions = sharded ? new SubscriptionLine(dialer, setup, scout::look) : null;
    }

    boolean up() {
      return commands.up()
          && (publications == null || publications.up())
          && (subscriptions == null || subscriptions.up());
    }

    void close() {
      commands.close();
      if (publications != null) {
        publications.close();
      }
      if (subscriptions != null) {
        subscriptions.close();
      }
    }
  }

  /** A sharded subscription, wherever it is at the moment. */
  private final class Followed implements Subscription {
    final String channel;
    final Receiver receiver;
    final CompletableFuture<Void> established = new CompletableFuture<>();
    @Nullable Member member;
    @Nullable Subscription current;

    Followed(String channel, Receiver receiver) {
      this.channel = channel;
      this.receiver = receiver;
    }

    /** Moves to the member in charge, if another is. */
    void follow() {
      Member next = owner(channel);
      if (next == null || next == member || next.subscriptions == null) {
        return;
      }
      if (current != null) {
        current.close();
        setup.interruptions().incrementAndGet();
      }
      member = next;
      current = next.subscriptions.subscribe(Kind.SHARDED, channel, receiver);
      current.established().thenAccept(established::complete);
    }

    @Override
    public CompletionStage<Void> established() {
      return established.minimalCompletionStage();
    }

    @Override
    public void close() {
      synchronized (followed) {
        followed.remove(this);
        if (current != null) {
          current.close();
        }
      }
    }
  }

  @Override
  public void command(String key, Request request) {
    Member member = owner(key);
    if (member == null) {
      request.refuse();
    } else {
      member.commands.send(request);
    }
  }

  @Override
  public void publication(String channel, Request request) {
    Member member = sharded ? owner(channel) : null;
    RequestLine line = member == null ? classicPublications : member.publications;
    if (line == null) {
      request.refuse();
    } else {
      line.send(request);
    }
  }

  @Override
  public Subscription subscribe(Kind kind, String name, Receiver receiver) {
    if (classicSubscriptions != null) {
      return classicSubscriptions.subscribe(kind, name, receiver);
    }
    Followed subscription = new Followed(name, receiver);
    synchronized (followed) {
      followed.add(subscription);
      subscription.follow();
    }
    return subscription;
  }

  /** Of classic channels each server counts its own connections only. */
  @Override
  public CompletionStage<Integer> subscribers(String channel) {
    List<Member> asked = new ArrayList<>();
    if (sharded) {
      Member member = owner(channel);
      if (member != null) {
        asked.add(member);
      }
    } else {
      asked.addAll(members.values());
    }
    if (asked.isEmpty()) {
      return CompletableFuture.failedFuture(
          new RedisUnavailableException("no master is known", null));
    }
    CompletionStage<Integer> sum = CompletableFuture.completedFuture(0);
    for (Member member : asked) {
      Request request = Request.subscribers(channel, sharded);
      member.commands.send(request);
      sum = sum.thenCombine(request.answer().thenApply(Answers::subscribers), Integer::sum);
    }
    return sum;
  }

  @Override
  public boolean up() {
    return !members.isEmpty()
        && members.values().stream().allMatch(Member::up)
        && (classicPublications == null || classicPublications.up())
        && (classicSubscriptions == null || classicSubscriptions.up());
  }

  @Override
  public void cutStuck() {
    for (Member member : members.values()) {
      member.commands.cutWhenStuck();
      if (member.publications != null) {
        member.publications.cutWhenStuck();
      }
    }
    if (classicPublications != null) {
      classicPublications.cutWhenStuck();
    }
  }

  @Override
  public void close() {
    scout.close();
    synchronized (followed) {
      closed = true;
      members.values().forEach(Member::close);
    }
    if (classicPublications != null) {
      classicPublications.close();
    }
    if (classicSubscriptions != null) {
      classicSubscriptions.close();
    }
  }

  private @Nullable Member owner(String key) {
    Address address = slots.owner(key);
    return address == null ? null : members.get(address);
  }

  /** On the scout's thread. */
  private void found(Slots now) {
    synchronized (followed) {
      if (closed) {
        return;
      }
      now.masters().forEach(address -> members.computeIfAbsent(address, Member::new));
      Map<Address, Member> gone = new HashMap<>(members);
      gone.keySet().removeAll(now.masters());
      slots = now;
      members.keySet().removeAll(gone.keySet());
      followed.forEach(Followed::follow);
      gone.values().forEach(Member::close);
    }
    setup.changed().run();
  }

  /** The connection to a master stays: it is the slot that has moved. */
  private boolean misfit(JedisDataException error) {
    if (Answers.elsewhere(error)) {
      scout.look();
    }
    return false;
  }

  private Wire dial(Address address) {
    try {
      return switchboard.server(address);
    } catch (JedisException e) {
      scout.look();
      throw e;
    }
  }

  private Wire any() {
    List<Address> masters = List.copyOf(slots.masters());
    return switchboard.anyOf(masters.isEmpty() ? config.servers() : masters);
  }
}

package dev.tutti.socketio;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces by name. Static ones stay; a dynamic one is there while a client connects to it or
 * has a socket in it. Any thread.
 */
final class Namespaces {
  private record Rule(Predicate<String> names, Consumer<Namespace> setUp) {}

  private final SocketIoServer server;
  private final AdapterFactory adapters;
  private final int maxDynamic;
  private final Map<String, Namespace> byName = new ConcurrentHashMap<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  /** How many use each dynamic namespace; guarded by this object. */
  private final Map<Namespace, Integer> users = new HashMap<>();

  Namespaces(SocketIoServer server, AdapterFactory adapters, int maxDynamic) {
    this.server = server;
    this.adapters = adapters;
    this.maxDynamic = maxDynamic;
  }

  /** The static namespace of a name, created when it is new; a dynamic one becomes static. */
  Namespace of(String name) {
    String full = name.startsWith("/") ? name : "/" + name;
    if (full.length() > PacketDecoder.MAX_NAMESPACE_LENGTH || full.indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          "no client can ask for this namespace: too long, or has a comma");
    }
    synchronized (this) {
      Namespace namespace = byName.get(full);
      if (namespace == null) {
        namespace = new Namespace(full, full, server, adapters);
        byName.put(full, namespace);
      }
      users.remove(namespace);
      return namespace;
    }
  }

  void dynamic(Predicate<String> names, Consumer<Namespace> setUp) {
    rules.add(new Rule(names, setUp));
  }

  Collection<Namespace> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /**
   * The namespace that a client asks for, kept until {@link #release}.
   *
   * @return absent when there is none of this name
   * @throws ConnectRefusedException when there are too many dynamic ones
   */
  synchronized @Nullable Namespace acquire(String name) {
    Namespace namespace = byName.get(name);
    if (namespace == null) {
      namespace = create(name);
    } else {
      users.computeIfPresent(namespace, (key, count) -> count + 1);
    }
    return namespace;
  }

  private @Nullable Namespace create(String name) {
    for (Rule rule : rules) {
      if (rule.names().test(name)) {
        if (users.size() >= maxDynamic) {
          throw new ConnectRefusedException("Too many namespaces", "too_many_namespaces", null);
        }
        Namespace namespace = new Namespace(name, "dynamic", server, adapters);
        rule.setUp().accept(namespace);
        byName.put(name, namespace);
        users.put(namespace, 1);
        return namespace;
      }
    }
    return null;
  }

  /** Undoes one {@link #acquire}; a dynamic namespace goes with its last user. */
  void release(Namespace namespace) {
    if (withdraw(namespace)) {
      namespace.adapter().close();
    }
  }

  private synchronized boolean withdraw(Namespace namespace) {
    Integer count = users.get(namespace);
    if (count == null) {
      return false;
    }
    if (count > 1) {
      users.put(namespace, count - 1);
      return false;
    }
    users.remove(namespace);
    byName.remove(namespace.name());
    return true;
  }
}

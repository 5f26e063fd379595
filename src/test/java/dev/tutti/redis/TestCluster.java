package dev.tutti.redis;

import dev.tutti.redis.RedisConfig.Address;
import dev.tutti.redis.RedisConfig.Kind;
import java.util.ArrayList;
import java.util.List;

/** Three masters, each with a third of the slots, and, where asked for, a replica of the first. */
final class TestCluster implements AutoCloseable {
  private static final int SLOTS = 16_384;

  private final List<TestRedis> masters = new ArrayList<>();
  private final List<TestRedis> all = new ArrayList<>();

  private TestCluster(int count) {
    for (int i = 0; i < count; i++) {
      masters.add(node());
    }
    int first = 0;
    for (int i = 0; i < count; i++) {
      int last = SLOTS * (i + 1) / count - 1;
      masters
          .get(i)
          .run("CLUSTER", "ADDSLOTSRANGE", Integer.toString(first), Integer.toString(last));
      masters.get(i).run("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
      first = last + 1;
    }
    masters.subList(1, count).forEach(this::meet);
    all.forEach(node -> node.awaitAnswer("cluster_state:ok", "CLUSTER", "INFO"));
    String known = "cluster_known_nodes:" + count;
    all.forEach(node -> node.awaitAnswer(known, "CLUSTER", "INFO"));
  }

  static TestCluster start() {
    return new TestCluster(3);
  }

  /** Adds a replica of the first master, in step with it. */
  TestRedis addReplica() {
    String master = String.valueOf(masters.get(0).run("CLUSTER", "MYID"));
    TestRedis replica = node();
    meet(replica);
    replica.awaitAnswer(master, "CLUSTER", "NODES");
    replica.awaitAnswer("cluster_state:ok", "CLUSTER", "INFO");
    replica.run("CLUSTER", "REPLICATE", master);
    replica.awaitAnswer("master_link_status:up", "INFO", "replication");
    return replica;
  }

  /** Gives a slot without keys from the first master to the second. */
  void moveToSecond(int slot) {
    String second = String.valueOf(masters.get(1).run("CLUSTER", "MYID"));
    for (TestRedis master : List.of(masters.get(1), masters.get(0), masters.get(2))) {
      master.run("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", second);
    }
  }

  List<TestRedis> masters() {
    return List.copyOf(masters);
  }

  RedisConfig config() {
    return RedisConfig.of(
        Kind.CLUSTER,
        masters.stream().map(node -> new Address("127.0.0.1", node.port())).toList(),
        "");
  }

  private TestRedis node() {
    TestRedis node =
        TestRedis.start(
            "--cluster-enabled",
            "yes",
            "--cluster-port",
            Integer.toString(TestRedis.freePort()),
            "--cluster-node-timeout",
            "2000",
            "--repl-diskless-sync-delay",
            "0");
    all.add(node);
    return node;
  }

  private void meet(TestRedis node) {
    TestRedis first = masters.get(0);
    String busPort = first.clusterPort();
    node.run("CLUSTER", "MEET", "127.0.0.1", Integer.toString(first.port()), busPort);
  }

  @Override
  public void close() {
    all.forEach(TestRedis::close);
  }
}

package dev.tutti.redis;

import dev.tutti.redis.RedisConfig.Address;
import dev.tutti.redis.RedisConfig.Login;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Connections to where they have to go at the moment. Blocks; any thread. */
final class Switchboard {
  private final RedisConfig config;
  private final JedisClientConfig data;
  private final JedisClientConfig sentinel;

  Switchboard(RedisConfig config) {
    this.config = config;
    data = client(config, config.login(), config.database());
    sentinel = client(config, config.sentinelLogin(), 0);
  }

  /** To the server that is, or that the sentinels name, the master. */
  Wire master() {
    return switch (config.kind()) {
      case STANDALONE -> server(config.servers().get(0));
      case SENTINEL -> namedBySentinels();
      case CLUSTER -> anyOf(config.servers());
    };
  }

  /** To any of these that answers, in a random order. */
  Wire anyOf(List<Address> servers) {
    JedisException last = new JedisConnectionException("no server is known");
    for (Address address : shuffled(servers)) {
      try {
        return server(address);
      } catch (JedisException e) {
        last = e;
      }
    }
    throw last;
  }

  /** To a server, which has answered: a frozen one accepts connections as well. */
  Wire server(Address address) {
    Wire wire = new Wire(new HostAndPort(address.host(), address.port()), data);
    try {
      wire.ping();
      return wire;
    } catch (JedisException e) {
      wire.close();
      throw e;
    }
  }

  private Wire namedBySentinels() {
    JedisException last = new JedisConnectionException("no sentinel is known");
    for (Address address : shuffled(config.servers())) {
      try {
        return checkedMaster(server(masterKnownBy(address)));
      } catch (JedisException e) {
        last = e;
      }
    }
    throw last;
  }

  private Address masterKnownBy(Address address) {
    HostAndPort place = new HostAndPort(address.host(), address.port());
    try (Wire wire = new Wire(place, sentinel)) {
      wire.sendCommand(Command.SENTINEL, "GET-MASTER-ADDR-BY-NAME", config.master());
      if (Answers.decoded(wire.getOne()) instanceof List<?> list && list.size() == 2) {
        return new Address(
            String.valueOf(list.get(0)), Integer.parseInt(String.valueOf(list.get(1))));
      }
    }
    throw new JedisConnectionException("sentinel " + address + " knows no " + config.master());
  }

  /** Sentinels name the old master until a failover is over. */
  private static Wire checkedMaster(Wire wire) {
    try {
      wire.sendCommand(Command.ROLE);
      if (Answers.decoded(wire.getOne()) instanceof List<?> role && role.get(0).equals("master")) {
        return wire;
      }
    } catch (JedisAccessControlException e) {
      // This user may not ask: a replica refuses to write later on.
      return wire;
    } catch (JedisException e) {
      wire.close();
      throw e;
    }
    wire.close();
    throw new JedisConnectionException("the master is a replica by now");
  }

  private static List<Address> shuffled(List<Address> servers) {
    List<Address> shuffled = new ArrayList<>(servers);
    Collections.shuffle(shuffled);
    return shuffled;
  }

  // RESP2, in which every server there is answers alike, and no CLIENT commands, which an ACL user
  // may lack.
  private static JedisClientConfig client(RedisConfig config, Login login, int database) {
    DefaultJedisClientConfig.Builder builder =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis(Math.toIntExact(config.timing().connect().toMillis()))
            .socketTimeoutMillis(Math.toIntExact(config.timing().answer().toMillis()))
            .database(database)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (login.password() != null) {
      builder.password(login.password());
    }
    if (login.user() != null) {
      builder.user(login.user());
    }
    if (config.tls()) {
      builder.sslOptions(SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
    }
    return builder.build();
  }
}

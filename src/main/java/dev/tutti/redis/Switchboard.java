package dev.tutti.redis;

import dev.tutti.redis.RedisConfig.Address;
import dev.tutti.redis.RedisConfig.Login;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Connections to given addresses. Blocks; any thread. */
final class Switchboard {
  private final JedisClientConfig data;
  private final JedisClientConfig sentinel;

  Switchboard(RedisConfig config) {
    data = client(config, config.login(), config.database());
    sentinel = client(config, config.sentinelLogin(), 0);
  }

  /** To a server that holds data. */
  Wire server(Address address) {
    return new Wire(new HostAndPort(address.host(), address.port()), data);
  }

  /** To a sentinel. */
  Wire sentinel(Address address) {
    return new Wire(new HostAndPort(address.host(), address.port()), sentinel);
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

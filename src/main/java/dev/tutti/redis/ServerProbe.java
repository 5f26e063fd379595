package dev.tutti.redis;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** Asks a server what it can, before anything depends on it. */
final class ServerProbe {
  private static final int FIRST_WITH_SHARDED_CHANNELS = 7;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private ServerProbe() {}

  /**
   * Whether the nodes are to use sharded channels. Waits for a server when that depends on it.
   *
   * @throws RedisUnavailableException when none has answered in time
   */
  static boolean sharded(RedisConfig config) {
    return switch (config.adapter()) {
      case CLASSIC -> false;
      case SHARDED -> true;
      case AUTO -> majorVersion(config) >= FIRST_WITH_SHARDED_CHANNELS;
    };
  }

  private static int majorVersion(RedisConfig config) {
    Switchboard switchboard = new Switchboard(config);
    long begin = System.nanoTime();
    while (true) {
      try (Wire wire = switchboard.master()) {
        wire.sendCommand(Command.HELLO);
        return versionIn(Answers.decoded(wire.getOne()));
      } catch (JedisException e) {
        if (System.nanoTime() - begin > config.timing().start().toNanos()
            || Thread.currentThread().isInterrupted()) {
          throw new RedisUnavailableException(String.valueOf(e.getMessage()), e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** HELLO answers names and values in turn. */
  private static int versionIn(@Nullable Object hello) {
    if (hello instanceof List<?> list) {
      int at = list.indexOf("version");
      if (at >= 0 && at + 1 < list.size()) {
        String version = String.valueOf(list.get(at + 1));
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
      }
    }
    throw new JedisException("a server that does not say its version");
  }
}

package dev.tutti.redis;

/** What happens to nodes' leases in Redis. */
final class LeaseScripts {

  private LeaseScripts() {}

  /**
   * Registers or renews a lease; a node that has settled may be given work.
   *
   * <p>Keys: leases (by their end), dying ones (by the end of the claim), a hash. Arguments: lease,
   * whether it is new, whether the node has settled, milliseconds of a lease, of a sweep's pause,
   * of a claim, of the keys' life, then with a new lease the node's earlier ones, the latest last:
   * a Redis that lost its memory knows none of them, and yet they may have been written under
   * since. Answers: held, sweep, number of leases, dead lease or empty text, the time of its death,
   * the present time, a name of Redis' memory, whether the lease, or the latest before it, was
   * gone.
   */
  static final Script RENEW =
      Script.of(
          """
          local t = redis.call('TIME')
          local now = t[1] * 1000 + math.floor(t[2] / 1000)
          local lease = ARGV[1]
          redis.call('HSETNX', KEYS[3], 'memory', lease .. ' ' .. now)
          local memory = redis.call('HGET', KEYS[3], 'memory')
          if ARGV[2] == '0' and not redis.call('ZSCORE', KEYS[1], lease) then
            redis.call('PEXPIRE', KEYS[3], ARGV[7])
            return {0, 0, 0, '', 0, now, memory, 1}
          end
          local gone = 0
          if #ARGV > 7 and not redis.call('ZSCORE', KEYS[1], ARGV[#ARGV]) then
            gone = 1
          end
          redis.call('ZADD', KEYS[1], now + ARGV[4], lease)
          for i = 8, #ARGV do
            if not redis.call('ZSCORE', KEYS[2], ARGV[i]) then
              redis.call('ZADD', KEYS[1], 'NX', now + ARGV[4], ARGV[i])
            end
          end
          local sweep, dead, died = 0, '', 0
          if ARGV[3] == '1' then
            if now >= tonumber(redis.call('HGET', KEYS[3], 'sweep') or '0') then
              redis.call('HSET', KEYS[3], 'sweep', now + ARGV[5])
              sweep = 1
            end
            local over = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 1)[1]
            if over then
              redis.call('HSET', KEYS[3], 'died ' .. over, redis.call('ZSCORE', KEYS[1], over))
              redis.call('ZREM', KEYS[1], over)
            else
              over = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 1)[1]
            end
            if over then
              redis.call('ZADD', KEYS[2], now + ARGV[6], over)
              dead = over
              died = tonumber(redis.call('HGET', KEYS[3], 'died ' .. over) or now)
            end
          end
          for i = 1, 3 do
            redis.call('PEXPIRE', KEYS[i], ARGV[7])
          end
          return {1, sweep, redis.call('ZCARD', KEYS[1]), dead, died, now, memory, gone}
          """);

  /** Keys as above. Answers: all leases, also those that are over and have not been claimed yet. */
  static final Script ALL = Script.of("return redis.call('ZRANGE', KEYS[1], 0, -1)");

  /** Forgets a lease whose entries are gone. Keys as above. Argument: the lease. */
  static final Script BURY =
      Script.of(
          """
          redis.call('ZREM', KEYS[2], ARGV[1])
          redis.call('HDEL', KEYS[3], 'died ' .. ARGV[1])
          return 1
          """);

  /** Ends a lease before its time, for others to find. Keys as above. Argument: the lease. */
  static final Script GIVE_UP =
      Script.of(
          """
          if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
            local t = redis.call('TIME')
            local now = t[1] * 1000 + math.floor(t[2] / 1000)
            redis.call('ZADD', KEYS[1], now, ARGV[1])
          end
          return 1
          """);
}

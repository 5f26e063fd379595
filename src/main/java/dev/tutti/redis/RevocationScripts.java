package dev.tutti.redis;

/**
 * What happens to revocations. Keys: times by name (a hash), names by number, names by their end, a
 * hash with the last number and the name of this memory.
 */
final class RevocationScripts {

  private RevocationScripts() {}

  /**
   * Arguments: the keys' life, a name for a memory that has none, then name, time and end of each.
   * Answers: the memory.
   */
  static final Script PUSH =
      Script.of(
          """
          local t = redis.call('TIME')
          local now = t[1] * 1000 + math.floor(t[2] / 1000)
          for _, over in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now, 'LIMIT', 0, 100)) do
            redis.call('HDEL', KEYS[1], over)
            redis.call('ZREM', KEYS[2], over)
            redis.call('ZREM', KEYS[3], over)
          end
          redis.call('HSETNX', KEYS[4], 'memory', ARGV[2])
          for i = 3, #ARGV, 3 do
            local name, at, ending = ARGV[i], ARGV[i + 1], ARGV[i + 2]
            local known = redis.call('HGET', KEYS[1], name)
            local later = not known
                or tonumber(at) > tonumber(string.match(known, '^(%S+)'))
                or tonumber(ending) > tonumber(string.match(known, '(%S+)$'))
            if later then
              redis.call('HSET', KEYS[1], name, at .. ' ' .. ending)
              redis.call('ZADD', KEYS[2], redis.call('HINCRBY', KEYS[4], 'number', 1), name)
              redis.call('ZADD', KEYS[3], ending, name)
            end
          end
          for i = 1, 4 do
            redis.call('PEXPIRE', KEYS[i], ARGV[1])
          end
          return redis.call('HGET', KEYS[4], 'memory')
          """);

  /**
   * Arguments: the memory that the reader knows, the last number that he has read, how many at
   * most. Answers: the memory, the last number of all, then name, number and times of each.
   */
  static final Script READ =
      Script.of(
          """
          local memory = redis.call('HGET', KEYS[4], 'memory') or ''
          local last = tonumber(redis.call('HGET', KEYS[4], 'number') or '0')
          local from = tonumber(ARGV[2])
          if memory ~= ARGV[1] or last < from then
            from = 0
          end
          local some = redis.call(
              'ZRANGEBYSCORE', KEYS[2], '(' .. string.format('%.0f', from), '+inf',
              'WITHSCORES', 'LIMIT', 0, ARGV[3])
          local found = {memory, last}
          for i = 1, #some, 2 do
            found[#found + 1] = some[i]
            found[#found + 1] = some[i + 1]
            found[#found + 1] = redis.call('HGET', KEYS[1], some[i]) or ''
          end
          return found
          """);
}

package dev.tutti.redis;

/** How nodes tell one another what they have let through. */
final class RateLimitScripts {

  private RateLimitScripts() {}

  /**
   * Keys: one of each limit, a hash: number of a slice of time, colon, node to how many. Arguments:
   * node, then of each key milliseconds of its window and of a slice, the number of pairs, and
   * pairs of age in milliseconds and how many. Answers: of each key the number of pairs and pairs
   * of age and how many others let through; a slice is as young as its end.
   */
  static final Script EXCHANGE =
      Script.of(
          """
          local t = redis.call('TIME')
          local now = t[1] * 1000 + math.floor(t[2] / 1000)
          local node, at, found = ARGV[1], 2, {}
          for _, key in ipairs(KEYS) do
            local window, slice = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
            local pairs_end = at + 2 + 2 * tonumber(ARGV[at + 2])
            for i = at + 3, pairs_end, 2 do
              local number = math.floor((now - ARGV[i]) / slice)
              redis.call('HINCRBY', key, string.format('%.0f', number) .. ':' .. node, ARGV[i + 1])
            end
            at = pairs_end + 1
            redis.call('PEXPIRE', key, window + 2 * slice)
            local place, count = #found + 1, 0
            found[place] = 0
            local all = redis.call('HGETALL', key)
            for i = 1, #all, 2 do
              local number, owner = string.match(all[i], '^(%d+):(.*)$')
              local age = now - (tonumber(number) + 1) * slice
              if age >= window then
                redis.call('HDEL', key, all[i])
              elseif owner ~= node then
                found[#found + 1] = math.max(0, age)
                found[#found + 1] = tonumber(all[i + 1])
                count = count + 1
              end
            end
            found[place] = count
          end
          return found
          """);
}

package dev.tutti.redis;

/**
 * What happens to presence in one shard. Keys: connections (a hash: user to lines of connection and
 * lease, empty in his grace), users (in their order), graces (users by their end), a hash with
 * version and number of connections, and a lease's own (a hash: connection to user).
 *
 * <p>Scripts that change something answer with the transitions: of each the user, the version
 * and 1 if he came, 0 if he went
 */
final class PresenceScripts {
  private static final String PRELUDE =
      """
      local t = redis.call('TIME')
      local now = t[1] * 1000 + math.floor(t[2] / 1000)
      local made = {}
      local function transition(user, online)
        local version = tonumber(redis.call('HGET', KEYS[4], 'version') or '0') + 1
        version = math.max(version, t[1] * 1000000 + t[2])
        redis.call('HSET', KEYS[4], 'version', version)
        made[#made + 1] = user
        made[#made + 1] = version
        made[#made + 1] = online
      end
      local function touch(ttl)
        for i = 1, #KEYS do
          redis.call('PEXPIRE', KEYS[i], ttl)
        end
      end
      local function end_of(user)
        redis.call('HDEL', KEYS[1], user)
        redis.call('ZREM', KEYS[2], user)
        redis.call('ZREM', KEYS[3], user)
        transition(user, 0)
      end
      local function split(lines, connection, lease)
        local others, found = {}, false
        for line in string.gmatch(lines, '[^\\n]+') do
          if line == connection .. ' ' .. lease
              or (lease == '' and string.sub(line, 1, #connection + 1) == connection .. ' ') then
            found = true
          else
            others[#others + 1] = line
          end
        end
        return others, found
      end
      local function leave(user, connection, lease, deadline, most)
        local lines = redis.call('HGET', KEYS[1], user)
        if not lines then return end
        local others, found = split(lines, connection, lease)
        if not found then return end
        redis.call('HINCRBY', KEYS[4], 'connections', -1)
        if #others > 0 then
          redis.call('HSET', KEYS[1], user, table.concat(others, '\\n'))
        elseif deadline <= now or redis.call('ZCARD', KEYS[3]) >= most then
          end_of(user)
        else
          redis.call('HSET', KEYS[1], user, '')
          redis.call('ZADD', KEYS[3], deadline, user)
        end
      end
      """;

  private PresenceScripts() {}

  /** Arguments: the keys' life, the lease, then user and connection of each. */
  static final Script CONNECT =
      Script.of(
          PRELUDE
              + """
              for i = 3, #ARGV, 2 do
                local user, connection = ARGV[i], ARGV[i + 1]
                local lines = redis.call('HGET', KEYS[1], user)
                local others, found = split(lines or '', connection, '')
                others[#others + 1] = connection .. ' ' .. ARGV[2]
                redis.call('HSET', KEYS[1], user, table.concat(others, '\\n'))
                redis.call('HSET', KEYS[5], connection, user)
                if not found then
                  redis.call('HINCRBY', KEYS[4], 'connections', 1)
                end
                if not lines then
                  redis.call('ZADD', KEYS[2], 0, user)
                  transition(user, 1)
                elseif lines == '' then
                  redis.call('ZREM', KEYS[3], user)
                end
              end
              touch(ARGV[1])
              return made
              """);

  /**
   * Arguments: the keys' life, milliseconds of the grace, how many may be in it, then user and
   * connection of each.
   */
  static final Script DISCONNECT =
      Script.of(
          PRELUDE
              + """
              for i = 4, #ARGV, 2 do
                redis.call('HDEL', KEYS[5], ARGV[i + 1])
                leave(ARGV[i], ARGV[i + 1], '', now + ARGV[2], tonumber(ARGV[3]))
              end
              touch(ARGV[1])
              return made
              """);

  /**
   * Arguments: the keys' life, the lease, the end of its users' grace, how many may be in theirs,
   * how many connections to take away. Answers: how many are left, then the transitions.
   */
  static final Script REAP =
      Script.of(
          PRELUDE
              + """
              local some = redis.call('HRANDFIELD', KEYS[5], ARGV[5], 'WITHVALUES')
              for i = 1, #some, 2 do
                redis.call('HDEL', KEYS[5], some[i])
                leave(some[i + 1], some[i], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]))
              end
              touch(ARGV[1])
              table.insert(made, 1, redis.call('HLEN', KEYS[5]))
              return made
              """);

  /**
   * Ends graces. Arguments: the keys' life, how many at most. Answers: how many were looked at, then
   * the transitions.
   */
  static final Script SWEEP =
      Script.of(
          PRELUDE
              + """
              local due = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now, 'LIMIT', 0, ARGV[2])
              for _, user in ipairs(due) do
                if redis.call('HGET', KEYS[1], user) == '' then
                  end_of(user)
                else
                  redis.call('ZREM', KEYS[3], user)
                end
              end
              touch(ARGV[1])
              table.insert(made, 1, #due)
              return made
              """);

  /** Arguments: users. Answers: each one's lines, or nothing. */
  static final Script LOOK_UP =
      Script.of("return redis.call('HMGET', KEYS[1], unpack(ARGV))");

  /** Answers: the number of users and of connections. */
  static final Script COUNT =
      Script.of(
          """
          return {
            redis.call('HLEN', KEYS[1]),
            tonumber(redis.call('HGET', KEYS[4], 'connections') or '0')}
          """);

  /** Arguments: where to begin, how many. */
  static final Script PAGE =
      Script.of(
          "return redis.call('ZRANGEBYLEX', KEYS[2], ARGV[1], '+', 'LIMIT', 0, ARGV[2])");

  /** Argument: the keys' life. */
  static final Script TOUCH =
      Script.of(
          """
          for i = 1, #KEYS do
            redis.call('PEXPIRE', KEYS[i], ARGV[1])
          end
          return 1
          """);
}

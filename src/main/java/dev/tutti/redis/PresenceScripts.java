package dev.tutti.redis;

/**
 * What happens to presence in one shard. Keys: connections (a hash: user to lines of connection and
 * lease, empty in his grace), users (in their order), graces (users by their end), a hash with
 * version, number of connections and birth, a lease's own (a hash: connection to user), and what is
 * not known to have been told (a hash: user to lease, version and direction).
 *
 * <p>Scripts that change something have as first arguments the keys' life and the lease of the node
 * that runs them, and answer with the transitions: of each the user, the version, and 1 if he came,
 * 0 if he went.
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
        redis.call(
            'HSET', KEYS[6], user,
            ARGV[2] .. ' ' .. string.format('%.0f', version) .. ' ' .. online)
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

  /**
   * Further arguments: user, connection and, where the connection was stored before, the birth of
   * the memory that it was stored in. Who is not there although he was stored, in another memory,
   * has been forgotten with all others: no transition. Answers: the memory's birth, then the
   * transitions.
   */
  static final Script CONNECT =
      Script.of(
          PRELUDE
              + """
              redis.call('HSETNX', KEYS[4], 'born', t[1] .. t[2])
              local born = redis.call('HGET', KEYS[4], 'born')
              for i = 3, #ARGV, 3 do
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
                  if ARGV[i + 2] == '' or ARGV[i + 2] == born then
                    transition(user, 1)
                  end
                elseif lines == '' then
                  redis.call('ZREM', KEYS[3], user)
                end
              end
              touch(ARGV[1])
              table.insert(made, 1, born)
              return made
              """);

  /**
   * Further arguments: milliseconds of the grace, how many may be in it, then user and connection
   * of each.
   */
  static final Script DISCONNECT =
      Script.of(
          PRELUDE
              + """
              for i = 5, #ARGV, 2 do
                redis.call('HDEL', KEYS[5], ARGV[i + 1])
                leave(ARGV[i], ARGV[i + 1], '', now + ARGV[3], tonumber(ARGV[4]))
              end
              touch(ARGV[1])
              return made
              """);

  /**
   * Further arguments: the dead lease, the end of its users' grace, how many may be in theirs, how
   * many connections to take away. Answers: how many are left, then the transitions.
   */
  static final Script REAP =
      Script.of(
          PRELUDE
              + """
              local some = redis.call('HRANDFIELD', KEYS[5], ARGV[6], 'WITHVALUES')
              for i = 1, #some, 2 do
                redis.call('HDEL', KEYS[5], some[i])
                leave(some[i + 1], some[i], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]))
              end
              touch(ARGV[1])
              table.insert(made, 1, redis.call('HLEN', KEYS[5]))
              return made
              """);

  /**
   * Ends graces. Further argument: how many at most. Answers: how many were looked at, then the
   * transitions.
   */
  static final Script SWEEP =
      Script.of(
          PRELUDE
              + """
              local due = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now, 'LIMIT', 0, ARGV[3])
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

  /**
   * Takes over what others' leases, or earlier ones of this node, have perhaps not told. Further
   * arguments: these leases.
   */
  static final Script UNTOLD =
      Script.of(
          """
          local found = {}
          local all = redis.call('HGETALL', KEYS[6])
          for i = 1, #all, 2 do
            local lease, version, online = string.match(all[i + 1], '^(%S+) (%d+) (%d)$')
            for k = 3, #ARGV do
              if lease == ARGV[k] then
                local mine = ARGV[2] .. ' ' .. version .. ' ' .. online
                redis.call('HSET', KEYS[6], all[i], mine)
                found[#found + 1] = all[i]
                found[#found + 1] = tonumber(version)
                found[#found + 1] = tonumber(online)
              end
            end
          end
          return found
          """);

  /** What has been told. Arguments: user and version of each. */
  static final Script TOLD =
      Script.of(
          """
          for i = 1, #ARGV, 2 do
            local latest = redis.call('HGET', KEYS[6], ARGV[i])
            if latest and string.match(latest, ' (%d+) ') == ARGV[i + 1] then
              redis.call('HDEL', KEYS[6], ARGV[i])
            end
          end
          return 1
          """);

  /** Arguments: users. Answers: each one's lines, or nothing. */
  static final Script LOOK_UP = Script.of("return redis.call('HMGET', KEYS[1], unpack(ARGV))");

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
      Script.of("return redis.call('ZRANGEBYLEX', KEYS[2], ARGV[1], '+', 'LIMIT', 0, ARGV[2])");

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

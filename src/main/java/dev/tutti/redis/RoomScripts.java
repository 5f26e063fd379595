package dev.tutti.redis;

/**
 * What happens to public rooms in one shard. Keys: sockets by room (a hash), and a lease's own (a
 * hash: room, line feed, user to sockets). Of each room, beside them: its users in their order, and
 * sockets by user (a hash); their names begin with the first argument.
 */
final class RoomScripts {
  private static final String PRELUDE =
      """
      local base, ttl = ARGV[1], ARGV[2]
      local function touch()
        for i = 1, #KEYS do
          redis.call('PEXPIRE', KEYS[i], ttl)
        end
      end
      local function add(room, user, more)
        local users, sockets = base .. 'users:' .. room, base .. 'sockets:' .. room
        local left = redis.call('HINCRBY', sockets, user, more)
        if left <= 0 then
          redis.call('HDEL', sockets, user)
          redis.call('ZREM', users, user)
        else
          redis.call('ZADD', users, 0, user)
        end
        if redis.call('HINCRBY', KEYS[1], room, more) <= 0 then
          redis.call('HDEL', KEYS[1], room)
        end
        redis.call('PEXPIRE', users, ttl)
        redis.call('PEXPIRE', sockets, ttl)
      end
      """;

  private RoomScripts() {}

  /**
   * Says how many sockets of users are in rooms of this node. Further keys: what earlier leases of
   * this node own. Arguments: base, the keys' life, then room, user and sockets of each. Answers:
   * users and sockets of each room.
   */
  static final Script SET =
      Script.of(
          PRELUDE
              + """
              local counts = {}
              for i = 3, #ARGV, 3 do
                local room, user, sockets = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
                local field = room .. '\\n' .. user
                local before = tonumber(redis.call('HGET', KEYS[2], field) or '0')
                for k = 3, #KEYS do
                  before = before + tonumber(redis.call('HGET', KEYS[k], field) or '0')
                  redis.call('HDEL', KEYS[k], field)
                end
                if sockets == 0 then
                  redis.call('HDEL', KEYS[2], field)
                else
                  redis.call('HSET', KEYS[2], field, sockets)
                end
                if sockets ~= before then
                  add(room, user, sockets - before)
                end
                counts[#counts + 1] = redis.call('ZCARD', base .. 'users:' .. room)
                counts[#counts + 1] = tonumber(redis.call('HGET', KEYS[1], room) or '0')
              end
              touch()
              return counts
              """);

  /** Arguments: base, the keys' life, how many entries to take away. Answers: how many are left. */
  static final Script REAP =
      Script.of(
          PRELUDE
              + """
              local some = redis.call('HRANDFIELD', KEYS[2], ARGV[3], 'WITHVALUES')
              for i = 1, #some, 2 do
                local split = string.find(some[i], '\\n', 1, true)
                redis.call('HDEL', KEYS[2], some[i])
                add(string.sub(some[i], 1, split - 1), string.sub(some[i], split + 1), -some[i + 1])
              end
              touch()
              return redis.call('HLEN', KEYS[2])
              """);

  /** Arguments: base, the keys' life, then rooms. */
  static final Script TOUCH =
      Script.of(
          PRELUDE
              + """
              for i = 3, #ARGV do
                redis.call('PEXPIRE', base .. 'users:' .. ARGV[i], ttl)
                redis.call('PEXPIRE', base .. 'sockets:' .. ARGV[i], ttl)
              end
              touch()
              return 1
              """);

  /** Arguments: base, a room. Answers: its users and sockets. */
  static final Script COUNT =
      Script.of(
          """
          return {
            redis.call('ZCARD', ARGV[1] .. 'users:' .. ARGV[2]),
            tonumber(redis.call('HGET', KEYS[1], ARGV[2]) or '0')}
          """);

  /** Arguments: base, a room, where to begin, how many. */
  static final Script MEMBERS =
      Script.of(
          """
          local users = ARGV[1] .. 'users:' .. ARGV[2]
          return redis.call('ZRANGEBYLEX', users, ARGV[3], '+', 'LIMIT', 0, ARGV[4])
          """);

  /** Answers: how many rooms there are in the shard. */
  static final Script ROOMS = Script.of("return redis.call('HLEN', KEYS[1])");
}

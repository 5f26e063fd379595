package dev.tutti.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * A command that waits for its turn and then for its answer.
 *
 * @param script what EVALSHA names and EVAL carries before the arguments; null for other commands
 * @param answer numbers, strings, lists of them, or null
 */
record Request(
    ProtocolCommand command,
    @Nullable Script script,
    List<byte[]> arguments,
    int bytes,
    CompletableFuture<@Nullable Object> answer) {

  private static final int OVERHEAD_BYTES = 128;

  static Request of(ProtocolCommand command, byte[]... arguments) {
    return create(command, null, List.of(arguments));
  }

  /** How many connections hear a channel. */
  static Request subscribers(String channel, boolean sharded) {
    return of(Command.PUBSUB, utf8(sharded ? "SHARDNUMSUB" : "NUMSUB"), utf8(channel));
  }

  static Request script(Script script, List<String> keys, List<String> args) {
    List<byte[]> arguments = new ArrayList<>(1 + keys.size() + args.size());
    arguments.add(utf8(Integer.toString(keys.size())));
    keys.forEach(key -> arguments.add(utf8(key)));
    args.forEach(arg -> arguments.add(utf8(arg)));
    return create(Command.EVALSHA, script, arguments);
  }

  private static Request create(
      ProtocolCommand command, @Nullable Script script, List<byte[]> arguments) {
    int bytes = OVERHEAD_BYTES;
    for (byte[] argument : arguments) {
      bytes += argument.length;
    }
    return new Request(command, script, arguments, bytes, new CompletableFuture<>());
  }

  /** As it is sent, a script with its text or by its name. */
  CommandArguments written(boolean byName) {
    CommandArguments written;
    if (script == null) {
      written = new CommandArguments(command);
    } else {
      written =
          byName
              ? new CommandArguments(Command.EVALSHA).add(script.sha1())
              : new CommandArguments(Command.EVAL).add(script.text());
    }
    arguments.forEach(written::add);
    return written;
  }

  /** Answers that there is no server to send it to. */
  void refuse() {
    answer.completeExceptionally(new RedisUnavailableException("no master is known", null));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

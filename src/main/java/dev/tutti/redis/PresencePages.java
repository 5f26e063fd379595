package dev.tutti.redis;

import dev.tutti.app.presence.OnlinePage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the users online: shard by shard, within each by the bytes of their ids. A cursor is the
 * shard, a colon and the last user. What is asked grows with the page, never with all users.
 */
final class PresencePages {
  /** Asked at once: most pages need one round trip, and small numbers of users a few. */
  private static final int SHARDS_AT_ONCE = 8;

  private final Asking asking;

  private PresencePages(Asking asking) {
    this.asking = asking;
  }

  /** Asks the shard of a number for users, given where to begin and how many. */
  interface Asking {
    CompletionStage<@Nullable Object> ask(int shard, List<String> arguments);
  }

  static CompletionStage<OnlinePage> page(Asking asking, @Nullable String cursor, int limit) {
    return new PresencePages(asking).page(cursor, limit);
  }

  private CompletionStage<OnlinePage> page(@Nullable String cursor, int limit) {
    int shard = 0;
    String after = null;
    if (cursor != null) {
      int colon = cursor.indexOf(':');
      shard = colon < 1 ? Shards.COUNT : number(cursor.substring(0, colon));
      after = cursor.substring(colon + 1);
    }
    return fill(new ArrayList<>(), shard, after, limit);
  }

  private CompletionStage<OnlinePage> fill(
      List<Entry> found, int from, @Nullable String after, int limit) {
    if (found.size() > limit) {
      List<String> users = found.subList(0, limit).stream().map(Entry::user).toList();
      return CompletableFuture.completedStage(new OnlinePage(users, found.get(limit - 1).cursor()));
    }
    if (from >= Shards.COUNT) {
      return CompletableFuture.completedStage(
          new OnlinePage(found.stream().map(Entry::user).toList(), null));
    }
    int to = Math.min(Shards.COUNT, from + SHARDS_AT_ONCE);
    CompletionStage<List<Entry>> all = CompletableFuture.completedStage(found);
    for (int shard = from; shard < to; shard++) {
      all =
          all.thenCombine(entries(shard, shard == from ? after : null, limit), PresencePages::and);
    }
    return all.thenCompose(more -> fill(more, to, null, limit));
  }

  private CompletionStage<List<Entry>> entries(int shard, @Nullable String after, int limit) {
    List<String> arguments =
        List.of(after == null ? "-" : "(" + after, Integer.toString(limit + 1));
    return Reply.read(
        asking.ask(shard, arguments),
        reply -> Reply.texts(reply).stream().map(user -> new Entry(shard, user)).toList());
  }

  private static List<Entry> and(List<Entry> some, List<Entry> more) {
    some.addAll(more);
    return some;
  }

  /** Where to go on; behind the end for what is no number. */
  private static int number(String text) {
    try {
      int number = Integer.parseInt(text);
      return number < 0 ? Shards.COUNT : number;
    } catch (NumberFormatException e) {
      return Shards.COUNT;
    }
  }

  private record Entry(int shard, String user) {
    String cursor() {
      return shard + ":" + user;
    }
  }
}

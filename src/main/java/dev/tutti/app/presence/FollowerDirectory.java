package dev.tutti.app.presence;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who follows whom, and so hears of whose coming and going. A port: an application's own CDI bean
 * of this type stands in for what {@link PresenceConfig#followers} chooses. Runs on event threads
 * and must not block; a stage may complete on any thread.
 */
public interface FollowerDirectory {

  /** Nobody follows anybody. */
  FollowerDirectory NONE = new SameForAll(Audience.NOBODY);

  /** Everybody follows everybody. */
  FollowerDirectory EVERYONE = new SameForAll(Audience.EVERYONE);

  /** Who hears of this user. */
  CompletionStage<Audience> followersOf(String userId);

  /** Of whom this user hears. */
  CompletionStage<Audience> followedBy(String userId);

  /** One answer to every question. */
  record SameForAll(Audience audience) implements FollowerDirectory {
    @Override
    public CompletionStage<Audience> followersOf(String userId) {
      return CompletableFuture.completedStage(audience);
    }

    @Override
    public CompletionStage<Audience> followedBy(String userId) {
      return CompletableFuture.completedStage(audience);
    }
  }
}

package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryAnswerStoreTest extends AnswerStoreContract {
  private final MemoryAnswerStore store = new MemoryAnswerStore(scheduler, TTL, 2);

  @Override
  protected AnswerStore store() {
    return store;
  }

  @Test
  void theOldestOfTooManyIsForgotten() {
    for (String id : new String[] {"1", "2", "3"}) {
      claimFirst(key(id));
      store.keep(key(id), answer(id));
    }

    assertThat(claim(key("1")).join()).isEmpty();
    assertThat(claim(key("2")).join()).isPresent();
    assertThat(claim(key("3")).join()).isPresent();
  }

  @Test
  void nothingIsLeftInTheEnd() {
    claimFirst(key("1"));
    store.keep(key("1"), answer("a"));
    claimFirst(key("2"));
    store.release(key("2"), answer("b"));
    scheduler.advance(TTL);

    assertThat(store.size()).isZero();
  }

  @Test
  void oneWhoWaitsCannotAnswerForTheOthers() {
    claimFirst(key("1"));
    claim(key("1")).complete(java.util.Optional.empty());

    assertThat(claim(key("1"))).isNotDone();
  }
}

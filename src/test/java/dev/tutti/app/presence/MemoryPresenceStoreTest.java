package dev.tutti.app.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryPresenceStoreTest extends PresenceStoreContract {
  private final ManualScheduler time = new ManualScheduler();

  @Override
  protected PresenceStore create(Duration grace, int maxInGrace) {
    return new MemoryPresenceStore(time, grace, maxInGrace);
  }

  @Override
  protected void advance(Duration step) {
    time.advance(step);
  }

  @Test
  void theEndLeavesNoTimer() {
    PresenceStore store = create(Duration.ofSeconds(10), 10);
    now(store.connect("alice", "1"));
    now(store.disconnect("alice", "1"));

    store.close();

    assertThat(time.pending()).isZero();
  }
}

package dev.tutti.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventStampsTest {
  private final ManualScheduler scheduler = new ManualScheduler();
  private final EventStamps stamps = new EventStamps(scheduler);

  @Test
  void idsSortInTheOrderOfCreation_F29() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(stamps.next().id());
      if (i % 100 == 0) {
        scheduler.advance(Duration.ofMillis(1));
      }
    }

    assertThat(ids).isSorted().doesNotHaveDuplicates();
    assertThat(ids).allMatch(id -> id.matches("[0-7][0-9A-HJKMNP-TV-Z]{25}"));
  }

  @Test
  void theTimeIsInTheId() {
    assertThat(stamps.next().id()).startsWith(crockford(scheduler.now().toEpochMilli()));
  }

  @Test
  void timestampsAlwaysHaveMilliseconds_F29() {
    assertThat(stamps.next().timestamp()).isEqualTo("2030-01-01T00:00:00.000Z");
    assertThat(new EventStamp("x", Instant.parse("2030-01-01T00:00:00.1239Z")).timestamp())
        .isEqualTo("2030-01-01T00:00:00.123Z");
  }

  private static String crockford(long millis) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 10)
        .forEach(
            i ->
                text.append(
                    "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
                        .charAt((int) (millis >>> (5 * (9 - i)) & 31))));
    return text.toString();
  }
}

package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.redis.RedisConfig.Address;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What CLUSTER SLOTS answers. */
class SlotsTest {
  private static final Address ASKED = new Address("asked", 1);

  /** Slots of "foo" and "bar": 12182 and 5061. */
  private static final Object ANSWER =
      List.of(
          List.of(0L, 6000L, List.of("a", 7000L, "id"), List.of("replica", 7001L, "id")),
          List.of(6001L, 12_181L, List.of("", 7002L, "id")),
          List.of(12_183L, 16_383L, List.of("c", 7003L, "id")));

  private final Slots slots = Slots.parse(ANSWER, ASKED);

  @Test
  void eachSlotHasTheMasterOfItsRange() {
    assertThat(slots.owner("bar")).isEqualTo(new Address("a", 7000));
    assertThat(slots.owner("any{bar}thing")).isEqualTo(new Address("a", 7000));
  }

  @Test
  void aSlotOfNobodyHasNone() {
    assertThat(slots.owner("foo")).isNull();
    assertThat(Slots.UNKNOWN.owner("foo")).isNull();
  }

  @Test
  void mastersWithoutANameAreWhereTheyWereAsked() {
    assertThat(slots.masters())
        .containsExactlyInAnyOrder(
            new Address("a", 7000), new Address("asked", 7002), new Address("c", 7003));
  }

  @Test
  void anythingElseIsRefused() {
    Object wrong = List.of(List.of(0L, "x", List.of("a", 7000L)));
    assertThatThrownBy(() -> Slots.parse(wrong, ASKED))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.tidemark.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PhiloxLanesTest {

  @Property(tries = 200)
  void lanesHoldTheWordsOfTheStreams(
      @ForAll long seed,
      @ForAll Purpose purpose,
      @ForAll int id,
      @ForAll int first,
      @ForAll @IntRange(min = 1, max = 5) int replicates,
      @ForAll @IntRange(min = 1, max = 40) int blocks) {
    PhiloxLanes lanes = new PhiloxLanes(replicates * blocks);
    lanes.fill(seed, purpose, id, first, replicates, blocks);
    for (int j = 0; j < replicates; j++) {
      PhiloxStream stream = PhiloxStream.of(seed, purpose, id, first + j);
      for (int w = 0; w < 4 * blocks; w++) {
        assertThat(lanes.lane(w & 3)[j * blocks + (w >>> 2)])
            .isEqualTo(Integer.toUnsignedLong(stream.word(w)));
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    PhiloxLanes lanes = new PhiloxLanes(5);
    assertThatThrownBy(() -> lanes.fill(1, Purpose.BOOT, 0, 1, 2, 3))
        .hasMessageContaining("more blocks than lanes");
    assertThatThrownBy(() -> lanes.lane(4)).hasMessageContaining("four lanes");
  }
}

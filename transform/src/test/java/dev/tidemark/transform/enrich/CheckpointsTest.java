package dev.tidemark.transform.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
  private final Checkpoints checkpoints = new Checkpoints();

  private static Checkpoint at(long bar, long known) {
    return new Checkpoint(bar * 60, known, bar, new byte[] {(byte) bar});
  }

  @Test
  void nothing_kept_means_the_epoch() {
    assertThat(checkpoints.before(1_000, 1_000)).isSameAs(Checkpoint.EPOCH);
    assertThat(checkpoints.kept()).isEmpty();
  }

  @Test
  void the_latest_before_the_label_that_knows_nothing_newer_is_taken() {
    checkpoints.add(at(1, 100));
    checkpoints.add(at(2, 200));
    Checkpoint third = at(3, 900);
    checkpoints.add(third);
    assertThat(checkpoints.before(500, 1_000)).isSameAs(third);
    assertThat(checkpoints.before(500, 900).bars()).isEqualTo(2);
    assertThat(checkpoints.before(120, 900).bars()).isEqualTo(1);
    assertThat(checkpoints.before(60, 900)).isSameAs(Checkpoint.EPOCH);
  }

  @Test
  void a_long_series_fed_bar_by_bar_keeps_few_states_at_growing_distances() {
    for (int bar = 1; bar <= 300_000; bar++) {
      checkpoints.add(at(bar, bar * 60L));
    }
    List<Checkpoint> kept = checkpoints.kept();
    assertThat(kept).hasSizeLessThan(16);
    assertThat(kept.getLast().bars()).isEqualTo(300_000);
    for (long back : new long[] {1, 100, 256, 1_000, 5_000, 40_000, 200_000}) {
      Checkpoint start = checkpoints.before((300_000 - back + 1) * 60, Long.MAX_VALUE);
      assertThat(300_000 - start.bars()).isBetween(back, 16 * back + 512);
    }
  }

  @Test
  void states_after_a_change_can_be_forgotten() {
    checkpoints.add(at(1, 100));
    checkpoints.add(at(2, 200));
    checkpoints.forgetFrom(120);
    assertThat(checkpoints.kept()).hasSize(1);
  }
}

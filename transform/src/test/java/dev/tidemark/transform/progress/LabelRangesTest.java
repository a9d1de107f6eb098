package dev.tidemark.transform.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.transform.progress.LabelRanges.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelRangesTest {

  @Test
  void near_labels_share_a_range_and_far_ones_do_not() {
    LabelRanges ranges = new LabelRanges(10, 8);
    ranges.add(100, 100);
    ranges.add(5, 5);
    ranges.add(110, 112);
    assertThat(ranges.ranges()).containsExactly(new Range(5, 5), new Range(100, 112));
  }

  @Test
  void a_label_between_two_ranges_joins_them() {
    LabelRanges ranges = new LabelRanges(10, 8);
    ranges.add(100, 100);
    ranges.add(120, 120);
    ranges.add(110, 110);
    assertThat(ranges.ranges()).containsExactly(new Range(100, 120));
  }

  @Property(tries = 200)
  void few_disjoint_ranges_cover_every_label(@ForAll long seed) {
    Random random = new Random(seed);
    LabelRanges ranges = new LabelRanges(20, 4);
    List<Long> labels = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long label = random.nextInt(5_000);
      labels.add(label);
      ranges.add(label, label);
    }
    List<Range> all = ranges.ranges();
    assertThat(all).hasSizeBetween(1, 4);
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).from()).isGreaterThan(all.get(i - 1).to() + 20);
    }
    assertThat(labels)
        .allMatch(label -> all.stream().anyMatch(r -> r.from() <= label && label <= r.to()));
  }

  @Test
  void a_change_survives_its_text() {
    Change change = new Change(new SeriesKey("BRK B/USD", Timeframe.H4), -5, Long.MAX_VALUE, 7);
    assertThat(Change.decode(change.encode())).contains(change);
    assertThat(Change.decode("something else")).isEmpty();
    assertThat(Change.decode("9z 1 2 3 X")).isEmpty();
  }
}

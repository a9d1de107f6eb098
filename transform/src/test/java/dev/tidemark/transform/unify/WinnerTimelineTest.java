package dev.tidemark.transform.unify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarMaker;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.bars.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WinnerTimelineTest {
  private static final long LABEL = 600;
  private static final long CLOSE = 660;

  private final Names names = new Names();
  private final WinnerOrder order = new WinnerOrder(ProviderRanks.of("alpha", "beta"), names);
  private final BarRows candidates = new BarRows();

  private BarMaker bar() {
    return BarMaker.in(candidates, names).minute(LABEL);
  }

  private List<String> timeline() {
    return show(timeline(candidates));
  }

  private BarRows timeline(BarRows of) {
    BarRows out = new BarRows();
    new WinnerTimeline(order).append(of, 0, of.size(), out);
    return out;
  }

  private List<String> show(BarRows rows) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      out.add(
          rows.get(BarField.KNOWN, i) / BarMaker.SECOND
              + " "
              + names.text(rows.get(BarField.PROVIDER, i))
              + " "
              + rows.get(BarField.CLOSE, i) / BarMaker.PRICE);
    }
    return out;
  }

  @Test
  void one_candidate_wins_from_when_it_is_known() {
    bar().known(700).close(5);
    assertThat(timeline()).containsExactly("700 alpha 5");
  }

  @Test
  void a_bar_counts_from_its_close_even_if_it_came_before() {
    bar().known(630).close(5);
    BarRows out = timeline(candidates);
    assertThat(show(out)).containsExactly(CLOSE + " alpha 5");
    assertThat(out.get(BarField.SOURCE_KNOWN, 0)).isEqualTo(630 * BarMaker.SECOND);
  }

  @Test
  void the_better_provider_takes_over_when_it_is_known() {
    bar().provider("beta").known(670).close(5);
    bar().provider("alpha").known(680).close(6);
    assertThat(timeline()).containsExactly("670 beta 5", "680 alpha 6");
  }

  @Test
  void a_late_row_of_a_lesser_provider_changes_nothing() {
    bar().provider("alpha").known(670).close(5);
    bar().provider("beta").known(900_000).close(6);
    assertThat(timeline()).containsExactly("670 alpha 5");
  }

  @Test
  void a_restatement_of_the_winner_is_a_new_row() {
    bar().known(670).close(5);
    bar().known(900).close(6).revision(1);
    bar().known(950).close(5).revision(2);
    assertThat(timeline()).containsExactly("670 alpha 5", "900 alpha 6", "950 alpha 5");
  }

  @Test
  void a_repetition_of_the_winner_is_none() {
    bar().known(670).close(5);
    bar().known(900).close(5).revision(1);
    assertThat(timeline()).containsExactly("670 alpha 5");
  }

  @Test
  void the_same_values_of_another_provider_are_a_change() {
    bar().provider("beta").known(670).close(5);
    bar().provider("alpha").known(900).close(5);
    assertThat(timeline()).containsExactly("670 beta 5", "900 alpha 5");
  }

  @Test
  void real_beats_mock_whatever_the_rank() {
    bar().provider("alpha").mock().known(670).close(5);
    bar().provider("zeta").known(680).close(6);
    bar().provider("alpha").mock().known(690).close(7);
    assertThat(timeline()).containsExactly("670 alpha 5", "680 zeta 6");
  }

  @Test
  void unlisted_providers_come_last_by_name() {
    bar().provider("zeta").known(670).close(5);
    bar().provider("gamma").known(671).close(6);
    bar().provider("beta").known(672).close(7);
    assertThat(timeline()).containsExactly("670 zeta 5", "671 gamma 6", "672 beta 7");
  }

  @Test
  void any_other_bar_beats_a_roll_up() {
    bar().provider("alpha").origin(Origin.ROLLUP).known(660).close(5);
    bar().provider("zeta").known(700).close(6);
    bar().provider("alpha").origin(Origin.ROLLUP).known(800).close(7);
    assertThat(timeline()).containsExactly("660 alpha 5", "700 zeta 6");
  }

  @Test
  void a_providers_own_bar_beats_the_one_from_its_trades_and_that_the_one_from_its_quotes() {
    bar().origin(Origin.QUOTES).known(670).close(5);
    bar().origin(Origin.TRADES).known(671).close(6);
    bar().known(672).close(7);
    bar().origin(Origin.TRADES).known(673).close(8);
    assertThat(timeline()).containsExactly("670 alpha 5", "671 alpha 6", "672 alpha 7");
  }

  @Test
  void at_the_same_instant_the_greatest_revision_then_number_wins() {
    bar().known(670).revision(1).seq(0).close(5);
    bar().known(670).revision(0).seq(9).close(6);
    assertThat(timeline()).containsExactly("670 alpha 5");
    bar().known(670).revision(1).seq(1).close(7);
    assertThat(timeline()).containsExactly("670 alpha 7");
  }

  @Property(tries = 300)
  void is_a_function_of_the_set_and_equals_the_definition(@ForAll long seed) {
    BarRows bars = randomCandidates(new Random(seed));
    BarRows expected = byDefinition(bars);
    assertSame(timeline(bars), expected);
    assertSame(timeline(shuffled(bars, new Random(seed + 1))), expected);
  }

  @Property(tries = 200)
  void stored_winners_as_further_candidates_change_nothing(@ForAll long seed) {
    BarRows bars = randomCandidates(new Random(seed));
    BarRows stored = timeline(bars);
    BarRows both = new BarRows();
    both.addAll(stored);
    both.addAll(bars);
    assertSame(timeline(both), stored);
    assertSame(timeline(stored), stored);
  }

  @Property(tries = 200)
  void what_is_known_later_changes_no_earlier_row(@ForAll long seed) {
    BarRows bars = randomCandidates(new Random(seed));
    BarRows all = timeline(bars);
    for (int k = 655; k < 690; k += 5) {
      BarRows known = new BarRows();
      for (int i = 0; i < bars.size(); i++) {
        if (bars.get(BarField.SOURCE_KNOWN, i) <= k * BarMaker.SECOND) {
          known.addCopy(bars, i);
        }
      }
      BarRows then = timeline(known);
      BarRows prefix = new BarRows();
      for (int i = 0; i < all.size(); i++) {
        if (all.get(BarField.KNOWN, i) <= k * BarMaker.SECOND) {
          prefix.addCopy(all, i);
        }
      }
      while (then.size() > 0 && then.get(BarField.KNOWN, then.size() - 1) > k * BarMaker.SECOND) {
        then.removeLast();
      }
      assertSame(then, prefix);
    }
  }

  private BarRows randomCandidates(Random random) {
    BarRows out = new BarRows();
    String[] providers = {"alpha", "beta", "gamma", "delta"};
    int count = 1 + random.nextInt(9);
    for (int i = 0; i < count; i++) {
      BarMaker bar =
          BarMaker.in(out, names)
              .minute(LABEL)
              .provider(providers[random.nextInt(4)])
              .known(650 + random.nextInt(40))
              .revision(random.nextInt(3))
              .seq(random.nextInt(2))
              .close(1 + random.nextInt(3));
      if (random.nextInt(3) == 0) {
        bar.mock();
      }
      if (random.nextInt(4) == 0) {
        bar.flags("JUMP");
      }
    }
    return out;
  }

  /** For every second, the winner of all candidates known then; rows where it changes. */
  private BarRows byDefinition(BarRows bars) {
    BarRows out = new BarRows();
    for (long second = CLOSE; second < 700; second++) {
      int best = -1;
      for (int i = 0; i < bars.size(); i++) {
        if (bars.get(BarField.SOURCE_KNOWN, i) <= second * BarMaker.SECOND
            && (best < 0 || order.wins(bars, i, bars, best))) {
          best = i;
        }
      }
      if (best >= 0 && (out.isEmpty() || !BarRows.sameContent(bars, best, out, out.size() - 1))) {
        int row = out.addCopy(bars, best);
        out.set(BarField.KNOWN, row, second * BarMaker.SECOND);
      }
    }
    return out;
  }

  private static BarRows shuffled(BarRows bars, Random random) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      places.add(i);
    }
    Collections.shuffle(places, random);
    BarRows out = new BarRows();
    places.forEach(i -> out.addCopy(bars, i));
    return out;
  }

  private static void assertSame(BarRows actual, BarRows expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      assertThat(BarRows.same(actual, i, expected, i)).as("row %d", i).isTrue();
    }
  }
}

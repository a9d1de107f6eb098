package dev.tidemark.transform.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarMaker;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Names;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IndicatorFoldTest {
  private static final int BARS = 260;

  private final BarRows rows = new BarRows();
  private final int[] missing = new int[BARS];
  private final int[] session = new int[BARS];

  private void series(Random random) {
    rows.clear();
    Names names = new Names();
    for (int i = 0; i < BARS; i++) {
      BarMaker bar = BarMaker.in(rows, names).minute(60L * i).volume(random.nextInt(50));
      bar.close(90 + random.nextInt(20));
      if (random.nextInt(3) > 0) {
        bar.notional(100L * random.nextInt(50));
      }
      if (random.nextInt(25) == 0) {
        bar.noPrices();
      }
      missing[i] = random.nextInt(20) == 0 ? random.nextInt(18) : 0;
      session[i] = i / 70;
    }
  }

  private double[][] columns(BarFold fold) {
    double[][] out = new double[fold.width()][BARS];
    fold.run(rows, 0, BARS, missing, session, out);
    return out;
  }

  private void step(BarFold fold, int row, double[] out) {
    if (missing[row] > 0) {
      fold.missing(missing[row]);
    }
    fold.bar(session[row], rows, row, out, 0);
  }

  @Property(tries = 60)
  void columns_and_steps_give_the_same_bits_also_after_a_restart(
      @ForAll long seed, @ForAll @IntRange(max = BARS - 1) int restart) {
    series(new Random(seed));
    double[][] columns = columns(new IndicatorFold(98_280));
    BarFold fold = new IndicatorFold(98_280);
    double[] one = new double[fold.width()];
    for (int row = 0; row < BARS; row++) {
      if (row == restart) {
        byte[] state = fold.state();
        fold = new IndicatorFold(98_280);
        fold.restore(state);
        assertThat(fold.state()).isEqualTo(state);
      }
      step(fold, row, one);
      for (int k = 0; k < one.length; k++) {
        assertThat(Double.doubleToRawLongBits(one[k]))
            .as("column %d of row %d", k, row)
            .isEqualTo(Double.doubleToRawLongBits(columns[k][row]));
      }
    }
  }

  @Property(tries = 40)
  void what_comes_later_changes_no_value(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = BARS - 1) int from) {
    series(new Random(seed));
    double[][] before = columns(new IndicatorFold(Double.NaN));
    for (int row = from; row < BARS; row++) {
      rows.set(BarField.CLOSE, row, rows.get(BarField.CLOSE, row) / 2 + 1);
      rows.set(BarField.LOW, row, 1);
    }
    double[][] after = columns(new IndicatorFold(Double.NaN));
    for (int k = 0; k < before.length; k++) {
      for (int row = 0; row < from; row++) {
        assertThat(Double.doubleToRawLongBits(after[k][row]))
            .isEqualTo(Double.doubleToRawLongBits(before[k][row]));
      }
    }
  }

  @Test
  void positions_count_grid_bars_across_nights_and_weekends() {
    CalendarGrid grid = new CalendarGrid(TradingCalendar.of(CalendarId.XNYS), Timeframe.H1);
    long first = grid.position(micros("2024-06-28T13:30:00Z"));
    assertThat(grid.position(micros("2024-06-28T19:30:00Z"))).isEqualTo(first + 6);
    assertThat(grid.position(micros("2024-07-01T13:30:00Z"))).isEqualTo(first + 7);
    // A half day: 13:30 to 17:00 UTC, four bars; then a holiday.
    assertThat(grid.position(micros("2024-07-05T13:30:00Z"))).isEqualTo(first + 7 + 14 + 4);
    assertThat(grid.position(micros("2024-06-27T13:30:00Z"))).isEqualTo(first - 7);
  }

  @Test
  void labels_beside_the_grid_have_no_position() {
    CalendarGrid grid = new CalendarGrid(TradingCalendar.of(CalendarId.XNYS), Timeframe.M5);
    assertThat(grid.position(micros("2024-06-28T13:32:00Z"))).isEqualTo(GridPositions.OFF_GRID);
    assertThat(grid.position(micros("2024-06-29T13:30:00Z"))).isEqualTo(GridPositions.OFF_GRID);
  }

  private static long micros(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000L;
  }
}

package dev.tidemark.golden;

import dev.tidemark.core.indicator.BarColumns;
import dev.tidemark.core.indicator.Indicator;
import dev.tidemark.core.indicator.IndicatorSet;
import dev.tidemark.core.indicator.ValidBar;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** 01: bars of one series to every indicator that needs no session. */
final class IndicatorTopic implements GoldenTopic {

  private static final Set<Indicator> COLUMNS =
      EnumSet.complementOf(
          EnumSet.of(Indicator.VOLATILITY_1H, Indicator.SESSION_VWAP, Indicator.VWAP_DEV));

  @Override
  public String prefix() {
    return "01_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    for (Vector each : file.json().field("cases").elements()) {
      tally.section(each, () -> checkCase(each, tally));
    }
  }

  private static void checkCase(Vector each, Tally tally) {
    Vector input = each.field("input");
    double[] open = input.field("open").numbers();
    double[] high = input.field("high").numbers();
    double[] low = input.field("low").numbers();
    double[] close = input.field("close").numbers();
    int rows = close.length;
    BarColumns bars = BarColumns.of(open, high, low, close, input.field("volume").numbers());
    double[][] columns = IndicatorSet.columns(bars, rows, COLUMNS, Double.NaN);
    requireSameAfterRestart(bars, rows, columns);

    Vector valid = each.expected("bar_valid");
    if (!valid.isMissing()) {
      var flags = tally.paired(valid, rows);
      for (int i = 0; i < flags.size(); i++) {
        tally.exact(flags.get(i), ValidBar.test(open[i], high[i], low[i], close[i]));
      }
    }
    Vector expected = each.field("expected");
    int k = 0;
    for (Indicator indicator : COLUMNS) {
      tally.exactColumn(expected.expected(indicator.column()), columns[k++]);
    }
    expected.names().stream()
        .filter(name -> find(name).isEmpty())
        .forEach(name -> tally.notBuilt(expected.expected(name).place()));
  }

  /** The saved and restored fold must agree with the undisturbed one before either is compared. */
  private static void requireSameAfterRestart(BarColumns bars, int rows, double[][] columns) {
    double[][] restarted = new double[columns.length][rows];
    IndicatorSet set = new IndicatorSet(COLUMNS, Double.NaN);
    set.run(bars, 0, rows / 2, restarted);
    IndicatorSet.restore(set.state()).run(bars, rows / 2, rows, restarted);
    if (!Arrays.deepEquals(restarted, columns)) {
      throw new IllegalStateException("a restarted fold gives other values");
    }
  }

  private static Optional<Indicator> find(String column) {
    return COLUMNS.stream().filter(indicator -> indicator.column().equals(column)).findFirst();
  }
}

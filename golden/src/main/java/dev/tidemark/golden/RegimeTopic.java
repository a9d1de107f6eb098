package dev.tidemark.golden;

import dev.tidemark.core.indicator.BarColumns;
import dev.tidemark.core.indicator.Indicator;
import dev.tidemark.core.indicator.IndicatorSet;
import dev.tidemark.core.regime.MarketRegime;
import dev.tidemark.core.regime.RegimeThresholds;
import java.io.IOException;
import java.util.List;

/** 13: bars to market regimes, the state machine alone, and the pulse. */
final class RegimeTopic implements GoldenTopic {

  private static final List<Indicator> INPUTS =
      List.of(Indicator.ATR_14, Indicator.ADX_14, Indicator.PLUS_DI_14, Indicator.MINUS_DI_14);

  @Override
  public String prefix() {
    return "13_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    Vector regime = root.field("regime");
    for (Vector each : regime.field("cases").elements()) {
      tally.section(each, () -> checkBars(each, tally));
    }
    Vector steps = regime.field("steps");
    tally.section(steps, () -> checkSteps(steps, tally));
    Vector pulse = root.field("pulse");
    tally.section(pulse, () -> PulseCheck.check(pulse, tally));
  }

  private static void checkBars(Vector each, Tally tally) {
    double[] close = each.field("close").numbers();
    int rows = close.length;
    BarColumns bars =
        BarColumns.of(
            each.field("open").numbers(),
            each.field("high").numbers(),
            each.field("low").numbers(),
            close,
            new double[rows]);
    double[][] inputs = IndicatorSet.columns(bars, rows, INPUTS, Double.NaN);
    MarketRegime fold = new MarketRegime();
    List<Vector> tags = tally.paired(each.expected("tag"), rows);
    List<Vector> directions = tally.paired(each.expected("dir"), rows);
    double[] ranks = new double[rows];
    for (int i = 0; i < rows; i++) {
      String tag =
          fold.update(inputs[1][i], inputs[2][i], inputs[3][i], inputs[0][i], close[i]).name();
      ranks[i] = fold.volatilityRank();
      if (i < tags.size()) {
        tally.exact(tags.get(i), tag);
      }
      if (i < directions.size()) {
        tally.exact(directions.get(i), fold.direction());
      }
    }
    tally.exactColumn(each.expected("vol_rank"), ranks);
  }

  /** Each row expects {@code [tag, direction, rank]}. */
  private static void checkSteps(Vector steps, Tally tally) {
    int lookback = steps.field("lookback").smallInteger();
    MarketRegime fold = new MarketRegime(RegimeThresholds.STANDARD.withLookback(lookback));
    for (Vector row : steps.field("rows").elements()) {
      fold.update(
          row.field("adx").number(),
          row.field("pdi").number(),
          row.field("mdi").number(),
          row.field("atr").number(),
          row.field("close").number());
      List<Vector> expected = tally.paired(row.expected("expected"), 3);
      if (expected.size() == 3) {
        tally.exact(expected.get(0), fold.regime().name());
        tally.exact(expected.get(1), fold.direction());
        tally.exact(expected.get(2), fold.volatilityRank());
      }
    }
  }
}

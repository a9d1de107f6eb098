package dev.tidemark.app.smartdb.check;

import dev.tidemark.app.smartdb.check.MarketCheck.Period;
import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.time.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bars of six timeframes, and what one-minute bars are the source of, row by row. */
final class BarCheck {
  private final SeriesRecords records;
  private final KernelBars kernel;
  private final SqlAnswers answers;
  private final Period period;
  private final Optional<Instant> asKnown;
  private final String symbol;

  BarCheck(
      SeriesRecords records,
      KernelBars kernel,
      SqlAnswers answers,
      Period period,
      Optional<Instant> asKnown) {
    this.records = records;
    this.kernel = kernel;
    this.answers = answers;
    this.period = period;
    this.asKnown = asKnown;
    this.symbol = records.name().toString();
  }

  List<FeatureResult> run() {
    List<FeatureResult> results = new ArrayList<>();
    for (Timeframe timeframe : Timeframe.STORED) {
      results.add(bars(timeframe));
    }
    results.addAll(features());
    return results;
  }

  private FeatureResult bars(Timeframe timeframe) {
    Comparison comparison = new Comparison(records.name(), "ohlc_" + timeframe.code());
    BarColumns expected = kernel.bars(timeframe);
    Map<Long, Boolean> untold = kernel.untoldLabels(timeframe);
    List<SqlAnswers.Bar> stored =
        answers.bars(
            symbol,
            timeframe.code(),
            Times.instant(period.fromNanos()),
            Times.instant(period.untilNanos()),
            asKnown);
    int next = 0;
    for (int row = 0; row < expected.rows(); row++) {
      long label = expected.start[row];
      if (!period.has(label)) {
        continue;
      }
      while (next < stored.size() && stored.get(next).labelNanos() < label) {
        comparison.row();
        comparison.alone(at(stored.get(next++).labelNanos()), false);
      }
      comparison.row();
      if (next == stored.size() || stored.get(next).labelNanos() > label) {
        comparison.alone(at(label), true);
        continue;
      }
      bar(comparison, expected.bar(row), !untold.containsKey(label), stored.get(next++));
    }
    while (next < stored.size()) {
      comparison.row();
      comparison.alone(at(stored.get(next++).labelNanos()), false);
    }
    return comparison.result();
  }

  private static void bar(Comparison comparison, Bar bar, boolean told, SqlAnswers.Bar stored) {
    @Nullable BigDecimal[] values = {
      price(bar.open()),
      price(bar.high()),
      price(bar.low()),
      price(bar.close()),
      bar.volume().toBigDecimal(Decimals.PRICE_SCALE),
      told ? bar.notional().toBigDecimal(Decimals.NOTIONAL_SCALE) : null,
      told ? bar.vwap().orElse(null) : null,
      bar.buyVolume().toBigDecimal(Decimals.PRICE_SCALE),
      bar.sellVolume().toBigDecimal(Decimals.PRICE_SCALE),
      BigDecimal.valueOf(bar.tradeCount())
    };
    String at = at(bar.startNanos());
    comparison.exact(
        at, "t_close", Times.instant(bar.endNanos()), Times.instant(stored.closeNanos()));
    comparison.exact(at, "partial", bar.partial(), stored.partial());
    for (int i = 0; i < values.length; i++) {
      comparison.exact(at, SqlAnswers.BAR.get(i), values[i], stored.values()[i]);
    }
  }

  private List<FeatureResult> features() {
    Map<String, Comparison> comparisons = new LinkedHashMap<>();
    for (String feature : SqlAnswers.DOUBLES) {
      comparisons.put(feature, new Comparison(records.name(), feature));
    }
    Comparison regime = new Comparison(records.name(), "regime_tag");
    List<SqlAnswers.Features> stored =
        answers.features(
            symbol, Times.instant(period.fromNanos()), Times.instant(period.untilNanos()), asKnown);
    int next = 0;
    long until = asKnown.map(Times::nanos).orElse(Long.MAX_VALUE);
    MinuteNumbers numbers = new MinuteNumbers(records.calendar());
    for (KernelFeatures.Row row :
        new KernelFeatures(kernel, records.calendar(), numbers, until).rows()) {
      if (!period.has(row.labelNanos())) {
        continue;
      }
      String at = at(row.labelNanos());
      while (next < stored.size() && stored.get(next).labelNanos() < row.labelNanos()) {
        regime.row();
        regime.alone(at(stored.get(next++).labelNanos()), false);
      }
      regime.row();
      comparisons.values().forEach(Comparison::row);
      if (next == stored.size() || stored.get(next).labelNanos() > row.labelNanos()) {
        regime.alone(at, true);
        comparisons.values().forEach(each -> each.alone(at, true));
        continue;
      }
      SqlAnswers.Features found = stored.get(next++);
      double[] values = {row.sma(), row.ewm(), row.volatility(), row.vwap(), row.imbalance()};
      int i = 0;
      for (Map.Entry<String, Comparison> each : comparisons.entrySet()) {
        each.getValue().close(at, each.getKey(), values[i], found.doubles()[i]);
        i++;
      }
      regime.exact(at, "regime_tag", row.regime(), found.regime());
      regime.exact(at, "grid_no", row.gridNo(), found.gridNo());
    }
    for (; next < stored.size(); next++) {
      regime.row();
      regime.alone(at(stored.get(next).labelNanos()), false);
    }
    List<FeatureResult> results = new ArrayList<>();
    comparisons.values().forEach(each -> results.add(each.result()));
    results.add(regime.result());
    return results;
  }

  private static BigDecimal price(long unscaled) {
    return BigDecimal.valueOf(unscaled, Decimals.PRICE_SCALE);
  }

  private static String at(long nanos) {
    return Times.instant(nanos).toString();
  }
}

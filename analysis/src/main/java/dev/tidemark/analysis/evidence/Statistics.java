package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.result.ExitReason;
import dev.tidemark.analysis.result.Trade;
import dev.tidemark.analysis.result.TradeStatistics;
import dev.tidemark.analysis.walk.TStatistic;
import dev.tidemark.core.indicator.Primitives;
import dev.tidemark.core.stats.Moments;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Describes a sample (spec §4.11). */
final class Statistics {
  private static final double BPS = 1e4;

  private Statistics() {}

  static TradeStatistics of(CellSample sample, Setting setting) {
    List<Trade> trades = sample.trades();
    double[] net = sample.net();
    int n = net.length;
    double mean = n == 0 ? Double.NaN : Primitives.mean(net, 0, n);
    Moments moments = Moments.of(net);
    double sharpe = sharpe(net, mean);
    FoldShare folds = FoldShare.of(sample, setting.folds());
    return new TradeStatistics(
        BPS * mean(trades, Trade::net),
        BPS * mean(trades, Trade::gross),
        mean(trades, trade -> trade.net() > 0 ? 1.0 : 0.0),
        profitFactor(trades),
        mean,
        sum(net),
        maxDrawdown(net),
        n == 0 ? Double.NaN : total(trades, trade -> 1 + ratio(trade)) / n,
        total(trades, Trade::held) / oosBars(setting),
        mean(trades, Trade::held),
        median(
            trades.stream()
                .filter(trade -> trade.reason() == ExitReason.TARGET)
                .mapToDouble(Trade::held)
                .toArray()),
        moments.skew(),
        moments.kurtosis(),
        sharpe,
        sharpe * Math.sqrt(sessionsPerYear(sample.cell(), setting)),
        TStatistic.of(sample.gross(), 0, n),
        folds.positive(),
        folds.least(),
        folds.greatest());
  }

  /** Exit price over entry price. */
  static double ratio(Trade trade) {
    return trade.exitPrice() / trade.entryPrice();
  }

  /** Anchored mean over trades; NaN without any. */
  static double mean(List<Trade> trades, ToDoubleFunction<Trade> value) {
    double[] x = trades.stream().mapToDouble(value).toArray();
    return x.length == 0 ? Double.NaN : Primitives.mean(x, 0, x.length);
  }

  private static double profitFactor(List<Trade> trades) {
    double losses = total(trades, trade -> Math.min(trade.net(), 0));
    return losses == 0.0
        ? Double.NaN
        : total(trades, trade -> Math.max(trade.net(), 0)) / Math.abs(losses);
  }

  private static double sharpe(double[] x, double mean) {
    if (x.length < 2) {
      return Double.NaN;
    }
    double variance = Primitives.variance(x, 0, x.length, mean, 1);
    return variance == 0.0 ? Double.NaN : mean / Math.sqrt(variance);
  }

  /** Greatest fall of the cumulative sum from a peak, the start among the peaks. */
  private static double maxDrawdown(double[] x) {
    double sum = 0.0;
    double peak = 0.0;
    double fall = 0.0;
    for (double each : x) {
      sum += each;
      peak = Math.max(peak, sum);
      fall = Math.max(fall, peak - sum);
    }
    return fall;
  }

  private static double median(double[] x) {
    if (x.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(x);
    int half = x.length / 2;
    return x.length % 2 == 1 ? x[half] : (x[half - 1] + x[half]) / 2;
  }

  private static double total(List<Trade> trades, ToDoubleFunction<Trade> value) {
    return sum(trades.stream().mapToDouble(value).toArray());
  }

  private static double sum(double[] x) {
    double sum = 0.0;
    for (double each : x) {
      sum += each;
    }
    return sum;
  }

  private static double oosBars(Setting setting) {
    int bars = 0;
    for (int session : setting.oosSessions()) {
      bars += setting.layout().bars(session);
    }
    return bars;
  }

  /** Sessions of a nominal year on which the cell can trade. */
  private static double sessionsPerYear(int cell, Setting setting) {
    AnalysisParams params = setting.params();
    int daysPerWeek = setting.cells().daysPerWeek(cell);
    return switch (params.calendar()) {
      case XNYS -> 252.0 * daysPerWeek / 5;
      case CRYPTO_24X7 -> 365.0 * daysPerWeek / 7;
      case FX_24X5 -> 260.0 * daysPerWeek / 5;
    };
  }
}

package dev.tidemark.core.indicator;

import java.util.ArrayList;
import java.util.List;

/**
 * The definitions once more, written down as naively as possible: everything is computed anew from
 * the valid bars since the last reset. Slow, and shares nothing with the folds.
 */
final class ReferenceIndicators {
  record Bar(double high, double low, double close, double volume) {}

  private ReferenceIndicators() {}

  /** One column: the definition applied to the valid bars of each run between gap resets. */
  static double[] over(TestBars bars, int gapReset, Definition definition) {
    double[] out = new double[bars.rows()];
    List<Bar> run = new ArrayList<>();
    long missed = 0;
    BarColumns c = bars.columns();
    for (int i = 0; i < bars.rows(); i++) {
      missed += c.missingBefore() == null ? 0 : c.missingBefore()[i];
      if (missed > gapReset) {
        run.clear();
      }
      if (!bars.valid(i)) {
        missed++;
        out[i] = Double.NaN;
        continue;
      }
      if (missed > gapReset) {
        run.clear();
      }
      missed = 0;
      run.add(new Bar(c.high()[i], c.low()[i], c.close()[i], c.volume()[i]));
      out[i] = definition.last(run);
    }
    return out;
  }

  /** The value at the last of the bars; NaN while there is none. */
  interface Definition {
    double last(List<Bar> bars);
  }

  static double mean(List<Double> x) {
    double sum = 0.0;
    for (int i = 1; i < x.size(); i++) {
      sum += x.get(i) - x.get(0);
    }
    return x.get(0) + sum / x.size();
  }

  static double variance(List<Double> x) {
    double m = mean(x);
    double sum = 0.0;
    for (double v : x) {
      sum += (v - m) * (v - m);
    }
    return sum / x.size();
  }

  static <T> List<T> last(List<T> x, int n) {
    return x.subList(x.size() - n, x.size());
  }

  static List<Double> closes(List<Bar> bars) {
    return bars.stream().map(Bar::close).toList();
  }

  static double sma(List<Bar> bars) {
    return bars.size() < 20 ? Double.NaN : mean(last(closes(bars), 20));
  }

  static double deviation(List<Bar> bars) {
    return bars.size() < 20 ? Double.NaN : Math.sqrt(variance(last(closes(bars), 20)));
  }

  static double ema(List<Double> x, int n) {
    if (x.size() < n) {
      return Double.NaN;
    }
    double e = mean(x.subList(0, n));
    for (int i = n; i < x.size(); i++) {
      e = e + 2.0 / (n + 1) * (x.get(i) - e);
    }
    return e;
  }

  static double wilder(List<Double> x, int n) {
    if (x.size() < n) {
      return Double.NaN;
    }
    double a = mean(x.subList(0, n));
    for (int i = n; i < x.size(); i++) {
      a = a + (x.get(i) - a) / n;
    }
    return a;
  }

  static double rsi(List<Bar> bars) {
    List<Double> gains = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (int i = 1; i < bars.size(); i++) {
      double d = bars.get(i).close() - bars.get(i - 1).close();
      gains.add(Math.max(d, 0.0));
      losses.add(Math.max(-d, 0.0));
    }
    double ag = wilder(gains, 14);
    double al = wilder(losses, 14);
    return ag + al == 0.0 ? 50.0 : 100.0 * (ag / (ag + al));
  }

  static List<Double> macdLine(List<Bar> bars) {
    List<Double> line = new ArrayList<>();
    for (int i = 26; i <= bars.size(); i++) {
      List<Double> x = closes(bars.subList(0, i));
      line.add(ema(x, 12) - ema(x, 26));
    }
    return line;
  }

  static double macd(List<Bar> bars) {
    List<Double> line = macdLine(bars);
    return line.isEmpty() ? Double.NaN : line.getLast();
  }

  static double signal(List<Bar> bars) {
    return ema(macdLine(bars), 9);
  }

  static double trueRange(Bar before, Bar bar) {
    return Math.max(
        Math.max(bar.high() - bar.low(), Math.abs(bar.high() - before.close())),
        Math.abs(bar.low() - before.close()));
  }

  static double atr(List<Bar> bars) {
    List<Double> ranges = new ArrayList<>();
    for (int i = 1; i < bars.size(); i++) {
      ranges.add(trueRange(bars.get(i - 1), bars.get(i)));
    }
    return wilder(ranges, 14);
  }

  static double di(List<Bar> bars, boolean plus) {
    double tr = atr(bars);
    List<Double> moves = new ArrayList<>();
    for (int i = 1; i < bars.size(); i++) {
      double up = bars.get(i).high() - bars.get(i - 1).high();
      double down = bars.get(i - 1).low() - bars.get(i).low();
      double move = plus ? up : down;
      moves.add(move > (plus ? down : up) && move > 0 ? move : 0.0);
    }
    return tr == 0.0 ? 0.0 : 100.0 * (wilder(moves, 14) / tr);
  }

  static double adx(List<Bar> bars) {
    List<Double> dx = new ArrayList<>();
    for (int i = 15; i <= bars.size(); i++) {
      double plus = di(bars.subList(0, i), true);
      double minus = di(bars.subList(0, i), false);
      dx.add(plus + minus == 0.0 ? 0.0 : 100.0 * (Math.abs(plus - minus) / (plus + minus)));
    }
    return wilder(dx, 14);
  }

  static double stochasticK(List<Bar> bars) {
    if (bars.size() < 14) {
      return Double.NaN;
    }
    List<Bar> window = last(bars, 14);
    double hh = window.stream().mapToDouble(Bar::high).max().orElseThrow();
    double ll = window.stream().mapToDouble(Bar::low).min().orElseThrow();
    return hh == ll ? 50.0 : 100.0 * ((bars.getLast().close() - ll) / (hh - ll));
  }

  static double stochasticD(List<Bar> bars) {
    if (bars.size() < 16) {
      return Double.NaN;
    }
    List<Double> ks = new ArrayList<>();
    for (int i = bars.size() - 2; i <= bars.size(); i++) {
      ks.add(stochasticK(bars.subList(0, i)));
    }
    return mean(ks);
  }

  static double obv(List<Bar> bars) {
    double total = 0.0;
    for (int i = 1; i < bars.size(); i++) {
      double v = bars.get(i).volume() > 0 ? bars.get(i).volume() : 0.0;
      int direction = Double.compare(bars.get(i).close(), bars.get(i - 1).close());
      total = direction > 0 ? total + v : direction < 0 ? total - v : total;
    }
    return total;
  }
}

package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.result.AnalysisResult;

/**
 * Orders filled at the close on which they were decided. Where prices bounce between bid and ask,
 * that close is at the favourable side, and the fill earns a spread that nobody pays.
 */
record FillAtClose(long seed, int markets) implements Mutant {
  private static final int EXPERIMENT = 21;
  private static final double MOST_BPS = 0.5;

  @Override
  public MutantVerdict examine() {
    Gross real = new Gross();
    Gross mutant = new Gross();
    Design design = Design.trades(377);
    for (int i = 0; i < markets; i++) {
      SessionBars bars =
          NoiseMarket.BOUNCE.bars(design.sessions(), Shocks.stream(seed, EXPERIMENT, i));
      long analysis = Trial.seed(seed, EXPERIMENT, i);
      real.add(analyse(design, bars, analysis));
      mutant.add(analyse(design, filledAtClose(design, bars), analysis));
    }
    return new MutantVerdict(
        "fill_at_close",
        "orders filled at the close that decided them",
        "mean gross return in bounce noise at most +0.5 bps a trade",
        mutant.mean() > MOST_BPS,
        real.mean() > MOST_BPS,
        "%+.2f bps against %+.2f bps over %d trades"
            .formatted(mutant.mean(), real.mean(), real.trades));
  }

  private static AnalysisResult analyse(Design design, SessionBars bars, long seed) {
    return MeanReversion.run(design.params(0, seed), bars, null, Execution.of(1));
  }

  /** The engine fills at the next open; here that is the close before it. */
  private static SessionBars filledAtClose(Design design, SessionBars bars) {
    double[] open = bars.open().clone();
    for (int t = 1; t < open.length; t++) {
      if (t % SyntheticBars.BARS_PER_SESSION != 0) {
        open[t] = bars.close()[t - 1];
      }
    }
    return SyntheticBars.of(design.sessions(), bars.tickSize(), open, bars.close());
  }

  private static final class Gross {
    private long trades;
    private double sum;

    void add(AnalysisResult result) {
      int count = result.pooled().trades();
      if (count > 0) {
        trades += count;
        sum += count * result.pooled().statistics().meanGrossBps();
      }
    }

    double mean() {
      return sum / trades;
    }
  }
}

package dev.tidemark.analysis;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.evidence.Judgement;
import dev.tidemark.analysis.evidence.Observed;
import dev.tidemark.analysis.evidence.Series;
import dev.tidemark.analysis.evidence.Setting;
import dev.tidemark.analysis.evidence.Warnings;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.Fold;
import dev.tidemark.analysis.result.Trade;
import dev.tidemark.analysis.walk.TrainTest;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine: from parameters and bars to a result, the same on any machine and thread count. */
public final class MeanReversion {
  private MeanReversion() {}

  /**
   * Runs an analysis.
   *
   * @param params with its seed
   * @param quotes needed in cost mode QUOTES
   * @throws TidemarkException if the data do not allow it; the detail {@code reason} holds the name
   *     of the specification (§4.1): NO_DATA, LOW_COVERAGE, INSUFFICIENT_HISTORY,
   *     QUOTES_UNAVAILABLE, BOOTSTRAP_TOO_FEW_SAMPLES
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public static AnalysisResult run(
      AnalysisParams params, SessionBars bars, @Nullable BarQuotes quotes, Execution execution) {
    return run(params, bars, quotes, execution, true);
  }

  /**
   * As {@link #run}, but with as few samples as asked for, even if none could ever pass: reference
   * vectors run the engine below the bounds of the API.
   */
  public static AnalysisResult runUnbounded(
      AnalysisParams params, SessionBars bars, @Nullable BarQuotes quotes, Execution execution) {
    return run(params, bars, quotes, execution, false);
  }

  /** What an analysis costs, in evaluated bars: {@code bars × configurations × paths}. */
  public static long cost(AnalysisParams params, long bars) {
    return bars * params.grid().size() * params.nullPaths().paths();
  }

  /**
   * Checks that a p-value can be small enough to survive the correction: {@code B + 1 >= cells / q}
   * for both keys.
   *
   * @throws TidemarkException INVALID_ARGUMENT, reason BOOTSTRAP_TOO_FEW_SAMPLES
   */
  public static void requireSamples(AnalysisParams params, int cells) {
    double needed = cells / params.falseDiscovery().level();
    int fewest = Math.min(params.bootstrap().replicates(), params.nullPaths().paths());
    if (fewest + 1 < needed) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Too few samples for this many cells",
              fewest
                  + " samples cannot give a p-value that survives the correction for "
                  + cells
                  + " cells",
              "Ask for at least "
                  + (long) Math.ceil(needed - 1)
                  + " replicates and paths, or for fewer cells")
          .withDetail("reason", "BOOTSTRAP_TOO_FEW_SAMPLES")
          .withDetail("samples", fewest)
          .withDetail("cells", cells);
    }
  }

  private static AnalysisResult run(
      AnalysisParams params,
      SessionBars bars,
      @Nullable BarQuotes quotes,
      Execution execution,
      boolean bounded) {
    Long seed = params.seed();
    if (seed == null) {
      throw new IllegalArgumentException("the seed has not been derived");
    }
    execution.progress().at(Execution.Phase.PREPARE, 0);
    Warnings.requireData(bars);
    Setting setting = Setting.of(params, bars, quotes);
    if (bounded) {
      requireSamples(params, setting.cells().cells());
    }
    execution.progress().at(Execution.Phase.SIMULATE, 0);
    Observed observed = Observed.of(setting);
    Judgement judgement = Judgement.of(setting, observed, seed, execution);
    execution.progress().at(Execution.Phase.DIAGNOSE, 0);
    double imputed = imputedShare(observed.trades());
    AnalysisResult result =
        new AnalysisResult(
            params,
            bars,
            setting.cells().bins(),
            folds(setting, observed),
            observed.trades(),
            judgement.cells(),
            judgement.pooled(),
            judgement.topWindows(),
            judgement.tested(),
            setting.oosSessions(),
            observed.signals(),
            judgement.family(),
            Series.of(setting, seed, execution),
            imputed,
            judgement.pathDraws(),
            Warnings.of(params, setting, imputed));
    execution.progress().at(Execution.Phase.DIAGNOSE, 1);
    return result;
  }

  private static List<Fold> folds(Setting setting, Observed observed) {
    List<Fold> folds = new ArrayList<>();
    for (int k = 0; k < setting.folds().size(); k++) {
      TrainTest fold = setting.folds().get(k);
      folds.add(
          new Fold(
              k,
              fold.trainFrom(),
              fold.trainTo(),
              fold.testFrom(),
              fold.testTo(),
              observed.chosen()[k]));
    }
    return folds;
  }

  private static double imputedShare(List<Trade> trades) {
    long imputed = trades.stream().filter(Trade::imputed).count();
    return trades.isEmpty() ? 0.0 : (double) imputed / trades.size();
  }
}

package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.simulate.Fills;
import dev.tidemark.analysis.simulate.Schedule;
import dev.tidemark.analysis.simulate.TradeRules;
import dev.tidemark.analysis.walk.TrainTest;
import dev.tidemark.analysis.walk.WalkForwardSplit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for the observed prices and for every null path.
 *
 * @param rules one per configuration
 * @param oosSessions sessions of all tests, ascending
 */
public record Setting(
    AnalysisParams params,
    SessionBars bars,
    SessionLayout layout,
    CellGrid cells,
    List<TrainTest> folds,
    int[] oosSessions,
    Schedule schedule,
    List<TradeRules> rules,
    Fills fills) {

  /**
   * @throws dev.tidemark.core.error.TidemarkException reason INSUFFICIENT_HISTORY or
   *     QUOTES_UNAVAILABLE
   */
  public static Setting of(AnalysisParams params, SessionBars bars, @Nullable BarQuotes quotes) {
    SessionLayout layout = SessionLayout.of(bars);
    CellGrid cells = CellGrid.of(params.windows(), bars, layout);
    List<TrainTest> folds = WalkForwardSplit.of(layout.sessions(), params.walkForward());
    return new Setting(
        params,
        bars,
        layout,
        cells,
        folds,
        folds.stream()
            .flatMapToInt(fold -> IntStream.range(fold.testFrom(), fold.testTo()))
            .toArray(),
        Schedule.of(layout, params.allowOvernight(), cells::tradable),
        params.grid().stream().map(config -> TradeRules.of(config, params)).toList(),
        Fills.of(params.costs(), bars.tickSize(), quotes));
  }
}

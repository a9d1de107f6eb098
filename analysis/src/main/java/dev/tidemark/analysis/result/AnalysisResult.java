package dev.tidemark.analysis.result;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import java.util.List;

/**
 * Everything an analysis computed: a pure function of parameters and data.
 *
 * @param params materialised, the seed included
 * @param bars what was analysed
 * @param trades all out-of-sample trades, by entry
 * @param cells all cells of the heat map, by id
 * @param topWindows ids of at most five passing cells, best first
 * @param tested cells in the family
 * @param oosSessions indices of the out-of-sample sessions, ascending
 * @param oosSignals signal of the chosen configuration at every out-of-sample bar, NaN elsewhere
 * @param pathDraws null paths that were evaluated before all cells had stopped
 * @param warnings codes with their sentence, in the order in which they were found
 */
public record AnalysisResult(
    AnalysisParams params,
    SessionBars bars,
    int binsPerDay,
    List<Fold> folds,
    List<Trade> trades,
    List<CellResult> cells,
    CellResult pooled,
    List<Integer> topWindows,
    int tested,
    int[] oosSessions,
    double[] oosSignals,
    Family family,
    SeriesDiagnostics diagnostics,
    double imputedShare,
    int pathDraws,
    List<Warning> warnings) {

  public AnalysisResult {
    folds = List.copyOf(folds);
    trades = List.copyOf(trades);
    cells = List.copyOf(cells);
    topWindows = List.copyOf(topWindows);
    warnings = List.copyOf(warnings);
  }

  /** Something the reader should know, e.g. LOW_COVERAGE. */
  public record Warning(String code, String text) {}
}

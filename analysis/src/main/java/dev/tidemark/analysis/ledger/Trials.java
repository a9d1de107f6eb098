package dev.tidemark.analysis.ledger;

import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.core.stats.DeflatedSharpe;

/**
 * What was tried, in one run or in many.
 *
 * @param runs also those that repeated another
 * @param trials tested cells × configurations of distinct runs
 * @param sharpes tested cells with a Sharpe ratio
 * @param sum of these Sharpe ratios, per session
 * @param squares sum of their squares
 */
public record Trials(long runs, long trials, long sharpes, double sum, double squares) {
  public static final Trials NONE = new Trials(0, 0, 0, 0, 0);

  /** What one run tried. */
  public static Trials of(AnalysisResult result) {
    long sharpes = 0;
    double sum = 0;
    double squares = 0;
    for (CellResult cell : result.cells()) {
      double sharpe = cell.statistics().sessionSharpe();
      if (cell.evidence() != null && Double.isFinite(sharpe)) {
        sharpes++;
        sum += sharpe;
        squares += sharpe * sharpe;
      }
    }
    long trials = (long) result.tested() * result.params().grid().size();
    return new Trials(1, trials, sharpes, sum, squares);
  }

  public Trials plus(Trials more) {
    return new Trials(
        runs + more.runs,
        trials + more.trials,
        sharpes + more.sharpes,
        sum + more.sum,
        squares + more.squares);
  }

  /** A run that repeats another. */
  public Trials repeated() {
    return new Trials(runs + 1, trials, sharpes, sum, squares);
  }

  /** Variance (ddof 1) of the Sharpe ratios of everything that was tried. */
  public double variance() {
    double mean = sum / sharpes;
    return sharpes < 2 ? 0 : Math.max(0, (squares - sharpes * mean * mean) / (sharpes - 1));
  }

  /**
   * The deflated Sharpe ratio of a cell against everything that was tried on the ticker rather than
   * in its own run only (spec §4.11); NaN if it has none.
   */
  public double deflatedSharpe(CellResult cell) {
    return DeflatedSharpe.of(
            cell.statistics().sessionSharpe(),
            variance(),
            Math.max(1, trials),
            cell.sessions(),
            cell.statistics().skew(),
            cell.statistics().kurt())
        .probability();
  }

  /** The object {@code ledger} of an envelope; one deflated Sharpe ratio per top window. */
  public String json(AnalysisResult result) {
    CanonicalJson json =
        new CanonicalJson()
            .beginObject()
            .field("runs_on_ticker", runs)
            .field("trials_on_ticker", trials)
            .name("deflated_sharpe")
            .beginArray();
    for (int id : result.topWindows()) {
      json.value(deflatedSharpe(result.cells().get(id)));
    }
    return json.endArray().endObject().text();
  }
}

package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Evidence;
import java.time.DayOfWeek;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A result that the audit of decisions looks at, with and without a fault. */
final class Audited {
  /** Between the trades of a full hour and of the last half hour of the session. */
  static final int MIN_TRADES = 60;

  private Audited() {}

  /** The strongly planted market of the audits, analysed with this least number of trades. */
  static AnalysisResult result(long seed, int minTrades) {
    List<PlantedMarket.Window> windows =
        List.of(DayOfWeek.values()).subList(0, 5).stream()
            .flatMap(
                day -> List.of(1, 3, 4).stream().map(hour -> new PlantedMarket.Window(day, hour)))
            .toList();
    Design design = Design.small(252).withMinTrades(minTrades);
    return MeanReversion.run(
        design.params(PowerStudy.BPS_PER_SIDE, Trial.seed(seed, 25, 0)),
        new PlantedMarket(0.6, windows).bars(design.sessions(), Shocks.stream(seed, 25, 0)),
        null,
        Execution.of(1));
  }

  static MutantVerdict verdict(
      String key, String fault, String detector, AnalysisResult real, AnalysisResult mutant) {
    List<String> realFindings = ResultAudit.violations(real);
    List<String> mutantFindings = ResultAudit.violations(mutant);
    return new MutantVerdict(
        key,
        fault,
        detector,
        !mutantFindings.isEmpty(),
        !realFindings.isEmpty(),
        "%d against %d violations; %s"
            .formatted(
                mutantFindings.size(),
                realFindings.size(),
                mutantFindings.isEmpty() ? "none" : "first: " + mutantFindings.getFirst()));
  }

  /** The result with other cells; the ranking keeps those that still pass. */
  static AnalysisResult with(
      AnalysisResult of, AnalysisParams params, UnaryOperator<CellResult> change) {
    List<CellResult> cells = of.cells().stream().map(change).toList();
    return new AnalysisResult(
        params,
        of.bars(),
        of.binsPerDay(),
        of.folds(),
        of.trades(),
        cells,
        of.pooled(),
        of.topWindows().stream()
            .filter(cell -> cells.get(cell).status() == CellResult.Status.PASS)
            .toList(),
        (int) cells.stream().filter(cell -> cell.evidence() != null).count(),
        of.oosSessions(),
        of.oosSignals(),
        of.family(),
        of.diagnostics(),
        of.imputedShare(),
        of.pathDraws(),
        of.warnings());
  }

  static CellResult with(CellResult of, CellResult.Status status, @Nullable Evidence evidence) {
    return new CellResult(
        of.cell(),
        of.day(),
        of.bin(),
        of.sessions(),
        of.trades(),
        status,
        of.statistics(),
        evidence,
        of.years(),
        of.costs(),
        of.drift());
  }

  static Evidence withQ(Evidence of, Function<Evidence, Double> q) {
    return new Evidence(
        of.pNet(),
        of.block(),
        of.bootstrapExceed(),
        of.bootstrapDraws(),
        of.degenerate(),
        of.lo95(),
        of.hi95(),
        of.lo90(),
        of.hi90(),
        of.pPred(),
        of.pathExceed(),
        of.pathDraws(),
        of.p(),
        q.apply(of),
        of.qBy(),
        of.deflatedSharpe());
  }
}

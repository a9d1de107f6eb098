package dev.tidemark.analysis.report;

import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.CostCurve;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.analysis.result.TradeStatistics;
import dev.tidemark.analysis.result.YearResult;
import java.time.DayOfWeek;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell as JSON. Basis points are per trade, except the confidence interval and {@code
 * mean_net_session_bp}, which are per eligible session: that is the unit of the tests. The figures
 * of a cell with too little data are null, not zero.
 */
final class WindowJson {
  private static final double BPS = 1e4;

  /** Fields of the evidence, null where there is none. */
  private static final List<String> UNTESTED =
      List.of("p_net", "p_pred", "p", "fdr_q", "by_q", "bootstrap", "paths");

  private final AnalysisResult result;
  private final SessionClock clock;
  private final CanonicalJson json;

  WindowJson(AnalysisResult result, CanonicalJson json) {
    this.result = result;
    this.clock = SessionClock.of(result.params().calendar(), result.params().windows());
    this.json = json;
  }

  /**
   * @param rank from 1 for a top window; 0 to leave it out
   */
  void write(CellResult cell, int rank) {
    json.beginObject();
    if (rank > 0) {
      json.field("rank", rank);
    }
    json.field("cell", cell.cell())
        .field("dow", day(cell.day()))
        .field("window", cell.bin() < 0 ? null : clock.window(cell.bin()))
        .field("status", cell.status().name())
        .field("n_trades", cell.trades())
        .field("n_sessions", cell.sessions());
    boolean shown = cell.status() != CellResult.Status.INSUFFICIENT;
    performance(cell, shown);
    config();
    evidence(cell.evidence());
    costs(cell.costs(), shown);
    json.name("stability").beginArray();
    if (shown) {
      cell.years().forEach(this::year);
    }
    json.endArray().field("drift_flag", cell.drift().name());
    json.name("flags").beginArray();
    WindowFlag.of(result, cell).forEach(flag -> json.value(flag.name()));
    json.endArray().endObject();
  }

  static @Nullable String day(@Nullable DayOfWeek day) {
    return day == null ? null : day.name().substring(0, 3);
  }

  private void performance(CellResult cell, boolean shown) {
    TradeStatistics all = cell.statistics();
    Evidence evidence = cell.evidence();
    number("mean_net_bp", all.meanNetBps(), shown);
    number("mean_gross_bp", all.meanGrossBps(), shown);
    number("mean_net_session_bp", all.meanNetSession() * BPS, shown);
    interval("ci90", evidence == null ? null : new double[] {evidence.lo90(), evidence.hi90()});
    interval("ci95", evidence == null ? null : new double[] {evidence.lo95(), evidence.hi95()});
    number("hit_rate", all.hitRate(), shown);
    number("profit_factor", all.profitFactor(), shown);
    number("oos_sharpe", all.annualSharpe(), shown);
    number("deflated_sharpe", evidence == null ? Double.NaN : evidence.deflatedSharpe(), shown);
    number("total_net", all.totalNet(), shown);
    number("max_drawdown", all.maxDrawdown(), shown);
    number("turnover_per_session", all.turnoverPerSession(), shown);
    number("exposure", all.exposure(), shown);
    number("skew", all.skew(), shown);
    number("kurtosis", all.kurt(), shown);
    number("fold_positive_share", all.foldPositiveShare(), shown);
    number("median_time_to_mean_min", all.medianHoldBars() * barMinutes(), shown);
    number("avg_hold_min", all.avgHoldBars() * barMinutes(), shown);
    json.field("max_holding_min", result.params().maxHoldingBars() * barMinutes());
  }

  /** The configuration of the last fold: the one that would be traded next. */
  private void config() {
    GridConfig config = result.params().grid().get(result.folds().getLast().config());
    Double stop = config.stop();
    json.field("lookback", config.lookback())
        .field("entry", config.entry())
        .field("exit", config.exit())
        .field("stop", stop == null ? Double.NaN : stop);
  }

  private void evidence(@Nullable Evidence evidence) {
    if (evidence == null) {
      for (String name : UNTESTED) {
        json.field(name, (String) null);
      }
      return;
    }
    json.field("p_net", evidence.pNet())
        .field("p_pred", evidence.pPred())
        .field("p", evidence.p())
        .field("fdr_q", evidence.qBh())
        .field("by_q", evidence.qBy());
    json.name("bootstrap")
        .beginObject()
        .field("block", evidence.block())
        .field("draws", evidence.bootstrapDraws())
        .field("exceed", evidence.bootstrapExceed())
        .endObject();
    json.name("paths")
        .beginObject()
        .field("draws", evidence.pathDraws())
        .field("exceed", evidence.pathExceed())
        .endObject();
  }

  private void costs(CostCurve costs, boolean shown) {
    number("cost_break_even_bp", costs.breakEvenBpsPerSide(), shown);
    json.name("cost_sensitivity").beginArray();
    if (shown) {
      for (CostCurve.Point point : costs.points()) {
        json.beginObject()
            .field("multiple", point.multiple())
            .field("mean_net_bp", point.meanNetBps())
            .endObject();
      }
    }
    json.endArray();
  }

  private void year(YearResult year) {
    json.beginObject()
        .field("year", year.year())
        .field("n_trades", year.trades())
        .field("mean_net_bp", year.meanNetBps())
        .field("total_net", year.totalNet())
        .endObject();
  }

  private void interval(String name, double @Nullable [] bounds) {
    json.name(name);
    if (bounds == null) {
      json.value((String) null);
    } else {
      json.beginArray().value(bounds[0] * BPS).value(bounds[1] * BPS).endArray();
    }
  }

  private void number(String name, double value, boolean shown) {
    json.field(name, shown ? value : Double.NaN);
  }

  private int barMinutes() {
    return result.params().interval().seconds() / 60;
  }
}

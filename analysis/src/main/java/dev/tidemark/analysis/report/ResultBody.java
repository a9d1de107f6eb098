package dev.tidemark.analysis.report;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.params.ParamsJson;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Family;
import dev.tidemark.analysis.result.Fold;
import dev.tidemark.analysis.result.TradeStatistics;
import dev.tidemark.core.hash.Sha256;
import java.util.List;
import java.util.Objects;

/**
 * The body of a result: canonical JSON, a function of parameters and data alone. Times, ids and
 * whatever depends on other runs stand in the envelope.
 *
 * @param bytes callers do not change them
 * @param hash SHA-256, hex, of the bytes: result hash and ETag
 */
public record ResultBody(byte[] bytes, String hash) {
  public static final String SCHEMA_VERSION = "analysis/1";
  public static final String NOTHING_SURVIVES = "no window survives FDR control";

  public ResultBody(byte[] bytes) {
    this(bytes, Sha256.hex(bytes));
  }

  /**
   * @param result its parameters with their seed
   */
  public static ResultBody of(AnalysisResult result, Versions versions) {
    AnalysisParams params = result.params();
    CanonicalJson json = new CanonicalJson();
    json.beginObject().field("schema_version", SCHEMA_VERSION).field("ticker", params.ticker());
    json.name("horizon")
        .beginObject()
        .field("start", params.start().toString())
        .field("end", params.end().toString())
        .endObject();
    json.field("session_zone", SessionClock.zone(params.calendar()).getId());
    json.name("params");
    ParamsJson.write(params, json);
    windows(result, json);
    family(result, json);
    globalStats(result, json);
    diagnostics(result, json);
    folds(result, json);
    provenance(result, versions, json);
    json.name("notes").beginArray();
    notes(result).forEach(json::value);
    json.endArray().name("warnings").beginArray();
    for (AnalysisResult.Warning warning : result.warnings()) {
      json.beginObject().field("code", warning.code()).field("text", warning.text()).endObject();
    }
    json.endArray().endObject();
    return new ResultBody(json.bytes());
  }

  /** What a reader is told in words. */
  public static List<String> notes(AnalysisResult result) {
    return result.topWindows().isEmpty() ? List.of(NOTHING_SURVIVES) : List.of();
  }

  private static void windows(AnalysisResult result, CanonicalJson json) {
    WindowJson windows = new WindowJson(result, json);
    json.name("windows_ranked").beginArray();
    for (int i = 0; i < result.topWindows().size(); i++) {
      windows.write(result.cells().get(result.topWindows().get(i)), i + 1);
    }
    json.endArray().name("cells").beginArray();
    for (CellResult cell : result.cells()) {
      windows.write(cell, 0);
    }
    json.endArray().name("pooled");
    windows.write(result.pooled(), 0);
  }

  private static void family(AnalysisResult result, CanonicalJson json) {
    Family family = result.family();
    json.name("family")
        .beginObject()
        .field("method", result.params().falseDiscovery().method().name())
        .field("q", result.params().falseDiscovery().level())
        .field("cells", result.cells().size())
        .field("tested", result.tested())
        .field("passed", passed(result))
        .field("reality_check_p", family.realityCheckP())
        .field("spa_p", family.spaP())
        .field("max_t_p", family.maxTP())
        .endObject();
  }

  static long passed(AnalysisResult result) {
    return result.cells().stream().filter(c -> c.status() == CellResult.Status.PASS).count();
  }

  private static void globalStats(AnalysisResult result, CanonicalJson json) {
    TradeStatistics all = result.pooled().statistics();
    int[] tested = result.oosSessions();
    json.name("global_stats")
        .beginObject()
        .field("oos_start", tested.length == 0 ? null : date(result, tested[0]))
        .field("oos_end", tested.length == 0 ? null : date(result, tested[tested.length - 1]))
        .field("oos_sessions", tested.length)
        .field("n_trades", result.pooled().trades())
        .field("mean_net_bp", all.meanNetBps())
        .field("mean_gross_bp", all.meanGrossBps())
        .field("hit_rate", all.hitRate())
        .field("total_net", all.totalNet())
        .field("max_drawdown", all.maxDrawdown())
        .field("oos_sharpe", all.annualSharpe())
        .field("exposure", all.exposure())
        .field("turnover_per_session", all.turnoverPerSession())
        .field("imputed_share", result.imputedShare())
        .field("path_draws", result.pathDraws())
        .endObject();
  }

  private static void diagnostics(AnalysisResult result, CanonicalJson json) {
    json.name("diagnostics");
    SeriesJson.write(result.diagnostics(), result.params().interval().seconds() / 60, json);
  }

  private static void folds(AnalysisResult result, CanonicalJson json) {
    json.name("folds").beginArray();
    for (Fold fold : result.folds()) {
      GridConfig config = result.params().grid().get(fold.config());
      Double stop = config.stop();
      json.beginObject().field("fold", fold.number());
      period("train", fold.trainFrom(), fold.trainTo(), result, json);
      period("test", fold.testFrom(), fold.testTo(), result, json);
      json.name("config")
          .beginObject()
          .field("index", fold.config())
          .field("lookback", config.lookback())
          .field("entry", config.entry())
          .field("exit", config.exit())
          .field("stop", stop == null ? Double.NaN : stop)
          .endObject()
          .endObject();
    }
    json.endArray();
  }

  /** A half-open range of sessions as dates, both inclusive. */
  private static void period(
      String name, int from, int to, AnalysisResult result, CanonicalJson json) {
    json.name(name)
        .beginObject()
        .field("start", date(result, from))
        .field("end", date(result, to - 1))
        .field("sessions", to - from)
        .endObject();
  }

  private static void provenance(AnalysisResult result, Versions versions, CanonicalJson json) {
    SessionBars bars = result.bars();
    json.name("provenance")
        .beginObject()
        .field("data_hash", bars.dataHash())
        .field("engine_version", versions.engine())
        .field("calendar_version", versions.calendar())
        .field("tzdb_version", ZoneFingerprint.of(result.params()))
        .field("seed", Long.toUnsignedString(Objects.requireNonNull(result.params().seed())))
        .field("trials", (long) result.tested() * result.params().grid().size())
        .field("tick_size", bars.tickSize())
        .field("sessions", bars.sessions().size())
        .field("bars_expected", bars.bars())
        .field("bars_present", bars.present())
        .endObject();
  }

  private static String date(AnalysisResult result, int session) {
    return result.bars().sessions().get(session).date().toString();
  }
}

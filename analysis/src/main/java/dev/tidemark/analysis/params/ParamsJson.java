package dev.tidemark.analysis.params;

import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.json.Rfc8785;
import dev.tidemark.analysis.json.StrictJson;

/**
 * Parameters as JSON, every one of spec §4.1 written out. What is written here is read back by
 * {@link ParamsReader} as the same parameters.
 */
public final class ParamsJson {
  private ParamsJson() {}

  /** The bytes of {@code params.json}; the seed, if there is one, as a decimal text. */
  public static byte[] bytes(AnalysisParams params) {
    CanonicalJson json = new CanonicalJson();
    write(params, json);
    return json.bytes();
  }

  /** RFC 8785 text: what seeds and cache keys are hashes of (spec §4.6). */
  public static String hashed(AnalysisParams params) {
    try {
      return Rfc8785.text(StrictJson.tree(bytes(params)));
    } catch (StrictJson.Malformed e) {
      throw new IllegalStateException("our own JSON is not readable", e);
    }
  }

  /** The object {@code params} of a result. */
  public static void write(AnalysisParams params, CanonicalJson json) {
    json.beginObject().field("ticker", params.ticker()).field("interval", params.interval().code());
    json.name("horizon")
        .beginObject()
        .field("start", params.start().toString())
        .field("end", params.end().toString())
        .endObject();
    json.field("calendar", params.calendar().name()).field("session_filter", "RTH");
    windows(params.windows(), json);
    json.name("signal").beginObject().field("type", params.signal().name()).endObject();
    json.name("grid").beginArray();
    for (GridConfig config : params.grid()) {
      config(config, json);
    }
    json.endArray()
        .field("side", params.side().name())
        .field("max_holding_bars", params.maxHoldingBars())
        .field("allow_overnight", params.allowOvernight());
    costs(params.costs(), json);
    folds(params.walkForward(), json);
    json.field("min_trades", params.minTrades()).field("min_sessions", params.minSessions());
    evidence(params, json);
    Long seed = params.seed();
    if (seed != null) {
      json.field("seed", Long.toUnsignedString(seed));
    }
    json.endObject();
  }

  private static void windows(Windows windows, CanonicalJson json) {
    json.name("windows").beginObject().field("bin_minutes", windows.binMinutes());
    json.name("days").beginArray();
    windows.days().forEach(day -> json.value(Fields.DAYS.get(day.getValue() - 1)));
    json.endArray().field("mode", windows.mode().name()).endObject();
  }

  private static void config(GridConfig config, CanonicalJson json) {
    Double stop = config.stop();
    json.beginObject()
        .field("lookback", config.lookback())
        .field("entry", config.entry())
        .field("exit", config.exit())
        .field("stop", stop == null ? Double.NaN : stop)
        .endObject();
  }

  private static void costs(Costs costs, CanonicalJson json) {
    json.name("costs")
        .beginObject()
        .field("mode", costs.mode().name())
        .field("bps_per_side", costs.bpsPerSide())
        .field("fallback_half_spread_bps", costs.fallbackHalfSpreadBps())
        .field("max_quote_age_s", costs.maxQuoteAgeSeconds())
        .field("tick_floor", costs.tickFloor())
        .endObject();
  }

  private static void folds(WalkForward folds, CanonicalJson json) {
    json.name("walk_forward")
        .beginObject()
        .field("train", folds.train())
        .field("test", folds.test())
        .field("embargo", folds.embargo())
        .field("mode", folds.mode().name())
        .field("min_folds", folds.minFolds())
        .endObject();
  }

  private static void evidence(AnalysisParams params, CanonicalJson json) {
    Bootstrap bootstrap = params.bootstrap();
    json.name("bootstrap")
        .beginObject()
        .field("method", bootstrap.method().name())
        .field("B", bootstrap.replicates())
        .field("h", bootstrap.exceedances());
    Double block = bootstrap.block();
    if (block == null) {
      json.field("block", Fields.AUTO);
    } else {
      json.field("block", block.doubleValue());
    }
    json.endObject();
    json.name("null_paths")
        .beginObject()
        .field("B", params.nullPaths().paths())
        .field("h", params.nullPaths().exceedances())
        .endObject();
    json.name("fdr")
        .beginObject()
        .field("method", params.falseDiscovery().method().name())
        .field("q", params.falseDiscovery().level())
        .endObject();
  }
}

package dev.tidemark.analysis.report;

import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.result.SeriesDiagnostics;

/** How the prices behave, as JSON. */
final class SeriesJson {
  private SeriesJson() {}

  static void write(SeriesDiagnostics series, int barMinutes, CanonicalJson json) {
    json.beginObject();
    json.name("stationarity").beginObject();
    json.name("adf")
        .beginObject()
        .field("statistic", series.adfStatistic())
        .field("p", series.adfP())
        .field("lags", series.adfLags())
        .endObject();
    json.name("kpss")
        .beginObject()
        .field("statistic", series.kpssStatistic())
        .field("p", series.kpssP())
        .endObject();
    json.field("hurst", series.hurst());
    json.name("variance_ratio").beginArray();
    for (SeriesDiagnostics.VarianceRatio ratio : series.varianceRatios()) {
      json.beginObject()
          .field("q", ratio.q())
          .field("ratio", ratio.ratio())
          .field("z", ratio.z())
          .endObject();
    }
    json.endArray().endObject();
    halfLife(series, barMinutes, json);
    json.endObject();
  }

  private static void halfLife(SeriesDiagnostics series, int barMinutes, CanonicalJson json) {
    json.name("half_life")
        .beginObject()
        .field("pairs", series.pairs())
        .field("phi", series.phi())
        .field("bars", series.halfLifeBars())
        .field("minutes", series.halfLifeBars() * barMinutes)
        .field("status", series.halfLifeStatus().name())
        .field("phi_corrected", series.phiCorrected())
        .field("bars_corrected", series.halfLifeCorrectedBars())
        .field("minutes_corrected", series.halfLifeCorrectedBars() * barMinutes)
        .field("status_corrected", series.halfLifeCorrectedStatus().name());
    json.name("null_phi_95")
        .beginArray()
        .value(series.nullPhiLow())
        .value(series.nullPhiHigh())
        .endArray();
    json.name("null_bars_corrected").beginArray();
    series.nullHalfLives().forEach(bars -> json.value(bars.doubleValue()));
    json.endArray().endObject();
  }
}

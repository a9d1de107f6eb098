package dev.tidemark.app.analysis;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.BarsRequest;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.ParamsHash;
import dev.tidemark.analysis.report.ResultBody;
import dev.tidemark.analysis.report.Versions;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.core.time.TradingCalendar;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An analysis that was computed here.
 *
 * @param asKnown the data are those known at this instant
 */
public record LocalAnalysis(
    AnalysisResult result, ResultBody body, Versions versions, Instant asKnown) {

  /** The data of an analysis. */
  public record Data(SessionBars bars, @Nullable BarQuotes quotes) {}

  /** Reads the data and computes. */
  public static LocalAnalysis run(
      MarketData market, AnalysisParams params, Instant asKnown, Execution execution) {
    return run(load(market, params, asKnown), params, asKnown, execution);
  }

  static LocalAnalysis run(Data data, AnalysisParams params, Instant asKnown, Execution execution) {
    AnalysisParams seeded = ParamsHash.seeded(params, data.bars().dataHash());
    AnalysisResult result = MeanReversion.run(seeded, data.bars(), data.quotes(), execution);
    Versions versions = Versions.of(TradingCalendar.of(params.calendar()));
    return new LocalAnalysis(result, ResultBody.of(result, versions), versions, asKnown);
  }

  static Data load(MarketData market, AnalysisParams params, Instant asKnown) {
    BarsRequest request =
        new BarsRequest(
            params.ticker(),
            params.interval(),
            params.calendar(),
            params.start(),
            params.end(),
            asKnown);
    SessionBars bars = market.bars(request);
    BarQuotes quotes =
        params.costs().mode() == Costs.Mode.QUOTES
            ? market.quotes(request, bars, params.costs().maxQuoteAgeSeconds()).orElse(null)
            : null;
    return new Data(bars, quotes);
  }

  /**
   * Names the result: the same result has the same id, so that repeating an analysis stores nothing
   * new.
   */
  public String id() {
    return "local-" + body.hash().substring(0, 16);
  }
}

package dev.tidemark.server;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.ParamsReader;
import dev.tidemark.analysis.params.ParamsReading;
import dev.tidemark.analysis.params.RequestRules;
import dev.tidemark.analysis.report.Manifest;
import dev.tidemark.analysis.report.ManifestJson;
import dev.tidemark.analysis.report.ResultBody;
import dev.tidemark.analysis.report.Versions;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** A result that the engine computed, of bars that drift around a mean. */
final class SampleResult {
  private static final String REQUEST =
      """
      {"ticker":"AAPL","interval":"15m","horizon":{"start":"2021-01-04","end":"2021-12-31"},
       "windows":{"bin_minutes":195},"min_trades":5,"min_sessions":8,"null_paths":{"B":199},
       "bootstrap":{"B":999},"fdr":{"q":0.3},"seed":1,"walk_forward":{"train":63}}
      """;

  static final ResultBody BODY;
  static final byte[] MANIFEST;

  static {
    AnalysisParams params =
        ((ParamsReading.Accepted)
                new ParamsReader(TestServer.FakeMarket::info, RequestRules.plan(5))
                    .read(REQUEST.getBytes(StandardCharsets.UTF_8)))
            .params();
    AnalysisResult result = MeanReversion.run(params, bars(params), null, Execution.of(1));
    Versions versions = Versions.of(TradingCalendar.of(params.calendar()));
    Instant then = Instant.parse("2026-01-02T03:04:05Z");
    BODY = ResultBody.of(result, versions);
    MANIFEST = ManifestJson.bytes(Manifest.of("a1", result, versions, BODY, then, then));
  }

  private SampleResult() {}

  static String body() {
    return new String(BODY.bytes(), StandardCharsets.UTF_8);
  }

  private static SessionBars bars(AnalysisParams params) {
    List<Session> sessions =
        TradingCalendar.of(params.calendar()).sessions(params.start(), params.end());
    SessionBars.Builder bars = new SessionBars.Builder(Timeframe.M15, sessions, 0.01);
    Random random = new Random(5);
    double away = 0;
    for (Session session : sessions) {
      for (int k = 0; k < SessionGrid.bars(session, Timeframe.M15); k++) {
        double open = 100 + away;
        away = 0.7 * away + random.nextGaussian();
        double close = 100 + away;
        bars.bar(
            SessionGrid.bar(session, Timeframe.M15, k).startNanos(),
            cents(open),
            cents(Math.max(open, close)),
            cents(Math.min(open, close)),
            cents(close),
            BigDecimal.TEN,
            cents((open + close) / 2));
      }
    }
    return bars.build();
  }

  private static BigDecimal cents(double price) {
    return BigDecimal.valueOf(Math.round(price * 100), 2);
  }
}

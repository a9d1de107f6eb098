package dev.tidemark.golden;

import dev.tidemark.core.performance.Attribution;
import dev.tidemark.core.performance.Drawdown;
import dev.tidemark.core.performance.Exposure;
import dev.tidemark.core.performance.HistoricalRisk;
import dev.tidemark.core.performance.HistoricalRisk.Confidence;
import dev.tidemark.core.performance.ReturnMetrics;
import dev.tidemark.core.performance.TradeSummary;
import dev.tidemark.core.stats.DeflatedSharpe;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 14: returns, risk, attribution, trades, deflated Sharpe ratios, exposure and history. */
final class MetricsTopic implements GoldenTopic {

  private static final int MONEY_SCALE = 8;
  private static final Set<String> KNOWN =
      Set.of(
          "_readme",
          "tolerance",
          "cases",
          "attribution",
          "trade_summary",
          "dsr",
          "exposure",
          "scd2");

  @Override
  public String prefix() {
    return "14_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    root.names().stream().filter(name -> !KNOWN.contains(name)).forEach(tally::notBuilt);
    for (Vector each : root.field("cases").elements()) {
      tally.section(each, () -> checkReturns(each, tally));
    }
    Vector attribution = root.field("attribution");
    for (Vector each : attribution.elements()) {
      tally.section(each, () -> checkAttribution(each, tally));
    }
    Vector summary = root.field("trade_summary");
    tally.section(summary, () -> checkTrades(attribution.elements(), summary, tally));
    for (Vector each : root.field("dsr").elements()) {
      tally.section(each, () -> checkDeflatedSharpe(each, tally));
    }
    Vector exposure = root.field("exposure");
    tally.section(exposure, () -> checkExposure(exposure, tally));
    Vector history = root.field("scd2");
    tally.section(history, () -> HistoryCheck.check(history, tally));
  }

  private static void checkReturns(Vector each, Tally tally) {
    double[] returns = each.field("returns").numbers();
    int periods = each.field("A").smallInteger();
    tally.close(each.expected("sharpe"), ReturnMetrics.sharpe(returns, 0.0, periods));
    tally.close(each.expected("sortino"), ReturnMetrics.sortino(returns, 0.0, periods));
    tally.close(each.expected("win_rate"), ReturnMetrics.winRate(returns));
    Drawdown drawdown = Drawdown.ofReturns(returns);
    tally.close(each.expected("max_drawdown"), drawdown.depth());
    tally.exact(each.expected("dd_peak"), drawdown.peak());
    tally.exact(each.expected("dd_trough"), drawdown.trough());
    HistoricalRisk risk = HistoricalRisk.of(returns, Confidence.P95);
    tally.close(each.expected("var95"), risk.valueAtRisk());
    tally.close(each.expected("es95"), risk.expectedShortfall());
    if (risk.rank() == 0) {
      tally.absent(each.expected("var95_k"));
    } else {
      tally.exact(each.expected("var95_k"), risk.rank());
    }
    HistoricalRisk rare = HistoricalRisk.of(returns, Confidence.P99);
    tally.close(each.expected("var99"), rare.valueAtRisk());
    tally.close(each.expected("es99"), rare.expectedShortfall());
  }

  private static void checkAttribution(Vector each, Tally tally) {
    Vector weights = each.field("weights");
    Map<String, BigDecimal> byName = new HashMap<>();
    weights.names().forEach(name -> byName.put(name, weights.field(name).decimal()));
    Map<String, BigDecimal> actual = Attribution.split(each.field("net_pnl").decimal(), byName);
    Vector expected = each.expected("attributed");
    actual.forEach((name, share) -> tally.exact(expected.expected(name), share));
    expected.names().stream()
        .filter(name -> !actual.containsKey(name))
        .forEach(name -> tally.lacking(expected.expected(name)));
  }

  private static void checkTrades(List<Vector> trades, Vector expected, Tally tally) {
    TradeSummary actual =
        TradeSummary.of(trades.stream().map(each -> each.field("net_pnl").decimal()).toList());
    tally.exact(expected.expected("n"), actual.trades());
    tally.exact(expected.expected("wins"), actual.wins());
    tally.exact(expected.expected("breakeven"), actual.breakEven());
    tally.close(expected.expected("win_rate"), actual.winRate());
    tally.closeColumn(
        expected.expected("wilson95"),
        new double[] {actual.winRateInterval().low(), actual.winRateInterval().high()});
    tally.exact(expected.expected("gross_profit"), money(actual.grossProfit()));
    tally.exact(expected.expected("gross_loss"), money(actual.grossLoss()));
  }

  private static String money(BigDecimal amount) {
    return amount.setScale(MONEY_SCALE, RoundingMode.UNNECESSARY).toPlainString();
  }

  private static void checkDeflatedSharpe(Vector each, Tally tally) {
    DeflatedSharpe actual =
        DeflatedSharpe.of(
            each.field("sr").number(),
            each.field("trial_srs").numbers(),
            each.field("T").integer(),
            each.field("skew").number(),
            each.field("kurt").number());
    tally.close(each.expected("sr0"), actual.benchmark());
    tally.close(each.expected("dsr"), actual.probability());
  }

  private static void checkExposure(Vector each, Tally tally) {
    List<Exposure.Position> positions =
        each.field("positions").elements().stream()
            .map(
                position ->
                    new Exposure.Position(
                        position.field("sym").text(),
                        position.field("qty").decimal(),
                        position.field("px").decimal()))
            .toList();
    Exposure actual = Exposure.of(positions, each.field("equity").decimal());
    tally.close(each.expected("gross"), actual.gross());
    tally.close(each.expected("net"), actual.net());
    tally.close(each.expected("hhi"), actual.concentration());
  }
}

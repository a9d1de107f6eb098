package dev.tidemark.app.smartdb.check;

import dev.tidemark.app.smartdb.load.MarketSelection;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.micro.LargeTradeDetector;
import dev.tidemark.core.micro.PromptTrades;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Large trades and alerts: a trade is judged when those before it are there, and again when one of
 * them comes later, so what is compared is what all records that were told say.
 */
final class LargeTradeCheck {
  private final SeriesRecords records;
  private final SqlAnswers answers;
  private final MarketSelection compared;
  private final Optional<Instant> asKnown;
  private final SortedMap<String, BigDecimal> large = new TreeMap<>();
  private final SortedMap<String, String> alerts = new TreeMap<>();

  LargeTradeCheck(
      SeriesRecords records,
      SqlAnswers answers,
      MarketSelection compared,
      Optional<Instant> asKnown) {
    this.records = records;
    this.answers = answers;
    this.compared = compared;
    this.asKnown = asKnown;
  }

  FeatureResult run() {
    detect();
    Comparison comparison = new Comparison(records.name(), "large_trade_flag");
    compare(comparison, "notional", large, answers.largeTrades(records.name(), asKnown));
    if (asKnown.isEmpty()) {
      compare(comparison, "alert", alerts, answers.alerts(records.name()));
    }
    return comparison.result();
  }

  private void detect() {
    LargeTradeDetector detector = new LargeTradeDetector();
    long known = asKnown.map(Times::nanos).orElse(Long.MAX_VALUE);
    for (Trade trade : PromptTrades.of(records.trades())) {
      Optional<LargeTradeAlert> alert =
          detector.trade(trade.tradeId(), trade.tsNanos(), trade.price(), trade.size());
      if (detector.wasLarge() && PromptTrades.judgedNanos(trade.tsNanos()) <= known) {
        large.put(
            SqlAnswers.key(Times.stored(trade.tsNanos()), trade.tradeId()),
            Int128.product(trade.price(), trade.size()).toBigDecimal(Decimals.NOTIONAL_SCALE));
      }
      alert.ifPresent(
          found ->
              alerts.put(
                  SqlAnswers.key(Times.stored(found.tsNanos()), found.thirdId()),
                  found.firstId() + " " + found.secondId() + " " + found.thirdId()));
    }
  }

  private <V> void compare(
      Comparison comparison,
      String column,
      SortedMap<String, V> kernel,
      SortedMap<String, V> database) {
    SortedMap<String, V> all = new TreeMap<>(kernel);
    all.putAll(database);
    for (String key : all.keySet()) {
      long micros = Times.nanos(Instant.parse(key.substring(0, key.indexOf(' ')))) / 1_000L;
      if (micros >= compared.fromMicros() && micros < compared.untilMicros()) {
        @Nullable V expected = kernel.get(key);
        @Nullable V found = database.get(key);
        comparison.row();
        comparison.exact(key, column, expected, found);
      }
    }
  }
}

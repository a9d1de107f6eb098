package dev.tidemark.stream.job;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.live.FoldOutput;
import dev.tidemark.core.live.InstrumentFold;
import dev.tidemark.core.live.InstrumentRules;
import dev.tidemark.core.live.MemoryFoldStore;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Bars of one series as the fold alone makes them, and as the Smart-DB has them. */
final class LiveBars implements FoldOutput {
  private final InstrumentFold fold;
  private final Map<String, String> bars = new TreeMap<>();
  private final Set<String> minutes = new HashSet<>();

  LiveBars(Instrument instrument) {
    fold =
        InstrumentFold.open(
            "test/" + instrument.symbol(),
            new InstrumentRules(TradingCalendar.of(instrument.calendar()), false),
            LatenessPolicy.DEFAULT,
            new MemoryFoldStore());
  }

  void trade(Trade trade) {
    fold.trade(trade, this);
  }

  void quote(Quote quote) {
    fold.quote(quote, this);
  }

  void clock(long knownNanos) {
    fold.clock(knownNanos, this);
  }

  /** By timeframe and label: what stands of each bar. */
  Map<String, String> bars() {
    return bars;
  }

  /** How many minutes have features, those of trades and of quotes apart. */
  int minutes() {
    return minutes.size();
  }

  static Map<String, String> stored(Platform platform, Instrument instrument) throws SQLException {
    Map<String, String> stored = new TreeMap<>();
    for (String row :
        platform.rows(
            "SELECT timeframe || ' ' || extract(epoch FROM ts)::bigint || '=' || revision || ' ' ||"
                + " coalesce(concat_ws(' ', open, high, low, close, volume, notional, buy_volume,"
                + " sell_volume, trade_count), '') FROM md.stream_bar JOIN md.series USING"
                + " (series_id) WHERE symbol = '"
                + instrument.symbol()
                + "'")) {
      int split = row.indexOf('=');
      stored.put(row.substring(0, split), row.substring(split + 1));
    }
    return stored;
  }

  @Override
  public void bar(Timeframe timeframe, BarRevision revision) {
    String content =
        revision
            .content()
            .map(
                bar ->
                    String.join(
                        " ",
                        text(bar.open()),
                        text(bar.high()),
                        text(bar.low()),
                        text(bar.close()),
                        bar.volume().toBigDecimal(8).toPlainString(),
                        bar.notional().toBigDecimal(16).toPlainString(),
                        bar.buyVolume().toBigDecimal(8).toPlainString(),
                        bar.sellVolume().toBigDecimal(8).toPlainString(),
                        Long.toString(bar.tradeCount())))
            .orElse("");
    bars.put(
        timeframe.code() + ' ' + revision.startNanos() / 1_000_000_000L,
        revision.revision() + " " + content);
  }

  private static String text(long price) {
    return BigDecimal.valueOf(price, 8).toPlainString();
  }

  @Override
  public void features(FeatureRevision revision) {
    minutes.add(revision.group().name() + revision.startNanos());
    if (revision.values().length != 0
        && revision.values().length
            != FeatureGroup.valueOf(revision.group().name()).features().size()) {
      throw new AssertionError("values without names");
    }
  }

  @Override
  public void alert(AlertRevision revision) {}

  @Override
  public void accepted(Trade record) {}

  @Override
  public void accepted(Quote record) {}

  @Override
  public void repeated(Trade record) {}

  @Override
  public void repeated(Quote record) {}

  @Override
  public void quarantined(Trade record, QuarantineReason reason) {}

  @Override
  public void quarantined(Quote record, QuarantineReason reason) {}
}

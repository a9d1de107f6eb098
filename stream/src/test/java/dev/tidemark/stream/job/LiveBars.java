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
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be known of one series, as the fold alone makes it in memory, and as the Smart-DB has
 * it.
 */
public final class LiveBars implements FoldOutput {
  private final Instrument instrument;
  private final InstrumentFold fold;
  private final Map<String, String> bars = new TreeMap<>();
  private final Map<String, String> features = new TreeMap<>();
  private final Map<String, String> alerts = new TreeMap<>();
  private final Set<String> trades = new TreeSet<>();

  public LiveBars(Instrument instrument) {
    this.instrument = instrument;
    fold =
        InstrumentFold.open(
            "test/" + instrument.symbol(),
            new InstrumentRules(TradingCalendar.of(instrument.calendar()), false),
            LatenessPolicy.DEFAULT,
            new MemoryFoldStore());
  }

  public void trade(Trade trade) {
    fold.trade(trade, this);
  }

  public void quote(Quote quote) {
    fold.quote(quote, this);
  }

  public void clock(long knownNanos) {
    fold.clock(knownNanos, this);
  }

  /** By timeframe and label: what stands of each bar. */
  public Map<String, String> bars() {
    return bars;
  }

  /** How many minutes have features, those of trades and of quotes apart. */
  int minutes() {
    return features.size();
  }

  /** By group and minute: revision and bits of the values that stand. */
  public Map<String, String> features() {
    return features;
  }

  /** By id: status and trades of each alert. */
  public Map<String, String> alerts() {
    return alerts;
  }

  /** Versions of trades that belong to the log. */
  public Set<String> trades() {
    return trades;
  }

  public Map<String, String> storedFeatures(Surroundings platform) throws SQLException {
    Map<String, String> stored = new TreeMap<>();
    for (String row :
        platform.rows(
            "SELECT feature_group || ' ' || extract(epoch FROM ts)::bigint || '=' || revision || '"
                + " ' || array_to_string(features, ',', 'NaN')"
                + of("stream_feature"))) {
      int split = row.indexOf('=');
      int values = row.indexOf(' ', split) + 1;
      StringBuilder bits = new StringBuilder(row.substring(split + 1, values - 1));
      for (String value : row.substring(values).split(",", -1)) {
        bits.append(value.isEmpty() ? "" : bits(Double.parseDouble(value)));
      }
      stored.put(row.substring(0, split), bits.toString());
    }
    return stored;
  }

  public Map<String, String> storedAlerts(Surroundings platform) throws SQLException {
    Map<String, String> stored = new TreeMap<>();
    for (String row :
        platform.rows(
            "SELECT concat_ws(' ', alert_id, status, first_id, second_id, third_id)"
                + of("stream_alert"))) {
      int split = row.indexOf(' ');
      stored.put(row.substring(0, split), row.substring(split + 1));
    }
    return stored;
  }

  public Set<String> storedTrades(Surroundings platform) throws SQLException {
    return new TreeSet<>(platform.rows("SELECT trade_id || ' v' || version" + of("trade_log")));
  }

  private String of(String table) {
    return " FROM md."
        + table
        + " JOIN md.series USING (series_id) WHERE symbol = '"
        + instrument.symbol()
        + "'";
  }

  private static String bits(double value) {
    return ' ' + Long.toHexString(Double.doubleToLongBits(value));
  }

  public Map<String, String> storedBars(Surroundings platform) throws SQLException {
    Map<String, String> stored = new TreeMap<>();
    for (String row :
        platform.rows(
            "SELECT timeframe || ' ' || extract(epoch FROM ts)::bigint || '=' || revision || ' ' ||"
                + " coalesce(concat_ws(' ', open, high, low, close, volume, notional, buy_volume,"
                + " sell_volume, trade_count), '')"
                + of("stream_bar"))) {
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
    StringBuilder bits = new StringBuilder(Integer.toString(revision.revision()));
    for (double value : revision.values()) {
      bits.append(bits(value));
    }
    features.put(
        revision.group().name() + ' ' + revision.startNanos() / 1_000_000_000L, bits.toString());
    if (revision.values().length != 0
        && revision.values().length
            != FeatureGroup.valueOf(revision.group().name()).features().size()) {
      throw new AssertionError("values without names");
    }
  }

  @Override
  public void alert(AlertRevision revision) {
    LargeTradeAlert alert = revision.alert();
    alerts.put(
        revision.id(),
        String.join(
            " ", revision.status().name(), alert.firstId(), alert.secondId(), alert.thirdId()));
  }

  @Override
  public void accepted(Trade record) {
    trades.add(record.tradeId() + " v" + record.version());
  }

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

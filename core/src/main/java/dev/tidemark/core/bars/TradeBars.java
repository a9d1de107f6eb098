package dev.tidemark.core.bars;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.GridCursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bars from everything that was told about the trades of one instrument. */
public final class TradeBars {

  private TradeBars() {}

  /**
   * The trades that stand at knowledge time {@code knownNanos}, in the order of {@link
   * Trade#ORDER}: per id the greatest version known by then, cancelled ones dropped. Of two records
   * of the same version the one known first counts.
   */
  public static List<Trade> surviving(Collection<Trade> records, long knownNanos) {
    Map<String, Trade> latest = new HashMap<>();
    for (Trade record : records) {
      if (record.knownNanos() <= knownNanos) {
        latest.merge(record.tradeId(), record, TradeBars::winner);
      }
    }
    List<Trade> surviving = new ArrayList<>(latest.size());
    for (Trade record : latest.values()) {
      if (formsBars(record)) {
        surviving.add(record);
      }
    }
    surviving.sort(Trade.ORDER); // total, so the map's order does not show
    return surviving;
  }

  /** Bars of the surviving trades at knowledge time {@code knownNanos}, ascending by label. */
  public static List<Bar> asKnown(Collection<Trade> records, long knownNanos, BarRules rules) {
    return bars(surviving(records, knownNanos), rules);
  }

  /**
   * Bars of trades that are in the order of {@link Trade#ORDER}, ascending by label. Bars without a
   * price-forming trade are absent; trades outside every bar do not count.
   */
  public static List<Bar> bars(List<Trade> surviving, BarRules rules) {
    return columns(surviving, rules).bars();
  }

  private static BarColumns columns(List<Trade> surviving, BarRules rules) {
    BarColumns out = new BarColumns();
    BarBuilder builder = new BarBuilder();
    GridCursor cursor = rules.cursor();
    GridRow row = new GridRow();
    for (Trade trade : surviving) {
      if (rules.seek(cursor, trade)) {
        if (!row.isAt(cursor)) {
          row.flush(builder, out);
          row.moveTo(cursor);
        }
        builder.add(trade);
      }
    }
    row.flush(builder, out);
    return out;
  }

  /** Whether the latest record of a trade lets it count: not cancelled, and a positive price. */
  static boolean formsBars(Trade latest) {
    return latest.op() != TradeOp.CANCEL && latest.price() > 0;
  }

  private static Trade winner(Trade present, Trade other) {
    if (present.version() != other.version()) {
      return present.version() > other.version() ? present : other;
    }
    return present.knownNanos() <= other.knownNanos() ? present : other;
  }
}

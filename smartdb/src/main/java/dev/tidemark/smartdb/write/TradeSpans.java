package dev.tidemark.smartdb.write;

import dev.tidemark.core.micro.PromptTrades;
import dev.tidemark.core.model.Trade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Per series and UTC day of a batch, between which times and which ids its trades lie: mostly
 * enough to know that no other trade of the database has one of the ids.
 */
final class TradeSpans {
  /** Time of a trade that is not there. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long DAY = 86_400_000_000_000L;

  /** One series on one day. */
  static final class Span {
    final int series;
    final long day;
    long fromNanos;
    long toNanos;
    String leastId;
    String greatestId;

    /** The first trade that counts for large ones; {@link #NEVER} if there is none. */
    long promptNanos = NEVER;

    private Span(int series, long day, long nanos, String id) {
      this.series = series;
      this.day = day;
      fromNanos = nanos;
      toNanos = nanos;
      leastId = id;
      greatestId = id;
    }
  }

  private TradeSpans() {}

  static List<Span> of(TradeBatch batch) {
    Map<Long, Span> spans = new HashMap<>();
    Span last = null;
    for (int i = 0; i < batch.rows(); i++) {
      int series = batch.series()[i];
      long nanos = batch.tsNanos()[i];
      String id = batch.tradeId()[i];
      long day = Math.floorDiv(nanos, DAY);
      if (last == null || last.series != series || last.day != day) {
        last =
            spans.computeIfAbsent(
                (long) series << Integer.SIZE | day, k -> new Span(series, day, nanos, id));
      }
      last.fromNanos = Math.min(last.fromNanos, nanos);
      last.toNanos = Math.max(last.toNanos, nanos);
      if (nanos < last.promptNanos && batch.knownNanos()[i] <= PromptTrades.judgedNanos(nanos)) {
        last.promptNanos = nanos;
      }
      if (Trade.compareIds(id, last.leastId) < 0) {
        last.leastId = id;
      } else if (Trade.compareIds(id, last.greatestId) > 0) {
        last.greatestId = id;
      }
    }
    return new ArrayList<>(spans.values());
  }
}

package dev.tidemark.transform.unify;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.Table;
import java.util.Map;

/**
 * How far the unified bars of one timeframe have come: the version consumed of each source, stored
 * in the commit that has the rows.
 */
record StageProgress(String prefix, Map<String, Long> consumed) {
  static final String BARS = "bars";
  static final String TRADES = "trades";
  static final String QUOTES = "quotes";

  /** The unified table itself: its one-minute rows are the source of roll-ups. */
  static final String MINUTES = "minutes";

  static StageProgress read(Table unified, Timeframe timeframe) {
    String prefix = "unify/" + timeframe.code() + "/";
    return new StageProgress(prefix, unified.transactions(prefix));
  }

  String id(String source) {
    return prefix + source;
  }

  /** The version consumed, -1 for none. */
  long of(String source) {
    return consumed.getOrDefault(id(source), -1L);
  }
}

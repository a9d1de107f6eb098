package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.Heartbeats;
import dev.tidemark.app.parity.log.LogRecord;
import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.live.FoldOutput;
import dev.tidemark.core.live.InstrumentFold;
import dev.tidemark.core.live.InstrumentRules;
import dev.tidemark.core.live.MemoryFoldStore;
import dev.tidemark.core.time.TradingCalendar;

/** The records of a log through the fold of the stream, in the order (known, arrival). */
final class Replay {
  private static final int RECORDS_BEFORE_RESTART = 500;

  private Replay() {}

  /**
   * Folds a log and tells {@code out} everything.
   *
   * @param restarts go through the stored state now and then, which must change nothing
   */
  static void run(SeriesLog log, TradingCalendar calendar, boolean restarts, FoldOutput out) {
    InstrumentRules rules = new InstrumentRules(calendar, log.instrument().includeClosingAuction());
    MemoryFoldStore store = new MemoryFoldStore();
    InstrumentFold fold = InstrumentFold.open(log.key(), rules, LatenessPolicy.DEFAULT, store);
    Heartbeats heartbeats = new Heartbeats();
    long greatest = Long.MIN_VALUE;
    int since = 0;
    for (LogRecord record : log.records()) {
      long heartbeat = heartbeats.before(record.knownNanos());
      if (heartbeat != Long.MIN_VALUE) {
        fold.clock(heartbeat, out);
      }
      switch (record) {
        case LogRecord.OfTrade of -> fold.trade(of.trade(), out);
        case LogRecord.OfQuote of -> fold.quote(of.quote(), out);
      }
      greatest = Math.max(greatest, Math.max(record.tsNanos(), record.knownNanos()));
      if (restarts && ++since == RECORDS_BEFORE_RESTART) {
        since = 0;
        fold.flush();
        fold = InstrumentFold.open(log.key(), rules, LatenessPolicy.DEFAULT, store);
      }
    }
    if (greatest != Long.MIN_VALUE) {
      fold.clock(Heartbeats.after(greatest), out);
    }
  }
}

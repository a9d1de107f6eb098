package dev.tidemark.app.parity.log;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One log as it may really come in: a seed decides which records are delayed within the lateness
 * that is waited for (which permutes them), which come late by minutes or hours or more than 48
 * hours, which are told again, corrected, moved, cancelled, or told differently under the same
 * version. Prices and times of what is not corrected stay as recorded.
 *
 * <p>Knowledge times are whole microseconds, as lake and database keep them, and no two different
 * records of one trade or quote are known at the same one. Between the records stand heartbeats,
 * one at each second in which something became known.
 */
public final class ParityLog {
  private static final long MICRO = 1_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final int PER_MILLE = 1_000;
  private static final int LATE = 20;
  private static final int TOO_LATE = 2;
  private static final int DELAYED = 300;
  private static final int REPEATED = 60;
  private static final int CORRECTED = 30;
  private static final int CANCELLED = 15;
  private static final int TOLD_DIFFERENTLY = 5;

  private final Random random;
  private final Set<String> taken = new HashSet<>();
  private final List<LogRecord> records = new ArrayList<>();

  private ParityLog(long seed) {
    this.random = new Random(mixed(seed));
  }

  /**
   * The disturbed log of a seed, as an instrument of its own.
   *
   * @param most records of the log to take: of a longer log, by the seed, a stretch, less often a
   *     sample of a stretch ten times as long, and once in eight seeds a sample of all of it, so
   *     that bars are both full and many
   */
  public static SeriesLog of(SeriesLog log, long seed, int most) {
    ParityLog made = new ParityLog(seed * 31 + log.key().hashCode());
    for (LogRecord record : made.cut(log.records(), most, (int) Math.floorMod(seed, 8L))) {
      if (record.tsNanos() <= record.knownNanos() + MINUTE) {
        made.take(record);
      }
    }
    Instrument as = log.instrument();
    return SeriesLog.ofUnordered(
        log.source(),
        new Instrument(
            as.symbol() + "#" + seed,
            as.assetClass(),
            as.calendar(),
            as.tickSize(),
            as.includeClosingAuction()),
        made.records);
  }

  private List<LogRecord> cut(List<LogRecord> all, int most, int kind) {
    if (all.size() <= most) {
      return all;
    }
    long wanted = kind == 0 ? all.size() : kind <= 2 ? 10L * most : most;
    int span = (int) Math.min(wanted, all.size());
    int from = random.nextInt(all.size() - span + 1);
    List<LogRecord> some = new ArrayList<>(most);
    int left = most;
    for (int i = 0; i < span; i++) {
      if (random.nextInt(span - i) < left) {
        some.add(all.get(from + i));
        left--;
      }
    }
    return some;
  }

  private void take(LogRecord record) {
    LogRecord first = told(record, record.knownNanos() + delay());
    if (chance(REPEATED)) {
      told(first, first.knownNanos() + nanos(20 * SECOND));
    }
    switch (first) {
      case LogRecord.OfTrade of -> amend(of.trade());
      case LogRecord.OfQuote of -> amend(of.quote());
    }
  }

  private void amend(Trade trade) {
    long known = trade.knownNanos();
    if (chance(CORRECTED)) {
      Trade corrected = changed(trade, 1 + random.nextInt(2), TradeOp.CORRECT);
      told(new LogRecord.OfTrade(corrected), known + later());
      if (chance(PER_MILLE / 4)) {
        // A correction of the correction, sometimes known before it.
        Trade again = changed(corrected, 1, TradeOp.CORRECT);
        told(new LogRecord.OfTrade(again), known + later());
      }
    }
    if (chance(CANCELLED)) {
      Trade cancelled = changed(trade, 1 + random.nextInt(3), TradeOp.CANCEL);
      told(new LogRecord.OfTrade(cancelled), known + later());
    }
    if (chance(TOLD_DIFFERENTLY)) {
      told(new LogRecord.OfTrade(changed(trade, 0, trade.op())), known + nanos(MINUTE));
    }
  }

  private void amend(Quote quote) {
    if (chance(TOLD_DIFFERENTLY)) {
      long shift = random.nextInt(1_000) * 1_000L;
      Quote different =
          new Quote(
              quote.tsNanos(),
              quote.seq(),
              quote.bid() + shift,
              quote.ask() + shift,
              quote.bidSize(),
              quote.askSize(),
              quote.knownNanos());
      told(new LogRecord.OfQuote(different), quote.knownNanos() + nanos(MINUTE));
    }
  }

  private Trade changed(Trade trade, int versions, TradeOp op) {
    boolean moves = versions > 0 && chance(PER_MILLE / 5);
    long half = trade.size() / 2;
    long step = Math.min(Math.max(1, trade.size() / 100), (Long.MAX_VALUE - half) / 100);
    long price = trade.price() + (random.nextInt(201) - 100) * Math.max(1, trade.price() / 20_000);
    return new Trade(
        trade.tradeId(),
        (int) Math.min(Integer.MAX_VALUE, (long) trade.version() + versions),
        op,
        trade.tsNanos() + (moves ? (random.nextInt(241) - 120) * SECOND : 0),
        trade.seq(),
        Math.max(1, price),
        half + random.nextInt(100) * step,
        trade.knownNanos(),
        trade.side(),
        trade.updLast(),
        trade.updHilo(),
        trade.updVol(),
        trade.closingAuction());
  }

  private LogRecord told(LogRecord record, long knownNanos) {
    long known = Math.ceilDiv(Math.max(knownNanos, record.tsNanos() - MINUTE / 2), MICRO) * MICRO;
    while (!taken.add(record.identity() + "@" + known)) {
      known += MICRO;
    }
    LogRecord at = record.knownAt(known);
    records.add(at);
    return at;
  }

  /** Mostly within what is waited for; sometimes so late that bars are revised; seldom too late. */
  private long delay() {
    int kind = random.nextInt(PER_MILLE);
    if (kind < TOO_LATE) {
      return 48 * HOUR + 5 * MINUTE + nanos(HOUR);
    }
    if (kind < TOO_LATE + LATE) {
      return later();
    }
    return kind < TOO_LATE + LATE + DELAYED ? nanos(9 * SECOND) : 0;
  }

  /** From seconds to most of a day; twice that is still not too late. */
  private long later() {
    int kind = random.nextInt(20);
    return kind == 0 ? nanos(20 * HOUR) : kind < 5 ? nanos(20 * MINUTE) : nanos(90 * SECOND);
  }

  private long nanos(long below) {
    return (long) (random.nextDouble() * below);
  }

  private boolean chance(int perMille) {
    return random.nextInt(PER_MILLE) < perMille;
  }

  /** Neighbouring seeds of {@link Random} begin alike. */
  private static long mixed(long seed) {
    long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}

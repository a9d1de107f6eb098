package dev.tidemark.core.live;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Random records with everything that happens to them; the same for the same seed. */
final class FoldLog {
  static final long SECOND = 1_000_000_000L;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;

  /** 2024-07-03T16:50:00Z, ten minutes before New York closes on a half day. */
  static final long START = 1_720_025_400L * SECOND;

  private final SplittableRandom random;
  private final long span;
  private final long longestDelay;

  private FoldLog(long seed, long span, long longestDelay) {
    this.random = new SplittableRandom(seed);
    this.span = span;
    this.longestDelay = longestDelay;
  }

  /** Twenty minutes of trades in the order (known, arrival), told within an hour. */
  static List<Trade> trades(long seed) {
    return new FoldLog(seed, 20 * MINUTE, HOUR).trades();
  }

  /**
   * Four days of trades, some told after the 48 hours in which they may change something, no two
   * known at once.
   */
  static List<Trade> days(long seed) {
    List<Trade> records = new ArrayList<>();
    long known = Long.MIN_VALUE;
    for (Trade record : new FoldLog(seed, 96 * HOUR, 60 * HOUR).trades()) {
      known = Math.max(known + 1, record.knownNanos());
      records.add(knownAt(record, known));
    }
    return records;
  }

  private static Trade knownAt(Trade record, long known) {
    return new Trade(
        record.tradeId(),
        record.version(),
        record.op(),
        record.tsNanos(),
        record.seq(),
        record.price(),
        record.size(),
        known,
        record.side(),
        record.updLast(),
        record.updHilo(),
        record.updVol(),
        record.closingAuction());
  }

  /** Twenty minutes of quotes in the order (known, arrival). */
  static List<Quote> quotes(long seed) {
    return new FoldLog(seed, 20 * MINUTE, HOUR).quotes();
  }

  private List<Trade> trades() {
    List<Trade> records = new ArrayList<>();
    int trades = 1 + random.nextInt(150);
    for (int i = 0; i < trades; i++) {
      String id = random.nextInt(3) == 0 ? "é" + random.nextInt(50) : "T" + i;
      long known = 0;
      for (int version = 1; version == 1 || random.nextInt(4) == 0; version++) {
        TradeOp op =
            version == 1 ? TradeOp.NEW : random.nextInt(3) == 0 ? TradeOp.CANCEL : TradeOp.CORRECT;
        Trade record = trade(id, version, op, known);
        known = record.knownNanos();
        records.add(record);
        if (random.nextInt(5) == 0) {
          records.add(record);
        }
      }
    }
    Collections.shuffle(records, new Random(random.nextLong()));
    records.sort(Comparator.comparingLong(Trade::knownNanos));
    return records;
  }

  private Trade trade(String id, int version, TradeOp op, long knownBefore) {
    long ts = time();
    boolean last = random.nextInt(8) > 0;
    return new Trade(
        id,
        version,
        op,
        ts,
        random.nextInt(3),
        random.nextInt(40) == 0 ? 0 : 1 + random.nextLong(1_000_000_000_000L),
        random.nextLong(5_000_000_000_000L),
        Math.max(ts + delay(), knownBefore),
        switch (random.nextInt(3)) {
          case 0 -> Side.BUY;
          case 1 -> Side.SELL;
          default -> null;
        },
        last,
        last || random.nextBoolean(),
        random.nextInt(8) > 0,
        random.nextInt(3) == 0);
  }

  private long time() {
    return START + random.nextLong(span / SECOND) * SECOND + random.nextLong(3);
  }

  private long delay() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong(longestDelay);
      case 1 -> random.nextLong(20 * SECOND);
      default -> random.nextLong(SECOND);
    };
  }

  private List<Quote> quotes() {
    List<Quote> records = new ArrayList<>();
    int quotes = 1 + random.nextInt(150);
    for (int i = 0; i < quotes; i++) {
      long bid = random.nextInt(20) == 0 ? 0 : 1 + random.nextLong(1_000_000);
      long ask = bid + random.nextLong(1_000) - 20;
      long ts = time();
      Quote quote = new Quote(ts, random.nextInt(2), bid, ask, null, null, ts + delay());
      records.add(quote);
      if (random.nextInt(5) == 0) {
        records.add(new Quote(ts, quote.seq(), 1, 1, null, null, quote.knownNanos() + SECOND));
      }
    }
    records.sort(Comparator.comparingLong(Quote::knownNanos));
    return records;
  }
}

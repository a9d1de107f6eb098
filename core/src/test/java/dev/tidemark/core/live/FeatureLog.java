package dev.tidemark.core.live;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Random records of an instrument in the order in which they are known; the same per seed. */
final class FeatureLog {
  static final long SECOND = 1_000_000_000L;
  static final long MINUTE = 60 * SECOND;
  static final long UNIT = 100_000_000L;

  /** 2024-03-08T12:00:00Z, a Friday. */
  static final long NOON = 1_709_899_200L * SECOND;

  private FeatureLog() {}

  /** Trades of some hours: with gaps, late, told again, corrected, moved and cancelled. */
  static List<Trade> trades(long seed, int count, long span, int largeOneIn) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Trade> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Trade first = trade(random, "T" + i, 1, TradeOp.NEW, span, largeOneIn);
      records.add(first);
      if (random.nextInt(20) == 0) {
        records.add(first);
      }
      for (int version = 2; random.nextInt(15) == 0; version++) {
        TradeOp op = random.nextInt(3) == 0 ? TradeOp.CANCEL : TradeOp.CORRECT;
        records.add(trade(random, "T" + i, version, op, span, largeOneIn));
      }
    }
    records.sort(Comparator.comparingLong(Trade::knownNanos));
    return records;
  }

  private static Trade trade(
      SplittableRandom random, String id, int version, TradeOp op, long span, int largeOneIn) {
    long ts = NOON + random.nextLong(span / SECOND) * SECOND + random.nextLong(3);
    long delay =
        switch (random.nextInt(10)) {
          case 0 -> random.nextLong(90) * MINUTE;
          case 1, 2, 3 -> random.nextLong(12 * SECOND);
          default -> random.nextLong(SECOND);
        };
    long size = 1 + random.nextLong(10);
    return new Trade(
        id,
        version,
        op,
        ts,
        random.nextInt(3),
        (90 + random.nextLong(20)) * UNIT + random.nextLong(UNIT),
        (random.nextInt(largeOneIn) == 0 ? size * 100 : size) * UNIT,
        ts + delay + (version - 1) * SECOND,
        random.nextInt(3) == 0 ? null : random.nextBoolean() ? Side.BUY : Side.SELL,
        true,
        true,
        true);
  }

  /** Quotes of some hours, some crossed, late or told again with other prices. */
  static List<Quote> quotes(long seed, int count, long span) {
    return quotes(seed, count, span, 90 * MINUTE);
  }

  static List<Quote> quotes(long seed, int count, long span, long longestDelay) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Quote> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long ts = NOON + random.nextLong(span / SECOND) * SECOND;
      long delay = random.nextLong(random.nextInt(8) == 0 ? longestDelay : SECOND);
      long bid = (90 + random.nextLong(20)) * UNIT;
      long ask = bid + (random.nextLong(20) - 2) * UNIT / 10;
      records.add(new Quote(ts, random.nextInt(3), bid, ask, null, null, ts + delay));
    }
    records.sort(Comparator.comparingLong(Quote::knownNanos));
    return records;
  }
}

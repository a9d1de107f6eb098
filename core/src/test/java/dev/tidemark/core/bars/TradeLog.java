package dev.tidemark.core.bars;

import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Random records of trades, with everything that happens to trades; the same for the same seed. */
final class TradeLog {

  static final long SECOND = 1_000_000_000L;
  static final long MINUTE = 60 * SECOND;

  /** 2024-03-08T12:00:00Z: a Friday, inside a crypto session. */
  static final long NOON = 1_709_899_200L * SECOND;

  static final TradingCalendar CRYPTO = TradingCalendar.of(CalendarId.CRYPTO_24X7);

  private TradeLog() {}

  /**
   * Records of 20 minutes in the order (known, arrival): new, corrected, moved, cancelled, late.
   */
  static List<Trade> records(long seed, boolean everyTradeFormsAPrice) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Trade> records = new ArrayList<>();
    int trades = 1 + random.nextInt(120);
    for (int i = 0; i < trades; i++) {
      Trade trade = trade(random, i, 1, TradeOp.NEW, everyTradeFormsAPrice);
      records.add(trade);
      for (int version = 2; random.nextInt(5) == 0; version++) {
        boolean cancel = random.nextInt(3) == 0;
        records.add(
            trade(
                random,
                i,
                version,
                cancel ? TradeOp.CANCEL : TradeOp.CORRECT,
                everyTradeFormsAPrice));
      }
    }
    records.sort(Comparator.comparingLong(Trade::knownNanos));
    return records;
  }

  private static Trade trade(
      SplittableRandom random, int i, int version, TradeOp op, boolean everyTradeFormsAPrice) {
    long ts = NOON + random.nextLong(20 * 60) * SECOND + random.nextLong(3);
    long delay =
        random.nextInt(4) == 0 ? random.nextLong(30 * 60) * SECOND : random.nextLong(SECOND);
    boolean last = everyTradeFormsAPrice || random.nextInt(8) > 0;
    return new Trade(
        "T" + i,
        version,
        op,
        ts,
        random.nextInt(3),
        1 + random.nextLong(1_000_000_000_000L),
        random.nextLong(5_000_000_000_000L),
        ts + delay + (version - 1) * SECOND,
        switch (random.nextInt(3)) {
          case 0 -> Side.BUY;
          case 1 -> Side.SELL;
          default -> null;
        },
        last,
        last || random.nextBoolean(),
        random.nextInt(8) > 0);
  }

  /** A plain trade known at once. */
  static Trade trade(String id, long ts, String price, String size) {
    return Trade.of(id, ts, 0, units(price), units(size), ts);
  }

  /** Another version of a trade. */
  static Trade version(Trade trade, int version, TradeOp op, long ts, String price, long known) {
    return new Trade(
        trade.tradeId(),
        version,
        op,
        ts,
        trade.seq(),
        units(price),
        trade.size(),
        known,
        null,
        true,
        true,
        true);
  }

  static long units(String decimal) {
    return dev.tidemark.core.number.Decimals.parseScaled(decimal, 8);
  }
}
